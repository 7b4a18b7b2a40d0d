// What somebody who leaves had in charge changes hands, on the evening of their last day, as one; and is given back as one.
import {
  closeSessionsOf,
  type Departure,
  dueDepartures,
  hearersOf,
  lockDeparture,
  noteMoved,
  personName,
} from '#people'
import { say } from '#notices'
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { ofPerson } from '#platform/french/noun.ts'
import type { Charge, Handed } from '#platform/house/charge.ts'
import { noticeKind } from '#platform/house/notices.ts'
import { addJob, type JobHandler } from '#platform/jobs.ts'
import { eventById } from '#platform/ledger/events.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { plural } from '#platform/ui/french.ts'
import { localDay, territory } from '#territory'
import { toAgent } from './tell.ts'
import { tellSilent } from './tell-silent.ts'

export const HANDED = noticeKind({
  id: 'organisation.handed',
  label: 'Un collègue part\u00a0: ce qu’il avait vous revient, ou revient à votre service',
  to: 'agent',
  channels: ['page', 'mail'],
  owed: 'Quelqu’un attend une réponse.',
})

export const DEPART = 'organisation.depart'
export const DEPARTURES = 'organisation.departures'
export const FOLLOW_DEPARTURE = 'organisation.follow_departure'

/** `organisation.departures`, and what follows a departure set for a day that is over: each due one is a job of its own. */
export const planDepartures: JobHandler = (db) =>
  db.write(system, async (tx) => {
    const today = localDay(tx.now, (await territory(tx)).zone)
    for (const id of await dueDepartures(tx, today))
      await addJob(tx, DEPART, { departureId: id }, `${DEPART}:${id}`)
  })

/** `organisation.depart`: once, however often it runs. */
export const departNow =
  (charges: readonly Charge[], writer: Writer): JobHandler =>
  (db, { departureId }) =>
    db.write(system, async (tx) => {
      const leaving = await lockDeparture(tx, Number(departureId))
      if (leaving === undefined || leaving.doneAt !== null || leaving.undoneAt !== null) return
      const moved: Record<string, readonly unknown[]> = {}
      for (const charge of charges) {
        const taker = leaving.takers[charge.id] ?? null
        const handed = await charge.move(tx, leaving, taker)
        moved[charge.id] = handed.rows
        await tellTakers(tx, writer, { leaving, charge, taker, handed })
      }
      await noteMoved(tx, leaving.id, moved)
      await closeSessionsOf(tx, leaving.personId)
      await tellSilent(tx, writer, leaving)
    })

interface Telling {
  leaving: Departure
  charge: Charge
  taker: number | null
  handed: Handed
}

/** Whoever takes, once for all of it; whoever hears of a unit, of what nobody takes there. */
async function tellTakers(
  tx: Write,
  writer: Writer,
  { leaving, charge, taker, handed }: Telling,
): Promise<void> {
  const place = await territory(tx)
  const who = (await personName(tx, leaving.personId)) ?? 'Un agent'
  const many = (count: number) => plural(count, charge.one, charge.several)
  if (taker !== null && handed.taken > 0)
    await tell(tx, writer, {
      leaving,
      personId: taker,
      text: `${many(handed.taken)} ${ofPerson(who)} vous ${handed.taken > 1 ? 'sont confiées' : 'est confiée'}. Aucune date promise ne bouge.`,
    })
  for (const [unitId, count] of Object.entries(handed.left))
    for (const { personId } of await hearersOf(tx, Number(unitId)))
      if (personId !== null && personId !== leaving.personId)
        await tell(tx, writer, {
          leaving,
          personId,
          text: `${many(count)} ${ofPerson(who)} n’${count > 1 ? 'ont' : 'a'} plus d’agent chargé, dans ${place.unit(Number(unitId)).name}\u00a0: à répartir.`,
        })
}

const tell = async (
  tx: Write,
  writer: Writer,
  { leaving, personId, text }: { leaving: Departure; personId: number; text: string },
): Promise<void> =>
  say(tx, writer, HANDED, await toAgent(tx, personId), {
    key: `departure:${leaving.id}:${personId}:${text.length}`,
    about: { kind: 'departure', id: leaving.id, href: '/agents' },
    title: 'un départ dans votre service',
    text,
    label: 'Ouvrir mes demandes',
    footer: 'Vous recevez ce message parce que vous travaillez dans ce service.',
  })

/** `organisation.follow_departure`: what is due at once is done at once; what was undone is given back, the very same rows. */
export const followDeparture =
  (charges: readonly Charge[]): JobHandler =>
  async (db, payload) => {
    const fact = await db.read(system, (tx) => eventById(tx, Number(payload.eventId)))
    if (fact?.name !== 'departure.undone') return planDepartures(db, {})
    await db.write(system, async (tx) => {
      const left = await lockDeparture(tx, Number(fact.subjectId))
      if (left?.moved === null || left === undefined) return
      for (const charge of charges) await charge.giveBack(tx, left.moved[charge.id] ?? [])
      await noteMoved(tx, left.id, null)
    })
  }
