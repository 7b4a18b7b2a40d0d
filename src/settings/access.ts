// Who chooses settings: the administrators of the authority, and those of the metropolis for all.
import { type AccessTable, agent, metropolitanAdministrator } from '#platform/access.ts'

export const access: AccessTable = {
  'setting.read': [agent('admin').anywhere],
  'setting.change': [agent('admin').inItsAuthority, metropolitanAdministrator],
}
