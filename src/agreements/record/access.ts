// Who reads agreements, and who writes them: a commune its own, the metropolis all.
import { type AccessTable, agent, metropolitanAdministrator } from '#platform/access.ts'

export const access = {
  'agreement.read': [metropolitanAdministrator, agent('admin').inItsAuthority],
  'agreement.write': [metropolitanAdministrator],
} satisfies AccessTable
