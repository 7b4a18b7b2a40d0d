// Table of the accesses that people did not recognise, for whoever administers the authority.
import { post, type Route } from '#platform/http/route.ts'
import { finding } from './finding.ts'
import { doHandle, handleAgain, showIncidents } from './incidents.admin.ts'

const face = 'admin'
const HERE = '/administration/acces-signales'

export const incidentRoutes: readonly Route[] = [
  { get: HERE, action: 'incident.list', title: 'Accès signalés', face, handle: showIncidents },
  post({
    post: `${HERE}/:id`,
    action: 'incident.handle',
    title: 'Clore un accès signalé',
    face,
    input: finding.input,
    handle: doHandle,
    again: handleAgain,
  }),
]
