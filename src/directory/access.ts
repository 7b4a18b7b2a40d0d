// Who may read the directories: elected members and those who act for them, theirs; agents, theirs; a card is written in one's own name.
import { type AccessTable, agent, elected, ownDesk } from '#platform/access.ts'
import { openAccess } from './public/opened.citizen.ts'

export const access = {
  'directory.read': [elected],
  'colleague.read': [agent().anywhere],
  'card.change': [ownDesk],
  ...openAccess,
} satisfies AccessTable
