// Who may do what with identities of providers.
import { type AccessTable, anyone, type Relation, signedIn } from '#platform/access.ts'

/** Identities are the account's, which is the whole territory's: the metropolis answers for them. */
const metropolitanAdministrator: Relation = {
  name: 'admin of the metropolis',
  ever: (actor) => actor.memberships.some(({ role, commune }) => role === 'admin' && !commune),
}

export const federationAccess: AccessTable = {
  'account.federate': [anyone],
  'account.link_identity': [signedIn],
  'account.check_identity': [metropolitanAdministrator],
}
