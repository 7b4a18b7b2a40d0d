// The mail of a thread: what was said since the last one, for whoever follows it and wants its messages by mail. It is read when it leaves, as its
// reader: whoever no longer meets the audience has nothing, nor anybody what was hidden meanwhile.
import { choicesOf, isMailed } from '#notices'
import { actorOfPerson } from '#people'
import { filesOfThread } from '#threads'
import { mayEver } from '#platform/access.ts'
import { type Actor, system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database, Write } from '#platform/db/db.ts'
import { addJob, type JobHandler } from '#platform/jobs.ts'
import { replyAddress } from '#platform/mail/incoming/address.ts'
import { ABOVE } from '#platform/mail/incoming/own-words.ts'
import { mailIdOf, queueMail } from '#platform/mail/outbox.ts'
import { capital, dateTime, plural } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { access } from '../record/access.ts'
import { THREAD } from '../record/events.ts'
import { threadAt } from '../record/find.ts'
import { threadOf } from '../record/queries.ts'
import { kindFor, SAID } from './kinds.ts'
import { leaveAddress } from './leave.ts'
import { holdFollowed, noteMailed, recipient, saidAfter, type Unmailed } from './queries.ts'

export const MAIL = 'forums.mail'
/** What is said within it is one mail. */
const LOT_MS = 5 * 60_000
/** Messages that a mail holds; those that follow are read on the page. */
const MOST = 20
const MOST_READ = 200

const FOLLOWED = 'Vous suivez ce sujet de forum, et vous avez choisi d’en recevoir les messages par courriel.'
const ANSWER =
  'Si vous y répondez depuis cette adresse, votre texte sera lu de tous ceux du forum, sans ce que vous citez ni pièce jointe.'

export type Sending = Pick<Config, 'secret' | 'publicUrl' | 'replyDomain'>

/** Plans the mail of a thread to somebody: at the end of the lot, or of their quiet hours. */
export function planMail(tx: Write, threadId: number, personId: number, leavesAt: Date): Promise<void> {
  const lot = new Date(Math.ceil((tx.now.getTime() + 1) / LOT_MS) * LOT_MS)
  const at = lot > leavesAt ? lot : leavesAt
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

function paragraphOf({ files, zone }: Said, { messageId, n, author, body, at }: Unmailed): string {
  const count = files.get(messageId) ?? 0
  const joined =
    count === 0 ? '' : `\n${capital(plural(count, 'pièce jointe', 'pièces jointes'))}, à ouvrir sur le site.`
  return `${capital(author)}, le ${dateTime(at, zone)} (n°\u00a0${n})\u00a0:\n${body}${joined}`
}

/** `forums.mail`: one thread, one person. Run twice, it sends once. */
export const mailThread =
  ({ secret, publicUrl, replyDomain }: Sending): JobHandler =>
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
      const origin = new URL(publicUrl).origin
      const more = said.messages.length - MOST
      const page = `${origin}${threadAt({ id: threadId })}`
      const answers = replyDomain !== null && said.isOpen && mayEver(access['forum.say'], reader)
      await queueMail(tx, {
        ...(answers && {
          above: ABOVE,
          replyTo: replyAddress(secret, replyDomain, { tag: 'f', personId, aboutId: last.messageId }, tx.now),
        }),
        id: mailIdOf(`${MAIL}:${threadId}:${personId}:${last.messageId}`),
        ...{ to: to.address, site: { name: 'Parvis' }, title: said.title },
        subject: `${said.title} (${said.forum})`,
        paragraphs: [
          ...said.messages.slice(0, MOST).map((one) => paragraphOf(said, one)),
          ...(more > 0
            ? [`Et ${plural(more, 'autre message', 'autres messages')}, à lire sur le site.`]
            : []),
        ],
        action: { label: 'Ouvrir le sujet', url: page },
        footer: answers ? `${FOLLOWED} ${ANSWER}` : FOLLOWED,
        choices: `${origin}${choicesOf(kind)}`,
        unsubscribe: leaveAddress({ secret, publicUrl }, threadId, personId),
        list: { id: `sujet-${threadId}.forums`, page },
      })
      await noteMailed(tx, threadId, personId, last.messageId)
    })
