// Public information is written, changed and ended by those whose authority says it.
import type { Write } from '#platform/db/db.ts'
import { inWords, type Refusals } from '#platform/db/in-words.ts'
import { NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { lastWriter } from '#territory'
import {
  heldNotice,
  insertNotice,
  type KeptNotice,
  sameNotice,
  type SaidOfNotice,
  updateNotice,
  writtenNotices,
} from './queries.ts'

/** Subject of its events. */
export const INFORMATION = 'information'

const REFUSALS: Refusals = {
  audience_withdrawn: {
    field: 'audience',
    message: 'Ce public vient d’être retiré\u00a0: choisissez-en un autre.',
  },
}

/** Sent twice, it is one. @returns its id; refused by PostgreSQL for an authority of others. @throws BadInput */
export async function writeNotice(tx: Write, authorityId: number, said: SaidOfNotice): Promise<number> {
  const same = await sameNotice(tx, authorityId, said)
  if (same !== undefined) return same
  const id = await inWords(insertNotice(tx, authorityId, said), REFUSALS)
  await tell(tx, 'information.written', id, said)
  return id
}

/** @throws NotFound for whoever may not; Outdated when somebody changed it since it was shown; BadInput */
export async function changeNotice(tx: Write, id: number, seen: number, said: SaidOfNotice): Promise<void> {
  await held(tx, id, seen)
  await inWords(updateNotice(tx, id, said), REFUSALS)
  await tell(tx, 'information.changed', id, said)
}

/** It is said no more from now on; its page remains, for links that were shared. @throws as `changeNotice` */
export async function endNotice(tx: Write, id: number, seen: number): Promise<void> {
  const { theme, title, text, publishedAt, audienceId } = await held(tx, id, seen)
  const said = { theme, title, text, publishedAt: earlier(publishedAt, tx.now), endsAt: tx.now, audienceId }
  await updateNotice(tx, id, said)
  await tell(tx, 'information.ended', id, said)
}

/** Those still said, or to come, that were for an audience are for another from now on. */
export async function readdressNotices(tx: Write, from: number, to: number): Promise<void> {
  for (const { id, version, ...notice } of await writtenNotices(tx)) {
    if (notice.audienceId !== from || (notice.endsAt !== null && notice.endsAt <= tx.now)) continue
    await changeNotice(tx, id, version, { ...notice, audienceId: to })
  }
}

const earlier = (one: Date, other: Date): Date => (one < other ? one : other)

async function held(tx: Write, id: number, seen: number): Promise<KeptNotice> {
  const kept = await heldNotice(tx, id)
  if (kept === undefined) throw new NotFound()
  if (kept.version !== seen) throw new Outdated(await lastWriter(tx, INFORMATION, id))
  return kept
}

const tell = (tx: Write, name: string, subjectId: number, said: SaidOfNotice): Promise<unknown> =>
  emit(tx, { name, subjectKind: INFORMATION, subjectId, payload: { said } })
