// What is done with a forum and with its threads, told on them; payloads hold ids, and never what was written.
import type { Write } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import { holdForum, holdThread } from './queries.ts'

export const FORUM = 'forum'
export const THREAD = 'forumthread'

type OfThread =
  | 'thread.said'
  | 'thread.ended'
  | 'thread.reported'
  | 'thread.settled'
  | 'thread.hidden'
  | 'thread.shown'
  | 'thread.contested'
  | 'thread.judged'
type OfForum = 'forum.opened' | 'forum.changed' | 'forum.closed' | 'forum.reopened'

/** Tells it on a thread, held until the transaction ends. @throws NotFound for whoever does not read it */
export async function tellThread(
  tx: Write,
  name: OfThread,
  threadId: number,
  payload: Record<string, unknown>,
): Promise<void> {
  if (!(await holdThread(tx, threadId))) throw new NotFound()
  await emit(tx, { name, subjectKind: THREAD, subjectId: threadId, payload })
}

/** The same on a forum. */
export async function tellForum(
  tx: Write,
  name: OfForum,
  forumId: number,
  payload: Record<string, unknown> = {},
): Promise<void> {
  if (!(await holdForum(tx, forumId))) throw new NotFound()
  await emit(tx, { name, subjectKind: FORUM, subjectId: forumId, payload, isFirst: name === 'forum.opened' })
}
