// What is said in a forum: a thread begun, answered, closed, reopened. Jobs tell those who follow it.
import { namesIn, say, wasSaid } from '#threads'
import { ownName } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { tellThread, THREAD } from '../record/events.ts'
import { readThread } from '../record/find.ts'
import { forumOf, holdThread, insertThread, setEnded } from '../record/queries.ts'
import { namedIn, postOf, setQuote, setWants } from '../record/queries.posts.ts'

export interface Said {
  text: string
  fileIds: readonly string[]
  /** Key of the form: sent again, it is the same. */
  once: string | undefined
  /** Number of the message that it quotes. */
  quotes?: number | undefined
}

const SAME_MS = 60_000

async function add(tx: Write, thread: { id: number; forumId: number }, said: Said): Promise<void> {
  const { text, fileIds, once, quotes } = said
  const quoted = quotes === undefined ? undefined : await postOf(tx, thread.id, quotes)
  const messageId = await say(
    tx,
    { kind: THREAD, id: thread.id },
    {
      ...{ authorKind: 'agent', authorId: ownName(tx.actor), audience: 'all', unitId: null },
      ...{ body: text, fileIds, once },
    },
  )
  if (quoted !== undefined) await setQuote(tx, messageId, quoted.messageId)
  await setWants(tx, thread.id, 'every', false)
  const named = await namedIn(tx, thread.forumId, namesIn(text))
  const meant = new Set([...named, ...(quoted?.authorId == null ? [] : [quoted.authorId])])
  await tellThread(tx, 'thread.said', thread.id, { messageId, named: [...meant] })
}

/** @throws NotFound; Conflict on a thread or a forum that is closed */
export async function reply(tx: Write, threadId: number, said: Said): Promise<void> {
  // Held before it is written: messages of a thread come in the order of their numbers.
  if (!(await holdThread(tx, threadId))) throw new NotFound()
  const thread = await readThread(tx, threadId)
  if (thread.endedAt !== null) throw new Conflict('Ce sujet est clos\u00a0: ouvrez-en un autre.')
  if (thread.forumClosedAt !== null) throw new Conflict('Ce forum est fermé\u00a0: il se lit, sans plus.')
  const { once, text: body } = said
  const since = new Date(tx.now.getTime() - SAME_MS)
  const again = { once, body, authorKind: 'agent', audience: 'all', since }
  if (await wasSaid(tx, { kind: THREAD, id: threadId }, again)) return
  await add(tx, thread, said)
}

/** @returns its id. @throws NotFound; Conflict in a forum that is closed */
export async function beginThread(tx: Write, forumId: number, title: string, said: Said): Promise<number> {
  const forum = await forumOf(tx, forumId)
  if (forum === undefined) throw new NotFound()
  if (forum.closedAt !== null) throw new Conflict('Ce forum est fermé\u00a0: il se lit, sans plus.')
  const id = await insertThread(tx, forumId, title)
  await add(tx, { id, forumId }, said)
  return id
}

/** By whoever began it, or moderates. @throws NotFound for anybody else */
export async function endThread(tx: Write, threadId: number, isEnded: boolean): Promise<void> {
  const { authorId, moderates, forumClosedAt } = await readThread(tx, threadId)
  if (!moderates && (authorId === null || authorId !== ownName(tx.actor))) throw new NotFound()
  if (forumClosedAt !== null) throw new Conflict('Ce forum est fermé\u00a0: il se lit, sans plus.')
  await tellThread(tx, 'thread.ended', threadId, { isEnded })
  await setEnded(tx, threadId, isEnded)
}
