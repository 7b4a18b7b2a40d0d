// Once an hour: what ends soon is told, what ran out is ended, a place that is free is offered to the first in line. A child's parents are told.
import { say } from '#notices'
import { mandatesOf } from '#mandates'
import type { Read, Write } from '#platform/db/db.ts'
import { noticeKind, type NoticeKind } from '#platform/house/notices.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { fullDate } from '#platform/ui/french.ts'
import { personEmail } from '#people'
import { addDays, todayThere } from '#territory'
import { MINE } from '../record/where.ts'
import { endingBy, endOffers, endPast, type Held, limitOf, markTold, offerPlaces } from './queries.ts'

const channels = ['page', 'mail'] as const
const ENDING = noticeKind({
  id: 'pass.ending',
  label: 'Un droit de votre pass va prendre fin',
  to: 'resident',
  channels,
})
const PLACE = noticeKind({
  id: 'pass.place',
  label: 'Une place que vous attendiez est libre',
  to: 'resident',
  channels,
  urgent: true,
})
export const GUARDIAN = noticeKind({
  id: 'pass.guardian',
  label: 'Ce que chaque parent peut faire du pass d’un enfant',
  to: 'resident',
  channels,
  owed: 'Une décision de justice s’applique à vous.',
})
export const kinds = [ENDING, PLACE, GUARDIAN]

/** How many days before its end something is said to end. */
const AHEAD_DAYS = 30
const MOST_AT_ONCE = 500
const FOOTER = 'Vous recevez ce message parce que vous avez un pass, ou que votre enfant en a un.'

export interface Sentence {
  key: string
  title: string
  text: string
}

/** The parents of a child, who have an account; with what is left to each. As the system. */
export async function parentsOf(
  tx: Read,
  personId: number,
): Promise<{ personId: number; mandateId: number }[]> {
  const live = (await mandatesOf(tx, personId)).filter(
    (one) => one.kind === 'parent' && one.state === 'live' && one.personId === personId,
  )
  return live.flatMap(({ id, helperId }) =>
    helperId === null ? [] : [{ personId: helperId, mandateId: id }],
  )
}

/** Tells whoever holds it, and the parents who may see. */
export async function tellHeld(
  tx: Write,
  writer: Writer,
  kind: NoticeKind,
  held: Pick<Held, 'id' | 'personId'>,
  said: Sentence,
): Promise<void> {
  const readers = [held.personId]
  for (const parent of await parentsOf(tx, held.personId))
    if ((await limitOf(tx, parent.mandateId))?.maySee !== false) readers.push(parent.personId)
  for (const personId of readers) await tellOne(tx, writer, kind, personId, { ...said, id: held.id })
}

export async function tellOne(
  tx: Write,
  writer: Writer,
  kind: NoticeKind,
  personId: number,
  { key, title, text, id }: Sentence & { id: number },
): Promise<void> {
  await say(
    tx,
    writer,
    kind,
    { personId, address: await personEmail(tx, personId) },
    {
      key: `pass:${key}:${personId}`,
      about: { kind: 'pass', id, href: MINE },
      ...{ title, text, label: 'Voir mon pass', footer: FOOTER },
    },
  )
}

async function tellEnding(tx: Write, writer: Writer, today: string): Promise<void> {
  const soon = await endingBy(tx, today, addDays(today, AHEAD_DAYS), MOST_AT_ONCE)
  for (const held of soon)
    await tellHeld(tx, writer, ENDING, held, {
      key: `ending:${held.id}:${held.until}`,
      title: `${held.product}\u00a0: votre droit va prendre fin`,
      text: `${held.partner}\u00a0: il s’ouvre jusqu’au ${fullDate(held.until)}. Il se renouvelle depuis «\u00a0Mon pass\u00a0», ou à un guichet. Renouvelé avant ce jour, il court à partir de sa fin, et ce qu’il reste est gardé.`,
    })
  await markTold(
    tx,
    soon.map(({ id }) => id),
  )
}

/** Everything that days do to what passes open. Twice is as once. As the system. */
export async function live(tx: Write, writer: Writer): Promise<void> {
  const today = await todayThere(tx)
  await tellEnding(tx, writer, today)
  await endPast(tx, today, MOST_AT_ONCE)
  await endOffers(tx)
  for (const held of await offerPlaces(tx))
    await tellHeld(tx, writer, PLACE, held, {
      key: `place:${held.id}:${tx.now.getTime()}`,
      title: `${held.product}\u00a0: une place est libre`,
      text: `${held.partner}\u00a0: elle vous est gardée jusqu’au ${fullDate(held.until)}. Prenez-la à un guichet\u00a0; après, elle passe à la personne suivante.`,
    })
}
