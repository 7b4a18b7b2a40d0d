// Who may do what with accounts.
import { type AccessTable, agent, anyone, signedIn } from '#platform/access.ts'
import { federationAccess } from './federation/access.ts'

export const access: AccessTable = {
  ...federationAccess,
  'account.sign_in': [anyone],
  'account.sign_out': [anyone],
  'account.sign_up': [anyone],
  'account.recover': [anyone],
  'account.change_password': [signedIn],
  'account.resume': [anyone],
  'account.secure': [signedIn],
  'account.reset_factors': [agent('manager').inItsUnit, agent('admin').inItsAuthority],
}
