// Keeping what somebody chose of what they are told.
import type { Write } from '#platform/db/db.ts'
import type { NoticeKind } from '#platform/house/notices.ts'
import type { Place } from './places.ts'
import { saveChoices, saveQuiet } from './queries.wishes.ts'
import type { Quiet } from './quiet.ts'
import { sortKinds } from './wishes.ts'

export interface Wishes {
  /** Ids of the kinds that are mailed too; the others are not. */
  mailed: readonly string[]
  /** null: never left alone. */
  quiet: Quiet | null
}

/** Keeps what the person chose at that place, among its kinds; what nobody takes off is not asked. Act as the person, or the system. */
export async function keepWishes(
  tx: Write,
  personId: number,
  place: Place,
  kinds: readonly NoticeKind[],
  { mailed, quiet }: Wishes,
): Promise<void> {
  const said = sortKinds(kinds).chosen.map(({ id, label }) => ({
    kind: id,
    label,
    channel: 'mail' as const,
    isWanted: mailed.includes(id),
  }))
  await saveChoices(tx, personId, said)
  await saveQuiet(tx, personId, place, quiet)
}
