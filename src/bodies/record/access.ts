// Who may do what with bodies: each authority keeps its own; the metropolis, all.
import { type AccessTable, agent, anyone, elected, metropolitanAdministrator } from '#platform/access.ts'

export const keepers = [agent('admin').inItsAuthority, metropolitanAdministrator] as const

export const access: AccessTable = {
  'body.read': keepers,
  'body.change': keepers,
  'body.sit': [elected],
  'conference.read': [anyone],
}
