// Who may do what with accounts.
import { type AccessTable, agent, anyone, signedIn, signedInFor } from '#platform/access.ts'
import { federationAccess } from './federation/access.ts'
import { paperAccess } from './paper/access.ts'

export const access: AccessTable = {
  ...federationAccess,
  ...paperAccess,
  'account.sign_in': [anyone],
  'account.sign_out': [anyone],
  'account.cross': [anyone],
  'account.sign_up': [anyone],
  'account.recover': [anyone],
  // Whoever holds the link: it is asked again of the proof.
  'account.join': [anyone],
  'account.change_password': [signedIn],
  'account.profile': [signedIn],
  'account.resume': [anyone],
  'account.secure': [signedIn],
  'mandate.list': [signedIn],
  'mandate.give': [signedIn],
  'mandate.answer': [signedIn],
  'mandate.use': [signedIn],
  'mandate.end': [signedIn],
  'mandate.stop': [signedInFor],
  'account.unlink_agent': [agent('manager').inItsUnit, agent('admin').inItsAuthority],
  'account.reset_factors': [agent('manager').inItsUnit, agent('admin').inItsAuthority],
}
