// Who may do what with public information.
import { audienceReaders } from '#audiences'
import type { AccessTable, Relation } from '#platform/access.ts'
import { publishers } from '#people'

/** Those for whom it is: lists hold nothing else. */
export const meant: readonly Relation[] = audienceReaders.by('audience')

export const access = {
  'notice.read': [...meant, ...publishers],
  'notice.write': publishers,
} satisfies AccessTable
