// Who may help an agent who has lost their ways in: whoever is in charge of them.
import { type AccessTable, agent } from '#platform/access.ts'

export const lostAccess: AccessTable = {
  'account.unlink_agent': [agent('manager').inItsUnit, agent('admin').inItsAuthority],
  'account.reset_factors': [agent('manager').inItsUnit, agent('admin').inItsAuthority],
}
