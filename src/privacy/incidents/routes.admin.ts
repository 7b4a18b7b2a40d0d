// Table of the accesses that people did not recognise, for whoever administers the authority.
import { z } from 'zod'
import { post, type Route } from '#platform/http/route.ts'
import { doHandle, handleAgain, showIncidents } from './incidents.admin.ts'

const face = 'admin'
const HERE = '/administration/acces-signales'

const Finding = z.object({
  constat: z
    .string()
    .trim()
    .min(20, 'Dites en une phrase au moins ce que vous avez trouvé\u00a0: la personne la lira.')
    .max(2000, 'Deux mille caractères au plus.'),
})

export const incidentRoutes: readonly Route[] = [
  { get: HERE, action: 'incident.list', title: 'Accès signalés', face, handle: showIncidents },
  post({
    post: `${HERE}/:id`,
    action: 'incident.handle',
    title: 'Clore un accès signalé',
    face,
    input: Finding,
    handle: doHandle,
    again: handleAgain,
  }),
]
