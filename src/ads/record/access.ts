// Who may do what with classified ads. The policies of 001031 say the same; whose an ad is, and who meets it, is read there.
import { type AccessTable, agent, ownDesk } from '#platform/access.ts'
import { publishers } from '#people'

export const access = {
  'ad.read': [agent().anywhere],
  'ad.write': [ownDesk],
  'ad.judge': publishers,
} satisfies AccessTable
