// What an act sends, read before it is sent: the same work, rolled back until somebody has seen its words.
import type { Write } from '#platform/db.ts'
import { act } from '../act/act.ts'
import type { ActInput } from '../act/acting.ts'
import { digestOf } from '../record/events.ts'
import { type Letter, letterOf } from '../tell/mails.ts'
import { messagesOf, type RequestRow } from '../record/queries.ts'
import { eventsOf } from '#platform/events.ts'

/** Thrown to undo what was done: the letter was not seen yet, or it is not the one that was. */
export class Unseen extends Error {
  readonly letter: Letter
  constructor(letter: Letter) {
    super('the letter has not been read')
    this.name = 'Unseen'
    this.letter = letter
  }
}

/** What names a letter that somebody has read. */
export const letterDigest = (letter: Letter): string => digestOf(JSON.stringify(letter))

/**
 * Takes a transition as an agent, when its letter is the one whose digest was shown.
 * @param shown digest of the letter on the page; null when the words were all typed by whoever acts
 * @throws Unseen with the letter when it must be read first; and what `act` throws
 */
export async function actOnceSeen(
  tx: Write,
  ref: string,
  transitionId: string,
  input: ActInput,
  shown: string | null,
): Promise<RequestRow> {
  const moved = await act(tx, ref, transitionId, input, 'agent')
  if (shown === null) return moved
  const said = (await messagesOf(tx, moved.id)).findLast(
    ({ audience, authorKind }) => audience === 'resident' && authorKind !== 'resident',
  )
  if (said === undefined) return moved
  const { promisedDay } = (await eventsOf(tx, 'request', moved.id)).at(-1)?.payload ?? {}
  const promised = typeof promisedDay === 'string' ? { promisedDay } : {}
  const letter = letterOf(moved, said.body, promised)
  if (letterDigest(letter) !== shown) throw new Unseen(letter)
  return moved
}
