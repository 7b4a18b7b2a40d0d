// Who really receives when nobody works in the unit that competence names: said before one writes, done when one sends. No request is ever
// with nobody.
import { isDeepStrictEqual } from 'node:util'
import { firstStaffed, staffedUnits } from '#people'
import type { Read } from '#platform/db/db.ts'
import { the } from '#platform/french/noun.ts'
import { feature } from '#platform/partnership/feature.ts'
import { partnersWithout } from '#settings'
import { type Day, localDay, type Territory, type Unit, unitNoun } from '#territory'
import { frontDoors } from './able.ts'
import { type CompetenceQuestion, decideCompetence, type RoutingDecision } from './competence.ts'
import type { CompetenceSource } from './matching.ts'

/** What town halls that signed for the account and the counter alone do without: what is asked of them goes to their mailbox. */
export const DESK = feature({
  id: 'requests.desk',
  label: 'Poste des agents',
  gives:
    'Les agents traitent les demandes dans l’outil commun. Sans lui, elles vont à la messagerie de la mairie, avec un lien pour répondre.',
})

/** Does that town hall answer by its own tools on that day, today if none is said? */
export const isRelayed = async (tx: Read, authorityId: number, day?: Day): Promise<boolean> =>
  (await partnersWithout(tx, DESK, day)).includes(authorityId)

const DOORS = ['town-hall', 'contact-centre', 'reception']

/** Doors of an authority that take what nobody else there can, those that serve the area first. */
export function doorsOf(authorityId: number, areaCode: string, place: Territory): Unit[] {
  const near = frontDoors(place, areaCode).filter((door) => door.authorityId === authorityId)
  const all = place
    .unitsOf(authorityId)
    .filter(({ functions }) => DOORS.some((door) => functions.includes(door)))
  return [...new Set([...near, ...all])]
}

/** Where a mail reaches that unit: its own address, that of a door of its authority, or of the authority itself. */
export function mailboxOf(unit: Unit, areaCode: string, place: Territory): string | null {
  const door = [unit, ...doorsOf(unit.authorityId, areaCode, place)].find(({ email }) => email !== null)
  return door?.email ?? (place.authority(unit.authorityId).profile.email || null)
}

/** Where mails reach the units of an authority: the first address, and whether each unit has one. */
export function mailboxesOf(
  place: Territory,
  authorityId: number,
): { first: string | null; isWhole: boolean } {
  const boxes = place.unitsOf(authorityId).map((unit) => mailboxOf(unit, '', place))
  return {
    first: boxes.find((box) => box !== null) ?? null,
    isWhole: boxes.length > 0 && !boxes.includes(null),
  }
}

/** Ids of the units that receive by mail today. */
export async function relayedUnits(tx: Read, place: Territory): Promise<Set<number>> {
  const units = (await partnersWithout(tx, DESK)).flatMap((id) => place.unitsOf(id))
  return new Set(units.filter((unit) => mailboxOf(unit, '', place) !== null).map(({ id }) => id))
}

/** Does a mailbox receive what comes to that unit today? */
export const receivesByMail = async (tx: Read, unitId: number, place: Territory): Promise<boolean> =>
  (await relayedUnits(tx, place)).has(unitId)

/** Ids of the units where somebody receives a request today: agents, or a mailbox. */
export async function receivingUnits(tx: Read, place: Territory): Promise<Set<number>> {
  return (await staffedUnits(tx)).union(await relayedUnits(tx, place))
}

/** Whom competence names. */
type Named = Pick<RoutingDecision, 'unitId' | 'authorityId'>

/** Where a new request may go, in order: the unit named, the doors of its authority, then the contact centre and its neighbours. */
function waysFor({ unitId, authorityId }: Named, areaCode: string, place: Territory): Unit[] {
  const { id } = place.metropolis
  return [
    place.unit(unitId),
    ...doorsOf(authorityId, areaCode, place),
    ...doorsOf(id, areaCode, place),
    ...place.unitsOf(id),
  ]
}

/** For each unit that those decisions name there, the one that receives today: itself where nobody else does. */
export async function receiversOf(
  tx: Read,
  place: Territory,
  decisions: readonly Named[],
  areaCode: string,
): Promise<ReadonlyMap<number, Unit>> {
  const relayed = await relayedUnits(tx, place)
  const named = [...new Map(decisions.map((decision) => [decision.unitId, decision])).values()]
  const asked = named.map((decision) => {
    const ways = waysFor(decision, areaCode, place).map(({ id }) => id)
    const mailbox = ways.find((id) => relayed.has(id))
    return { mailbox, before: mailbox === undefined ? ways : ways.slice(0, ways.indexOf(mailbox)) }
  })
  const staffed = await firstStaffed(
    tx,
    asked.map(({ before }) => before),
  )
  return new Map(
    named.map(({ unitId }, n) => [unitId, place.unit(staffed[n] ?? asked[n]?.mailbox ?? unitId)]),
  )
}

/** The decision, led to whoever receives for the unit that it names. */
export function ledBy(
  decision: RoutingDecision,
  receivers: ReadonlyMap<number, Unit>,
  place: Territory,
): RoutingDecision {
  return ledTo(decision, receivers.get(decision.unitId) ?? place.unit(decision.unitId), place)
}

/** The decision when that unit receives, and why it does. */
function ledTo(decision: RoutingDecision, unit: Unit, place: Territory): RoutingDecision {
  if (unit.id === decision.unitId) return decision
  const named = place.unit(decision.unitId)
  const authority = place.authority(unit.authorityId).name
  const isElsewhere = unit.authorityId !== decision.authorityId
  const aside = isElsewhere
    ? ` Personne n’y répond en ligne aujourd’hui\u00a0: votre demande est reçue par ${the(unitNoun(unit))} (${authority}).`
    : ''
  return {
    ...decision,
    unitId: unit.id,
    authorityId: unit.authorityId,
    because: `${decision.because}${aside}`,
    steps: [
      ...decision.steps,
      `Personne ne travaille aujourd’hui dans ce service\u00a0: ${named.name} (${place.authority(named.authorityId).name}). La demande est reçue ici\u00a0: ${unit.name} (${authority}).`,
    ],
  }
}

/** A request as it says where it goes, and what of it decides. */
export interface Routed extends Omit<CompetenceQuestion, 'day'> {
  receivedAt: Date
  routing: RoutingDecision
}

/**
 * Why it goes there, said again from the rules: whoever sends tells the decision with the request. The unit told stands when it is the
 * one that is competent, or one that receives in its place.
 * @returns null when that is what it says already
 */
export function judgeRouting(
  source: CompetenceSource,
  place: Territory,
  request: Routed,
): RoutingDecision | null {
  const { category, areaCode, placeKind, routing } = request
  const day = localDay(request.receivedAt, place.zone)
  const decision = decideCompetence(source, place, { category, areaCode, placeKind, day })
  const receiver = waysFor(decision, areaCode, place).find(({ id }) => id === routing.unitId)
  const judged = receiver === undefined ? decision : ledTo(decision, receiver, place)
  return isDeepStrictEqual(judged, routing) ? null : judged
}
