// Saying something on a subject: the message and its files, once.
import { attach, type Subject } from '#files'
import type { Write } from '#platform/db/db.ts'
import { insertMessage, type Said } from './queries.ts'

export interface Saying extends Said {
  /** Key of the form it was written in: sent again, the database refuses a second message. */
  once?: string | undefined
  /** Files stored already, the actor’s own. */
  fileIds?: readonly string[] | undefined
}

/**
 * Writes a message on the thread of a subject, with its files.
 * @returns its id
 * @throws Conflict when a file is gone; the database refuses whoever may not write there
 */
export async function say(
  tx: Write,
  subject: Subject,
  { once, fileIds = [], ...said }: Saying,
): Promise<number> {
  const id = await insertMessage(tx, subject, said, once ?? null)
  await attach(tx, fileIds, { kind: 'message', id })
  return id
}
