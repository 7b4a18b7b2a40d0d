// Who says by which provider agents sign in: the administrators of the authority, and the metropolis everywhere.
import { type AccessTable, agent, metropolitanAdministrator } from '#platform/access.ts'

export const employerAccess: AccessTable = {
  'employer.change': [agent('admin').inItsAuthority, metropolitanAdministrator],
}
