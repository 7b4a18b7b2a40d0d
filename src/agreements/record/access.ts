// Who reads agreements, and who writes them: a commune its own, the metropolis all. Their yearly reports are also read by whoever reads
// statistics, and nothing else.
import { sql } from 'kysely'
import {
  type AccessTable,
  agent,
  anyone,
  metropolitanAdministrator,
  type Relation,
} from '#platform/access.ts'

const reporting = agent('admin', 'analyst')

/** By posts under which the whole metropolis stands, at the head of it or of each of its parts (db/migrations/000613). */
const analystOfTheWhole: Relation = {
  name: 'analyst of the whole metropolis',
  ever: ({ memberships }) => memberships.some(({ role, commune }) => role === 'analyst' && !commune),
  rows: ({ memberships }) => {
    const units = memberships.flatMap(({ role, below }) => (role === 'analyst' ? below : []))
    return sql<boolean>`agreements.is_whole(${units}::integer[])`
  },
}

/** Who reads the reports of some commune. */
export const readsReports = reporting.anywhere

export const access = {
  'agreement.read': [metropolitanAdministrator, agent('admin').inItsAuthority],
  'agreement.write': [metropolitanAdministrator],
  // Who is a partner is public; what they pay is not.
  'partner.read': [anyone],
  'report.read': [metropolitanAdministrator, analystOfTheWhole, reporting.inItsAuthority],
} satisfies AccessTable
