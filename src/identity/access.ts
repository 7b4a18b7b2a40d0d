// Who may do what with the sites that rely on the account.
import { type AccessTable, agent, anyone, type Relation, signedIn } from '#platform/access.ts'

// Known by the engine, which answers on paths of its own: no gate of ours lets anybody through in their name.
const site: Relation = { name: 'site, by its secret or key', ever: () => false }
const bearer: Relation = { name: 'site, by a token of the account', ever: () => false }

export const access: AccessTable = {
  'identity.authorize': [anyone],
  'identity.discover': [anyone],
  'identity.exchange': [site],
  'identity.inspect': [site],
  'identity.leave': [anyone],
  'identity.push': [site],
  'identity.revoke': [site],
  'identity.tell': [bearer],
  'consent.read': [signedIn],
  'consent.withdraw': [signedIn],
  'client.list': [agent('admin').anywhere],
  'client.register': [agent('admin').anywhere],
  'client.change': [agent('admin').anywhere],
  'client.rotate_secret': [agent('admin').anywhere],
  'client.disable': [agent('admin').anywhere],
  'client.try': [agent('admin').anywhere],
}
