// The jobs of digests: who is due is in rows, one transaction a person holds what is read, the mail that is written and what comes next. Killed
// anywhere, it is taken up where it stopped, and nobody is told twice.
import { quietAt } from '#notices'
import { accountById, actorOfPerson } from '#people'
import { type Actor, system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database, Write } from '#platform/db/db.ts'
import { addJob, type JobHandler } from '#platform/jobs.ts'
import type { DigestSource } from '#platform/mail/digest.ts'
import { mailIdOf, queueMail } from '#platform/mail/outbox.ts'
import { territory } from '#territory'
import { type Gathered, groupsOf, MOST_LINES, subjectOf } from './compose.ts'
import {
  advance,
  alertPeople,
  deliveriesTo,
  duePeople,
  endFor,
  enrol,
  holdDue,
  noteDelivery,
  peopleOf,
  type Subscription,
} from './queries.ts'
import { nextAt } from './rhythm.ts'
import { unsubscribeAddress } from './unsubscribe.ts'

export const PLAN = 'digest.plan'
export const SEND = 'digest.send'
export const ALERT = 'digest.alert'

/** People of one job: then others have their turn. */
const LOT = 50
/** What is being written now is in the next one: a publication dates from the beginning of its transaction. */
const MARGIN_MS = 2 * 60_000

type Sending = Pick<Config, 'secret' | 'publicUrl'> & { sources: readonly DigestSource[] }

const planSend = (tx: Write): Promise<void> => addJob(tx, SEND, {}, SEND)

/** `digest.plan`: whoever begins to act for an authority has one, whoever ceases to has none more; those that are due are sent. */
export const planDigests: JobHandler = (db) =>
  db.write(system, async (tx) => {
    const { zone } = await territory(tx)
    await enrol(tx, nextAt('weekly', tx.now, zone))
    if ((await duePeople(tx, 1)).length > 0) await planSend(tx)
  })

/** `digest.send`: a lot, then the next one. */
export const sendDigests =
  (sending: Sending): JobHandler =>
  async (db) => {
    const people = await db.read(system, (tx) => duePeople(tx, LOT))
    const failed: unknown[] = []
    for (const personId of people) await sendTo(db, sending, personId).catch((error) => failed.push(error))
    if (people.length === LOT && failed.length < LOT) await db.write(system, planSend)
    // The others are told; those wait for the next try, and whoever administers sees that it fails.
    if (failed.length > 0) throw failed[0]
  }

/** What is new to them, of every source, as they read it. */
async function gather(
  db: Database,
  reader: Actor,
  { sources }: Sending,
  from: Date,
  to: Date,
): Promise<Gathered[]> {
  return db.read(reader, async (tx) => {
    const found: Gathered[] = []
    for (const { id, since } of sources)
      for (const item of await since(tx, from, to, MOST_LINES))
        found.push({ ...item, key: `${id}/${item.key}` })
    return found.slice(0, MOST_LINES)
  })
}

async function sendTo(db: Database, sending: Sending, personId: number): Promise<void> {
  await db.write(system, async (tx) => {
    const due = await holdDue(tx, personId)
    if (due === null) return
    const reader = await actorOfPerson(tx, personId)
    const address = (await accountById(tx, personId))?.email ?? null
    if (reader === null || address === null) return endFor(tx, personId)
    const { zone } = await territory(tx)
    // In their quiet hours it is read at the end of them: a mail that waited would tell what is not for them any more.
    const opensAt = due.nextAt <= tx.now ? await quietAt(tx, personId) : due.nextAt
    const isWhole = opensAt <= tx.now
    const to = isWhole ? new Date(tx.now.getTime() - MARGIN_MS) : tx.now
    const known = await toldOf(tx, personId, due)
    // What is urgent does not wait for the end of quiet hours: by then it would be too late.
    const isAlert = !isWhole && due.alertAt !== null
    const gathered = isWhole || isAlert ? await gather(db, reader, sending, due.toldUntil, to) : []
    const items = gathered.filter(({ key, urgency }) => !known.has(key) && (isWhole || urgency === 'urgent'))
    if (items.length > 0) await write(tx, sending, { personId, address, items, isWhole, due })
    await advance(tx, personId, {
      toldUntil: isWhole ? to : due.toldUntil,
      nextAt: isWhole ? nextAt(due.rhythm, tx.now, zone) : opensAt,
    })
  })
}

/** What was urgent has been said since the last digest. */
async function toldOf(tx: Write, personId: number, { toldUntil }: Subscription): Promise<Set<string>> {
  const sent = await deliveriesTo(tx, personId, toldUntil, 100)
  return new Set(sent.filter(({ isAlert }) => isAlert).flatMap(({ items }) => items.map(({ key }) => key)))
}

interface Writing {
  personId: number
  address: string
  items: readonly Gathered[]
  isWhole: boolean
  due: Subscription
}

async function write(
  tx: Write,
  sending: Sending,
  { personId, address, items, isWhole, due }: Writing,
): Promise<void> {
  const origin = new URL(sending.publicUrl).origin
  const isAlert = !isWhole
  const id = mailIdOf(`digest:${personId}:${isAlert ? 'alert' : 'whole'}:${tx.now.toISOString()}`)
  const title = subjectOf(items.length, isAlert)
  await queueMail(tx, {
    ...{ id, to: address, site: { name: 'Parvis' }, subject: title, title },
    paragraphs: [
      isAlert
        ? 'La Métropole ou votre commune vous demande d’en prendre connaissance.'
        : 'Ce qui a été publié pour vous depuis le dernier résumé.',
    ],
    groups: groupsOf(items, origin),
    footer: due.chosenAt === null ? BY_OFFICE : BY_CHOICE,
    choices: `${origin}/compte/notifications/choix`,
    unsubscribe: unsubscribeAddress(sending, personId),
    leavesAt: tx.now,
  })
  await noteDelivery(tx, personId, {
    id,
    isAlert,
    items: items.map(({ key, title: named }) => ({ key, title: named })),
  })
}

const BY_OFFICE =
  'Vous êtes agent, élu ou collaborateur d’un élu\u00a0: ce résumé vous est envoyé chaque semaine tant que vous n’avez rien choisi d’autre.'
const BY_CHOICE = 'Vous avez demandé ce résumé.'

/** From that instant on, those of an audience are told that something urgent is there. As the system. `key`: of the fact, told once. */
export const planAlert = (tx: Write, key: string, audienceId: number, at: Date): Promise<void> =>
  addJob(tx, ALERT, { audienceId }, `${ALERT}:${key}`, at > tx.now ? at : null)

/** `digest.alert`: those who are in the audience by then. Whether it is still there is read as each of them. */
export const alertAudience: JobHandler = (db, { audienceId }) =>
  db.write(system, async (tx) => {
    if ((await alertPeople(tx, await peopleOf(tx, Number(audienceId)))) > 0) await planSend(tx)
  })
