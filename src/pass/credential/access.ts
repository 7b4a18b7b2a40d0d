// Who may have rights carried by a wallet: one’s own, in one’s own name; programs of phones bring what an offer gave them.
import { type AccessTable, anyone, signedIn } from '#platform/access.ts'

export const credentialAccess = {
  // What an offer, a token or a key gives is judged by each call; the rest is public.
  'pass.carry': [anyone],
  'pass.wallet': [signedIn],
} satisfies AccessTable
