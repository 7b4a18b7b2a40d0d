// Where the review of a draft stands, for whoever looks at it.
import { editsOf } from '#definitions'
import { valueOf } from '#settings'
import type { Read } from '#platform/db/db.ts'
import { territory } from '#territory'
import { authorityIn } from '../written/owner.ts'
import { type AsWritten, nameOf } from '../written/read.ts'
import { REVIEWED } from './chosen.ts'
import { type Review, reviewRows } from './queries.ts'

export interface Standing {
  /** Does the authority ask for it today? */
  isAsked: boolean
  /** Of this draft, the latest; null: none was asked for. */
  last: Review | null
  /** Is the latest of the draft as it is written now? */
  isOfThis: boolean
  isApproved: boolean
  /** People who wrote some of the draft, began it, or undid some of it. */
  writers: ReadonlySet<number>
  /** Every review, of the draft and of versions, the latest first. */
  all: readonly Review[]
}

export async function standingOf(
  tx: Read,
  { id, written }: Pick<AsWritten, 'id' | 'written'>,
): Promise<Standing> {
  const authority = authorityIn(await territory(tx), written.authorityId)
  const isAsked = await valueOf(tx, REVIEWED, { authorityId: authority.id, unitId: null, serviceSlug: null })
  const all = await reviewRows(tx, id)
  const last = (written.draft !== null && all.find(({ version }) => version === 0)) || null
  const isOfThis = last?.edition === written.edition
  const log = written.draft === null ? [] : await editsOf(tx, nameOf(id))
  const writers = new Set([written.begunBy, ...log.flatMap(({ by, takenBy }) => [by, takenBy])])
  writers.delete(null)
  return {
    ...{ isAsked, last, isOfThis, all },
    isApproved: isOfThis && last?.verdict === 'approved',
    writers: writers as Set<number>,
  }
}

/** Why that draft is not published, in a sentence; null: nothing of its review keeps it back. */
export function unreviewed({ isAsked, isApproved, isOfThis, last }: Standing): string | null {
  if (!isAsked || isApproved) return null
  if (last === null)
    return 'Un formulaire est relu par une deuxième personne avant d’être publié\u00a0: demandez-le par «\u00a0Faire relire\u00a0».'
  if (!isOfThis)
    return 'Le brouillon a changé depuis la relecture demandée\u00a0: demandez-la de nouveau par «\u00a0Faire relire\u00a0».'
  return last.verdict === 'returned'
    ? 'La relecture renvoie ce brouillon\u00a0: corrigez-le, puis demandez-la de nouveau.'
    : 'La relecture est demandée, et personne n’a encore répondu.'
}
