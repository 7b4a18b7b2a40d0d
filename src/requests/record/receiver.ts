// Who really receives when nobody works in the unit that competence names: no request is ever with nobody.
import { isDeepStrictEqual } from 'node:util'
import { firstStaffed, staffedUnits } from '#people'
import type { Read } from '#platform/db/db.ts'
import { feature } from '#platform/partnership/feature.ts'
import { type Catalogue, decideCompetence, frontDoors, type RoutingDecision } from '#services'
import { partnersWithout } from '#settings'
import { type Day, localDay, type Territory, type Unit } from '#territory'
import type { RequestRow } from './queries.ts'

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

/** Where a new request may go, in order: the unit named, the doors of its authority, then the contact centre and its neighbours. */
function waysFor({ unitId, authorityId }: RoutingDecision, areaCode: string, place: Territory): Unit[] {
  const { id } = place.metropolis
  return [
    place.unit(unitId),
    ...doorsOf(authorityId, areaCode, place),
    ...doorsOf(id, areaCode, place),
    ...place.unitsOf(id),
  ]
}

/** The decision, led to whoever works there today; as it was in an installation where nobody works yet. */
export async function towardsSomebody(
  tx: Read,
  place: Territory,
  decision: RoutingDecision,
  areaCode: string,
): Promise<RoutingDecision> {
  const ways = waysFor(decision, areaCode, place).map(({ id }) => id)
  const relayed = await relayedUnits(tx, place)
  const mailbox = ways.find((id) => relayed.has(id))
  const before = mailbox === undefined ? ways : ways.slice(0, ways.indexOf(mailbox))
  const first = (await firstStaffed(tx, before)) ?? mailbox ?? null
  return first === null ? decision : ledTo(decision, first, place)
}

/** The decision when that unit receives, and why it does. */
function ledTo(decision: RoutingDecision, first: number, place: Territory): RoutingDecision {
  if (first === decision.unitId) return decision
  const unit = place.unit(first)
  const named = place.unit(decision.unitId)
  const who = `${unit.name} (${place.authority(unit.authorityId).name})`
  const isElsewhere = unit.authorityId !== decision.authorityId
  const aside = isElsewhere
    ? ` Personne n’y répond encore en ligne. Votre demande est reçue ici\u00a0: ${who}.`
    : ''
  return {
    ...decision,
    unitId: unit.id,
    authorityId: unit.authorityId,
    because: `${decision.because}${aside}`,
    steps: [
      ...decision.steps,
      `Personne ne travaille aujourd’hui dans ce service\u00a0: ${named.name} (${place.authority(named.authorityId).name}). La demande est reçue ici\u00a0: ${who}.`,
    ],
  }
}

/** A request as it says where it goes, and what of it decides. */
export type Routed = Pick<RequestRow, 'category' | 'areaCode' | 'placeKind' | 'receivedAt' | 'routing'>

/**
 * Why it goes there, said again from the rules: whoever sends tells the decision with the request. The unit told stands when it is the
 * one that is competent, or one that receives in its place.
 * @returns null when that is what it says already
 */
export function judgeRouting(source: Catalogue, place: Territory, request: Routed): RoutingDecision | null {
  const { category, areaCode, placeKind, routing } = request
  const day = localDay(request.receivedAt, place.zone)
  const decision = decideCompetence(source, place, { category, areaCode, placeKind, day })
  const isReceiving = waysFor(decision, areaCode, place).some(({ id }) => id === routing.unitId)
  const judged = isReceiving ? ledTo(decision, routing.unitId, place) : decision
  return isDeepStrictEqual(judged, routing) ? null : judged
}
