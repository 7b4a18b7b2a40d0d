// Who may help an agent who has lost their ways in: whoever is in charge of them.
import { type AccessTable, agent, metropolitanAdministrator } from '#platform/access.ts'

export const lostAccess: AccessTable = {
  // At once, unlike the rest: not open to whoever leads a unit that holds an administrator.
  'account.end_sessions': [agent('admin').inItsAuthority, metropolitanAdministrator],
  'account.unlink_agent': [agent('manager').inItsUnit, agent('admin').inItsAuthority],
  'account.reset_factors': [agent('manager').inItsUnit, agent('admin').inItsAuthority],
}
