// Who opens a counter: the administrators of the town hall, and those of the metropolis for all; these alone add a commune.
import { type AccessTable, agent, metropolitanAdministrator } from '#platform/access.ts'

export const access: AccessTable = {
  'opening.read': [agent('admin').anywhere],
  'opening.change': [agent('admin').inItsAuthority, metropolitanAdministrator],
  'commune.add': [metropolitanAdministrator],
}
