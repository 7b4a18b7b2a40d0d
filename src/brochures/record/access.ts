// Who may do what with brochures. The policies of 000915 say the same.
import { audienceReaders } from '#audiences'
import { type AccessTable, office } from '#platform/access.ts'
import { publishers } from '#people'

export const access = {
  // Which ones, their audiences say: lists hold nothing else.
  'brochure.read': [office],
  'brochure.order': [office],
  'brochure.keep': publishers,
} satisfies AccessTable

/** Those for whom a brochure is. */
export const meant = audienceReaders.by('audience')
