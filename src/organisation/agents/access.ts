// Who keeps agents: the administrators of their authority, whoever administers their unit, the metropolis everywhere.
import type { AccessTable } from '#platform/access.ts'
import { keepers } from '#people'

export const agentAccess: AccessTable = {
  'agent.list': keepers,
  'agent.read': keepers,
  'agent.invite': keepers,
  'agent.change': keepers,
}
