// Who may do what with questionnaires. The policies of 001020 say the same: those asked, who work somewhere; whoever publishes for the authority.
import { publishers } from '#people'
import { type AccessTable, agent, ownDesk } from '#platform/access.ts'

export const access = {
  'survey.list': [agent().anywhere],
  'survey.read': [agent().anywhere],
  'survey.answer': [ownDesk],
  'survey.make': publishers,
} satisfies AccessTable
