// Who may do what with accounts.
import { type AccessTable, anyone, signedIn } from '#platform/access.ts'

export const access: AccessTable = {
  'account.sign_in': [anyone],
  'account.sign_out': [anyone],
  'account.sign_up': [anyone],
  'account.recover': [anyone],
  'account.change_password': [signedIn],
  'account.resume': [anyone],
}
