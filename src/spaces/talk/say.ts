// What is said in a space: a subject opened, answered, ended. It is told on the subject; jobs tell the members.
import { mentionsIn, say, wasSaid } from '#threads'
import { NotFound, Conflict } from '#platform/errors.ts'
import { seatedAs } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { TOPIC, tellTopic } from '../record/events.ts'
import { membersOf } from '../record/queries.ts'
import { spaceFor } from '../record/write.ts'
import { insertTopic, setEnded, topicOf } from './queries.ts'

export interface Said {
  text: string
  fileIds: readonly string[]
  /** Key of the form: sent again, it is the same. */
  once: string | undefined
}

/** @throws NotFound */
export async function topicIn(tx: Read, spaceId: number, id: number) {
  const topic = await topicOf(tx, spaceId, id)
  if (topic === undefined) throw new NotFound()
  return topic
}

async function add(
  tx: Write,
  spaceId: number,
  topicId: number,
  { text, fileIds, once }: Said,
): Promise<void> {
  const subject = { kind: TOPIC, id: topicId }
  const author = { authorKind: 'agent', authorId: seatedAs(tx.actor) } as const
  const messageId = await say(tx, subject, {
    ...{ ...author, audience: 'all', unitId: null, body: text },
    ...{ fileIds, once },
  })
  const mentioned = mentionsIn(text, await membersOf(tx, spaceId))
  await tellTopic(tx, 'topic.said', topicId, { messageId, mentioned })
}

/** @throws NotFound; Conflict on a subject that is ended */
export async function reply(tx: Write, spaceId: number, topicId: number, said: Said): Promise<void> {
  await spaceFor(tx, 'space.contribute', spaceId)
  const topic = await topicIn(tx, spaceId, topicId)
  if (topic.endedAt !== null) throw new Conflict('Ce sujet est clos\u00a0: ouvrez-en un autre.')
  const { once, text: body } = said
  const again = {
    once,
    body,
    authorKind: 'agent',
    audience: 'all',
    since: new Date(tx.now.getTime() - 60_000),
  }
  if (await wasSaid(tx, { kind: TOPIC, id: topicId }, again)) return
  await add(tx, spaceId, topicId, said)
}

/** @returns its id */
export async function openTopic(tx: Write, spaceId: number, title: string, said: Said): Promise<number> {
  await spaceFor(tx, 'space.contribute', spaceId)
  const id = await insertTopic(tx, spaceId, title)
  await add(tx, spaceId, id, said)
  return id
}

/** By whoever opened it, or moderates. @throws NotFound for anybody else */
export async function endTopic(tx: Write, spaceId: number, topicId: number, isEnded: boolean): Promise<void> {
  const { role } = await spaceFor(tx, 'space.contribute', spaceId)
  const { authorId } = await topicIn(tx, spaceId, topicId)
  if (role !== 'moderator' && authorId !== seatedAs(tx.actor)) throw new NotFound()
  await tellTopic(tx, 'topic.ended', topicId, { isEnded })
  await setEnded(tx, topicId, isEnded)
}
