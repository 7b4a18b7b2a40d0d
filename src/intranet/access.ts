// Who finds the pages of agents, and who arranges their own.
import { type AccessTable, agent, ownDesk } from '#platform/access.ts'

export const access = {
  'intranet.open': [agent().anywhere],
  'intranet.choose': [ownDesk],
} satisfies AccessTable
