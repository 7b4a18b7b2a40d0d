// Who may do what with job offers. The policies of 001030 say the same: of an offer, the agents of its audience; of a profile, whoever filled it.
import { audienceReaders } from '#audiences'
import { type AccessTable, agent, ownDesk } from '#platform/access.ts'
import { publishers } from '#people'

export const access = {
  'vacancy.read': [agent().anywhere],
  'vacancy.seek': [ownDesk],
  'vacancy.keep': publishers,
} satisfies AccessTable

/** Those for whom an offer is. */
export const meant = audienceReaders.by('audience')
