// Who may do what with the sites that rely on the account.
import { type AccessTable, agent, anyone, signedIn } from '#platform/access.ts'

export const access: AccessTable = {
  'identity.authorize': [anyone],
  'consent.read': [signedIn],
  'consent.withdraw': [signedIn],
  'client.list': [agent('admin').anywhere],
  'client.register': [agent('admin').anywhere],
  'client.change': [agent('admin').anywhere],
  'client.rotate_secret': [agent('admin').anywhere],
  'client.disable': [agent('admin').anywhere],
  'client.try': [agent('admin').anywhere],
}
