// Whoever gives a second factor has lost nothing: what they asked to forget is kept.
import type { Write } from '#platform/db/db.ts'
import { tell, lockPerson } from '#people'
import { cancelOwnReset } from './queries.reset.ts'

/** Whoever gives a second factor has lost nothing: what they asked themselves is cancelled. Act as the system. */
export async function foundAgain(tx: Write, personId: number): Promise<void> {
  const reset = await cancelOwnReset(tx, personId)
  if (reset === null) return
  await lockPerson(tx, personId)
  await tell(tx, 'person.reset_cancelled', personId, { resetId: reset.id })
}
