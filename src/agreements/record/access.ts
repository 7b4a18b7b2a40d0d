// Who reads agreements, and who writes them: a commune its own, the metropolis all. Their yearly reports are also read by whoever reads
// statistics, and nothing else.
import { type AccessTable, agent, anyone, metropolitanAdministrator } from '#platform/access.ts'

const reporting = agent('admin', 'analyst')

/** Who reads the reports of some commune. */
export const readsReports = reporting.anywhere

export const access = {
  'agreement.read': [metropolitanAdministrator, agent('admin').inItsAuthority],
  'agreement.write': [metropolitanAdministrator],
  // Who is a partner is public; what they pay is not.
  'partner.read': [anyone],
  'report.read': [reporting.ofTheMetropolis, reporting.inItsAuthority],
} satisfies AccessTable
