// Who keeps partners: whoever administers the authority that signed; the metropolis all. Who accepts the pass is for anybody.
import { type AccessTable, agent, anyone, metropolitanAdministrator } from '#platform/access.ts'

export const access = {
  'passpartner.keep': [agent('admin').inItsAuthority, metropolitanAdministrator],
  'passpartner.read': [anyone],
} satisfies AccessTable
