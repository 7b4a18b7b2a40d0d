// Who reads the rules of competence, and who changes them.
import { type AccessTable, agent, metropolitanAdministrator } from '#platform/access.ts'

export const access: AccessTable = {
  'competence.read': [agent('admin').anywhere],
  'competence.change': [agent('admin').inItsAuthority, metropolitanAdministrator],
}
