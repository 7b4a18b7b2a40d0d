// Who finds the pages of agents, who arranges their own, and who arranges them for an audience. The policies of 000990 say the same.
import { type AccessTable, agent, ownDesk } from '#platform/access.ts'
import { publishers } from '#people'

export const access = {
  'intranet.open': [agent().anywhere],
  'intranet.choose': [ownDesk],
  'intranet.arrange': publishers,
  // Sites are for whoever administers their authority (001081).
  'application.keep': [agent('admin').anywhere],
} satisfies AccessTable
