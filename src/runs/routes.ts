// Table of the pages of long work: one’s own, at the desk and in the administration.
import { z } from 'zod'
import { type AccessTable, agent, ownDesk } from '#platform/access.ts'
import { post, type Route } from '#platform/http/route.ts'
import { listRoutes } from '#platform/screens/list-screen.ts'
import { HERE, ownFrame, ownList } from './list.ts'
import { doStop, showRun } from './runs.agent.ts'

export { HERE } from './list.ts'

export const access: AccessTable = {
  // Whose it is, is asked by the rows: one’s own alone.
  'run.read': [ownDesk],
  'run.stop': [agent().anywhere],
}

export const routes: readonly Route[] = [
  ...listRoutes(ownList, ownFrame, 'agent'),
  { get: `${HERE}/:id`, action: 'run.read', title: 'Travail', face: 'agent', handle: showRun },
  post({
    post: `${HERE}/:id/arret`,
    action: 'run.stop',
    title: 'Arrêter un travail',
    face: 'agent',
    input: z.object({}),
    handle: doStop,
  }),
]
