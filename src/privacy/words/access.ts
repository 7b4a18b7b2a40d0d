// Who may do what with their own data: the person, in their own name; a certificate is for whoever has its link.
import { type AccessTable, agent, anyone, metropolitanAdministrator, signedIn } from '#platform/access.ts'

export const access: AccessTable = {
  'privacy.read': [signedIn],
  'privacy.report_access': [signedIn],
  'privacy.export': [signedIn],
  'privacy.erase': [signedIn],
  'privacy.erase_child': [signedIn],
  'privacy.read_certificate': [anyone],
  'incident.list': [agent('admin').inItsAuthority],
  'incident.handle': [agent('admin').inItsAuthority],
  'retention.read': [agent('admin').anywhere],
  'retention.change': [metropolitanAdministrator],
  'retention.foresee': [agent('admin').anywhere],
}
