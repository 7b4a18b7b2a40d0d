// Who says where agents come from: the administrators of the authority, and the metropolis everywhere.
import { type AccessTable, agent, metropolitanAdministrator } from '#platform/access.ts'

export const directoryAccess: AccessTable = {
  'directory.change': [agent('admin').inItsAuthority, metropolitanAdministrator],
}
