// Who reads agreements, and who writes them: a commune its own, the metropolis all.
import { type AccessTable, agent, anyone, metropolitanAdministrator } from '#platform/access.ts'

export const access = {
  'agreement.read': [metropolitanAdministrator, agent('admin').inItsAuthority],
  'agreement.write': [metropolitanAdministrator],
  // Who is a partner is public; what they pay is not.
  'partner.read': [anyone],
} satisfies AccessTable
