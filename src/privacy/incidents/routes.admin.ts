// Table of the accesses that people did not recognise, for whoever administers the authority.
import { post, type Route } from '#platform/http/route.ts'
import { adminList } from '#territory'
import { finding } from './finding.ts'
import { doHandle, handleAgain, incidents, showIncident } from './incidents.admin.ts'
import { HERE } from './pages/incident.ts'

const face = 'admin'
export const incidentRoutes: readonly Route[] = [
  ...adminList(incidents),
  { get: `${HERE}/:id`, action: 'incident.list', title: 'Accès signalé', face, handle: showIncident },
  post({
    post: `${HERE}/:id`,
    action: 'incident.handle',
    title: 'Clore un accès signalé',
    face,
    resend: true,
    input: finding.input,
    handle: doHandle,
    again: handleAgain,
  }),
]
