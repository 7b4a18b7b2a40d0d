// Who writes reply templates: administrators, each those of their authority; those of the metropolis, for the whole territory.
import { type AccessTable, agent, metropolitanAdministrator } from '#platform/access.ts'

export const access: AccessTable = {
  'template.write': [agent('admin').inItsAuthority, metropolitanAdministrator],
}
