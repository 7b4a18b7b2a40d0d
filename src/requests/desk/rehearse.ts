// What an act sends, read before it is sent: the same work, rolled back until somebody has seen its words.
import type { Write } from '#platform/db/db.ts'
import { actOn } from '../act/act.ts'
import type { ActInput } from '../act/acting.ts'
import type { Held } from '../act/hold.ts'
import { digestOf } from '../record/events.ts'
import { letterOf } from '../tell/letters.ts'
import type { Letter } from '../tell/letter.ts'
import { messageOf } from '#threads'
import { onRequest, type RequestRow } from '../record/queries.ts'

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
 * Takes a transition of a request that is held, when its letter is the one whose digest was shown.
 * @returns the request as it stands then
 * @param shown digest of the letter on the page; null when the words were all typed by whoever acts
 * @throws Unseen with the letter when it must be read first; and what `actOn` throws
 */
export async function actOnceSeen(
  tx: Write,
  held: Held,
  transitionId: string,
  input: ActInput,
  shown: string | null,
): Promise<RequestRow> {
  const { request, said } = await actOn(tx, held, transitionId, input)
  if (shown === null || said?.toResident !== true || said.messageId === undefined) return request
  const message = await messageOf(tx, onRequest(request.id), said.messageId)
  const letter = await letterOf(tx, request, message?.body ?? '', said)
  if (letterDigest(letter) !== shown) throw new Unseen(letter)
  return request
}
