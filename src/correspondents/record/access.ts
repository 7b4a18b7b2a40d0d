// Who may do what in the network of correspondents. The policies of 001090 say the same: of those in office, agents of their authority; of the
// others, whoever animates the network, heads the unit, or is named.
import { type AccessTable, agent, ownDesk } from '#platform/access.ts'
import { publishers } from '#people'

export const access = {
  'correspondent.read': [agent().anywhere],
  // One’s own sheet: accepted, filled, by oneself.
  'correspondent.answer': [ownDesk],
  // For the direction: whoever heads the unit; where nobody does, whoever administers the authority.
  'correspondent.approve': [agent('manager').inItsUnit, agent('admin').inItsAuthority],
  'correspondent.keep': publishers,
} satisfies AccessTable
