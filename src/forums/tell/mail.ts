// The mail of a thread: what was said since the last one, for whoever follows it and wants its messages by mail. It is read when it leaves, as its
// reader: whoever no longer meets the audience has nothing, nor anybody what was hidden meanwhile.
import { choicesOf, isMailed } from '#notices'
import { actorOfPerson } from '#people'
import { endOfLot, filesOfThread, type Sending, threadMail } from '#threads'
import { mayEver } from '#platform/access.ts'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db/db.ts'
import { addJob, type JobHandler } from '#platform/jobs.ts'
import { mailIdOf, queueMail } from '#platform/mail/outbox.ts'
import { territory } from '#territory'
import { access } from '../record/access.ts'
import { THREAD } from '../record/events.ts'
import { threadAt } from '../record/find.ts'
import { threadOf } from '../record/queries.ts'
import { kindFor, SAID } from './kinds.ts'
import { leaveAddress } from './leave.ts'
import { holdFollowed, noteMailed, recipient, saidAfter, type Unmailed } from './queries.ts'

export const MAIL = 'forums.mail'
const MOST_READ = 200

const FOLLOWED = 'Vous suivez ce sujet de forum, et vous avez choisi d’en recevoir les messages par courriel.'
const ANSWER =
  'Si vous y répondez depuis cette adresse, votre texte sera lu de tous ceux du forum, sans ce que vous citez ni pièce jointe.'

/** Plans the mail of a thread to somebody. */
export function planMail(tx: Write, threadId: number, personId: number, leavesAt: Date): Promise<void> {
  const at = endOfLot(tx.now, leavesAt)
  return addJob(tx, MAIL, { threadId, personId }, `${MAIL}:${threadId}:${personId}:${at.getTime()}`, at)
}

interface Said {
  title: string
  forum: string
  /** May one still answer in it? */
  isOpen: boolean
  messages: readonly Unmailed[]
  files: ReadonlyMap<number | null, number>
  zone: string
}

/** What is new to somebody in that thread; null: they read it no more, or nothing is. */
const newTo = (db: Database, reader: Actor, threadId: number, known: number): Promise<Said | null> =>
  db.read(reader, async (tx) => {
    const thread = await threadOf(tx, threadId)
    const messages = thread === undefined ? [] : await saidAfter(tx, threadId, known, MOST_READ)
    if (thread === undefined || messages.length === 0) return null
    const joined = await filesOfThread(tx, { kind: THREAD, id: threadId })
    const files = new Map(
      [...Map.groupBy(joined, ({ messageId }) => messageId)].map(([id, of]) => [id, of.length]),
    )
    const { title, forum, endedAt, forumClosedAt } = thread
    const isOpen = endedAt === null && forumClosedAt === null
    return { title, forum, isOpen, messages, files, zone: (await territory(tx)).zone }
  })

/** `forums.mail`: one thread, one person. Run twice, it sends once. */
export const mailThread =
  (sending: Sending): JobHandler =>
  (db, payload) =>
    db.write(system, async (tx) => {
      const [threadId, personId] = [Number(payload.threadId), Number(payload.personId)]
      const to = await recipient(tx, personId)
      const reader = to === undefined ? null : await actorOfPerson(tx, personId)
      if (to?.address == null || reader === null || !mayEver(access['forum.read'], reader)) return
      const known = await holdFollowed(tx, threadId, personId)
      const kind = kindFor(SAID, to)
      if (known === undefined || !(await isMailed(tx, kind, personId))) return
      const said = await newTo(db, reader, threadId, known)
      const last = said?.messages.at(-1)
      if (said === null || last === undefined) return
      const { title, forum: room, messages, files, zone } = said
      const origin = new URL(sending.publicUrl).origin
      const mail = threadMail(
        sending,
        {
          ...{ title, room, messages, files, zone, to: to.address, footer: FOLLOWED, answer: ANSWER },
          id: mailIdOf(`${MAIL}:${threadId}:${personId}:${last.messageId}`),
          page: `${origin}${threadAt({ id: threadId })}`,
          answers: said.isOpen && mayEver(access['forum.say'], reader) ? { tag: 'f', personId } : null,
          choices: `${origin}${choicesOf(kind)}`,
          unsubscribe: leaveAddress(sending, threadId, personId),
          listId: `sujet-${threadId}.forums`,
        },
        tx.now,
      )
      await queueMail(tx, mail)
      await noteMailed(tx, threadId, personId, last.messageId)
    })
