// Table of the agents' list.
import type { Route } from '#platform/http/route.ts'
import { showInbox } from './inbox.agent.ts'

export const inboxRoutes: readonly Route[] = [
  { get: '/agents', action: 'desk.open', title: 'Demandes', face: 'agent', handle: showInbox },
]
