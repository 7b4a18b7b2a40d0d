// Who may do what with questionnaires. The policies of 001020 and 001222 say the same: those asked, as what they are asked; whoever publishes for
// the authority.
import { publishers } from '#people'
import { type AccessTable, agent, elected, ownDesk, ownSeat, signedIn } from '#platform/access.ts'

export const access = {
  'survey.list': [agent().anywhere],
  'survey.read': [agent().anywhere],
  'survey.answer': [ownDesk],
  'survey.sit': [elected],
  'survey.sit_answer': [ownSeat],
  'survey.live_here': [signedIn],
  'survey.live_here_answer': [signedIn],
  'survey.make': publishers,
} satisfies AccessTable
