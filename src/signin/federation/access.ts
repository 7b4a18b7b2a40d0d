// Who may do what with identities of providers.
import { type AccessTable, anyone, metropolitanAdministrator, signedIn } from '#platform/access.ts'

export const federationAccess: AccessTable = {
  'account.federate': [anyone],
  'account.link_identity': [signedIn],
  // Identities are the account's, which is the whole territory's: the metropolis answers for them.
  'account.check_identity': [metropolitanAdministrator],
}
