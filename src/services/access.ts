// Who may do what with the catalogue.
import { type AccessTable, agent, anyone, elected, metropolitanAdministrator } from '#platform/access.ts'

export const access: AccessTable = {
  'service.read': [anyone],
  'service.search': [anyone],
  'commune.choose': [anyone],
  'page.read': [anyone],
  'service.elected': [elected],
  'service.internal': [agent().anywhere],
  'definition.read': [agent('admin').anywhere],
  'word.read': [agent('admin').anywhere],
  'word.write': [metropolitanAdministrator],
  'text.read': [agent('admin', 'editor').anywhere],
  'text.write': [agent('admin', 'editor').inItsAuthority, metropolitanAdministrator],
}
