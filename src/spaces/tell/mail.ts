// The mail of a subject of a space, to whoever wants each message there; read when it leaves, as its reader: who is no longer of the space has nothing.
import { choicesOf, quietAt } from '#notices'
import { actorOfPerson } from '#people'
import { endOfLot, filesOfThread, leaving, type Sending, threadMail } from '#threads'
import { anyone, mayEver } from '#platform/access.ts'
import { type Actor, system } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db/db.ts'
import { addJob, type JobHandler } from '#platform/jobs.ts'
import type { DigestSource } from '#platform/mail/digest.ts'
import { mailIdOf, queueMail } from '#platform/mail/outbox.ts'
import { plural } from '#platform/ui/french.ts'
import { territory } from '#territory'
import { access } from '../record/access.ts'
import { TOPIC } from '../record/events.ts'
import { topicAt } from '../talk/pages.ts'
import { SAID } from './kinds.ts'
import { recipient } from './queries.ts'
import {
  holdWanted,
  leaveTalk,
  noteMailed,
  saidAfter,
  spokenSince,
  topicMailed,
} from '../talk/queries.mail.ts'

export const MAIL = 'spaces.mail'
const MOST_READ = 200
const WANTED = 'Vous avez choisi de recevoir par courriel ce qui se dit dans cet espace.'
const ANSWER =
  'Si vous y répondez depuis cette adresse, votre texte sera lu de tous les membres de l’espace, sans ce que vous citez ni pièce jointe.'

export const leaveAccess = { 'space.leave_talk': [anyone] }
const left = leaving({
  ...{ at: '/courriels/espaces', purpose: 'leave the talk of a space', action: 'space.leave_talk' },
  title: 'Ne plus recevoir les discussions d’un espace',
  text: 'Vous ne recevrez plus par courriel ce qui se dit dans cet espace. Vous en restez membre\u00a0: tout s’y lit sur le site, où vous pourrez choisir autre chose.',
  button: 'Ne plus les recevoir',
  done: 'Vous ne recevrez plus les discussions de cet espace par courriel.',
  leave: (db, spaceId, personId) => db.write(system, (tx) => leaveTalk(tx, spaceId, personId)),
})

export const leaveRoutes = left.routes

/** Plans the mail of a subject to somebody: at the end of the lot, or of their quiet hours. */
export async function planMail(tx: Write, topicId: number, personId: number): Promise<void> {
  const at = endOfLot(tx.now, await quietAt(tx, personId))
  await addJob(tx, MAIL, { topicId, personId }, `${MAIL}:${topicId}:${personId}:${at.getTime()}`, at)
}

/** What is new to somebody on that subject; null: they read it no more, or nothing is. */
const newTo = (db: Database, reader: Actor, topicId: number, known: { messageId: number; since: Date }) =>
  db.read(reader, async (tx) => {
    const topic = await topicMailed(tx, topicId)
    const messages = topic === undefined ? [] : await saidAfter(tx, topicId, known, MOST_READ)
    if (topic === undefined || messages.length === 0) return null
    const joined = await filesOfThread(tx, { kind: TOPIC, id: topicId })
    const files = new Map(
      [...Map.groupBy(joined, ({ messageId }) => messageId)].map(([id, of]) => [id, of.length]),
    )
    return { ...topic, messages, files, zone: (await territory(tx)).zone }
  })

/** `spaces.mail`: one subject, one person. Run twice, it sends once. */
export const mailTopic =
  (sending: Sending): JobHandler =>
  (db, payload) =>
    db.write(system, async (tx) => {
      const [topicId, personId] = [Number(payload.topicId), Number(payload.personId)]
      const to = await recipient(tx, personId)
      const reader = to === undefined ? null : await actorOfPerson(tx, personId)
      if (to?.address == null || reader === null || !mayEver(access['space.read'], reader)) return
      const known = await holdWanted(tx, topicId, personId)
      const said = known === undefined ? null : await newTo(db, reader, topicId, known)
      const last = said?.messages.at(-1)
      if (said === null || last === undefined) return
      const { title, space: room, messages, files, zone, spaceId } = said
      const origin = new URL(sending.publicUrl).origin
      const answers =
        said.isOpen && mayEver(access['space.contribute'], reader) ? { tag: 'e', personId } : null
      const mail = threadMail(
        sending,
        {
          ...{ title, room, messages, files, zone, answers, to: to.address, footer: WANTED, answer: ANSWER },
          id: mailIdOf(`${MAIL}:${topicId}:${personId}:${last.messageId}`),
          page: `${origin}${topicAt({ id: spaceId }, { id: topicId })}`,
          choices: `${origin}${choicesOf(to.isAgent ? SAID.agent : SAID.resident)}`,
          unsubscribe: left.address(sending, spaceId, personId),
          listId: `sujet-${topicId}.espaces`,
        },
        tx.now,
      )
      await queueMail(tx, mail)
      await noteMailed(tx, topicId, personId, last.messageId)
    })

export const talkDigest: DigestSource = {
  id: 'discussions',
  since: async (tx, from, to, most) =>
    (await spokenSince(tx, from, to, most)).map(({ id, spaceId, title, space, lastId, count }) => ({
      ...{ key: `${id}-${lastId}`, path: topicAt({ id: spaceId }, { id }), title, summary: '' },
      subject: 'Discussions de vos espaces',
      author: `${space}, ${plural(count, 'message', 'messages')}`,
      urgency: 'normal',
    })),
}
