// The day a town hall takes the desk, leaves it, or leaves altogether: where its requests are answered is read from what was signed, and this moves those that
// are open, within the hour. Done twice, it is done once.
import { type Ended, endedPartners, type Standing, standingsOf } from '#settings'
import { system } from '#platform/actor.ts'
import type { Database, Write } from '#platform/db/db.ts'
import { emit } from '#platform/ledger/events.ts'
import type { JobHandler } from '#platform/jobs.ts'
import { authorityNoun, territory, type Unit, unitNoun } from '#territory'
import { capital } from '#platform/ui/french.ts'
import { the } from '#platform/french/noun.ts'
import { hasEffect, workflowVersion } from '#workflows'
import { actOn } from '../act/act.ts'
import { receiverOf } from '../act/asked.ts'
import { HAND_OVER } from '../act/effects/hand-over.ts'
import { holdToAct } from '../act/hold.ts'
import type { ReassignedPayload } from '../record/events.ts'
import type { RequestRow } from '../record/queries.ts'
import { keepInSight } from '../record/queries.share.ts'
import { DESK, mailboxOf, receivingUnits } from '#services'
import { closeLinks } from '../relay/queries.ts'
import { relay } from '../relay/tell.ts'
import { contactCentre } from '../relay/view.ts'
import { reassign } from './queries.charge.ts'
import { leftOpen, stillSent, unsent } from './queries.offer.ts'
import { tellEnd, tellOffer } from './tell-offer.ts'

/** The job that comes back by itself. */
export const followOffers =
  (origin: string): JobHandler =>
  async (db) => {
    for (const standing of await db.read(system, (tx) => standingsOf(tx, DESK)))
      await followOffer(db, standing, origin)
    for (const ended of await db.read(system, endedPartners)) await followEnd(db, ended, origin)
  }

async function followOffer(db: Database, standing: Standing, origin: string): Promise<void> {
  const due = await db.read(system, (tx) => (standing.isOpen ? stillSent : unsent)(tx, standing))
  for (const request of due)
    await db.write(system, (tx) =>
      standing.isOpen ? bringBack(tx, request) : sendAway(tx, request, standing, origin),
    )
  await db.write(system, (tx) => tellOffer(tx, standing, { moved: due.length, origin }))
}

/** What its agents only read from now on, the contact centre answers: as what is asked of a commune without agreement. */
async function followEnd(db: Database, ended: Ended, origin: string): Promise<void> {
  const due = await db.read(system, (tx) => leftOpen(tx, ended.authorityId))
  for (const request of due)
    await db.write(system, async (tx) => {
      await closeLinks(tx, request.id)
      await handOver(
        tx,
        request,
        contactCentre(await territory(tx), request),
        'La convention de la commune a pris fin',
      )
    })
  await db.write(system, (tx) => tellEnd(tx, ended, { moved: due.length, origin }))
}

/** To its mailbox by a link; to the contact centre when it has none. */
async function sendAway(tx: Write, request: RequestRow, { since }: Standing, origin: string): Promise<void> {
  const place = await territory(tx)
  if (mailboxOf(place.unit(request.unitId), request.areaCode, place) === null)
    return handOver(tx, request, contactCentre(place, request))
  await leaveUnassigned(tx, request)
  await relay(tx, request, { why: 'offer', cause: `offer:${since}`, origin })
}

/** Whoever had it in charge does not open it any more. */
async function leaveUnassigned(tx: Write, { id, unitId, assigneeId }: RequestRow): Promise<void> {
  if (assigneeId === null || !(await reassign(tx, id, assigneeId, null))) return
  const payload: ReassignedPayload = { unitId, assigneeId: null, because: 'offer' }
  await emit(tx, {
    name: 'request.reassigned',
    subjectKind: 'request',
    subjectId: id,
    payload: { ...payload },
  })
}

/** To the desk, where it stands already; to a door, or to the contact centre, when nobody works in its unit. */
async function bringBack(tx: Write, request: RequestRow): Promise<void> {
  const place = await territory(tx)
  await closeLinks(tx, request.id)
  const staffed = await receivingUnits(tx, place)
  const receiver = receiverOf(place.unit(request.unitId), request.areaCode, place, staffed)
  const taker = receiver ?? contactCentre(place, request)
  if (taker.id !== request.unitId) await handOver(tx, request, taker)
}

/** By the workflow, as whoever handles it would: the person is told where it goes, and why. */
async function handOver(
  tx: Write,
  request: RequestRow,
  taker: Unit,
  why = 'L’offre de la mairie a changé',
): Promise<void> {
  const place = await territory(tx)
  const held = await holdToAct(tx, request.ref, 'link')
  const { transitions } = await workflowVersion(tx, request.workflowId, request.workflowVersion)
  const passing = transitions.find(
    (one) => [one.from].flat().includes(request.state) && hasEffect(one, HAND_OVER),
  )
  // A workflow that hands nothing over: whoever would have it follows it at least.
  if (passing === undefined) return keepInSight(tx, request.id, taker.id, 'relayed')
  const town = the(authorityNoun(place.authority(request.authorityId)))
  await actOn(tx, held, passing.id, {
    targetUnitId: taker.id,
    reason: `${why}, et personne n’y reçoit les demandes ${the(unitNoun(place.unit(request.unitId)))}.`,
    explanation: `${capital(town)} change d’outil et ne peut pas vous répondre d’ici. Nous reprenons votre demande\u00a0: vous n’avez rien à refaire.`,
  })
}
