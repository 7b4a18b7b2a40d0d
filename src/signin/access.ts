// Who may sign in, and change how they do.
import { type AccessTable, anyone, signedIn } from '#platform/access.ts'
import { employerAccess } from './employer/access.ts'
import { federationAccess } from './federation/access.ts'
import { lostAccess } from './lost/access.ts'
import { paperAccess } from './paper/access.ts'

export const access: AccessTable = {
  ...federationAccess,
  ...employerAccess,
  ...paperAccess,
  ...lostAccess,
  'account.sign_in': [anyone],
  'account.sign_out': [anyone],
  'account.sign_up': [anyone],
  'account.recover': [anyone],
  // Whoever holds the link: it is asked again of the proof.
  'account.join': [anyone],
  'account.change_password': [signedIn],
  'account.resume': [anyone],
  'account.secure': [signedIn],
}
