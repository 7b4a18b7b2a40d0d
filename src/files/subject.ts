// What holds a file decides who sees it: a request, a message, something being written. A file that nothing holds is its sender's.
import { Conflict } from '#platform/errors.ts'
import type { Read, Write } from '#platform/db/db.ts'
import {
  clearSubject,
  fileById,
  type HeldFile,
  heldBy,
  keepOnly,
  type OpenedFile,
  type Part,
  setSubject,
  type Subject,
} from './queries.ts'

const GONE = 'Un des fichiers joints n’est plus là\u00a0: joignez-le de nouveau.'

/**
 * The subject holds these files from now on, in that order: one's own, sent nowhere yet. It must be the actor’s to write (`may_give`).
 * @throws Conflict when one of them is gone, or is not theirs to give
 */
export async function attach(tx: Write, ids: readonly string[], subject: Subject): Promise<void> {
  const once = [...new Set(ids)]
  if (once.length > 0 && (await setSubject(tx, once, subject)) < once.length) throw new Conflict(GONE)
}

/** Something being written holds exactly these files, as far as they are the actor's; the others are nobody's again. */
export async function hold(tx: Write, ids: readonly string[], subject: Subject): Promise<void> {
  if (ids.length > 0) await setSubject(tx, ids, subject)
  await keepOnly(tx, ids, subject)
}

/** These files are nobody's but their senders' again: what was sent lets go as the system alone. */
export async function detach(tx: Write, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await clearSubject(tx, ids)
}

/** What these subjects hold and the actor may see, in the order it was attached. */
export async function filesOf(tx: Read, ...subjects: readonly Subject[]): Promise<HeldFile[]> {
  return subjects.length === 0 ? [] : heldBy(tx, subjects)
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** That part of a file the actor may see: their own, or of a subject in their sight; undefined otherwise. */
export async function openFile(tx: Read, id: string, part: Part): Promise<OpenedFile | undefined> {
  return UUID.test(id) ? fileById(tx, id, part) : undefined
}
