// Where a request may be handed over: those whose work it is first, then doors that send on, then everybody else.
import type { Read } from '#platform/db/db.ts'
import {
  ableUnits,
  answerIn,
  byRules,
  catalogue,
  type CommuneAnswer,
  frontDoors,
  receivingUnits,
} from '#services'
import type { Authority, Territory, Unit } from '#territory'
import { mayReceive, receiverOf } from '../act/asked.ts'
import { dayOf } from '../record/clocks.ts'
import type { RequestRow } from '../record/queries.ts'

/** A unit, and who really receives: itself, its authority's door when nobody works there, or nobody. */
export interface Target {
  unit: Unit
  receiver: Unit | undefined
}

export interface Targets {
  able: Target[]
  doors: Target[]
  others: { authority: Authority; targets: Target[] }[]
  /** Whom the rules name for it, there and where else it might be; null out of the territory. */
  competent: CommuneAnswer | null
}

type Routed = Pick<
  RequestRow,
  | 'category'
  | 'areaCode'
  | 'placeKind'
  | 'unitId'
  | 'authorityId'
  | 'communeId'
  | 'serviceSlug'
  | 'serviceVersion'
>

/** Units that handle this kind of request, and doors that take any: handing it to another one needs a second look. */
async function usualUnits(tx: Read, place: Territory, request: Routed) {
  const { category, areaCode } = request
  const able = ableUnits(await catalogue(tx), place, { category, areaCode, day: dayOf(place, tx.now) })
  const doors = frontDoors(place, areaCode).filter((unit) => !able.includes(unit))
  return { able, doors }
}

/** Every unit but its own, in the order in which they are likely. */
export async function targetsOf(tx: Read, place: Territory, request: Routed): Promise<Targets> {
  const staffed = await receivingUnits(tx, place)
  const { able, doors } = await usualUnits(tx, place, request)
  const isOffered = await mayReceive(tx, request)
  const towards = (units: readonly Unit[]) =>
    units
      .filter((unit) => unit.id !== request.unitId && isOffered(unit))
      .map((unit) => ({ unit, receiver: receiverOf(unit, request.areaCode, place, staffed) }))
  const first = [request.authorityId, place.metropolis.id, request.communeId]
  const rank = (id: number) => (first.includes(id) ? first.indexOf(id) : first.length)
  const authorities = place.authorities.toSorted(
    (a, b) => rank(a.id) - rank(b.id) || a.name.localeCompare(b.name, 'fr'),
  )
  const usual = new Set([...able, ...doors])
  const others = authorities.map((authority) => ({
    authority,
    targets: towards(place.unitsOf(authority.id).filter((unit) => !usual.has(unit))),
  }))
  return {
    competent: await competentFor(tx, place, request),
    able: towards(able),
    doors: towards(doors),
    others: others.filter(({ targets }) => targets.length > 0),
  }
}

/** Whom the rules of today name, whoever has it: the page that warns says who it is, and of which authority. */
async function competentFor(tx: Read, place: Territory, request: Routed): Promise<CommuneAnswer | null> {
  const area = place.area(request.areaCode)
  if (area === undefined) return null
  const kind = request.placeKind ?? undefined
  return answerIn(byRules(await catalogue(tx), place, tx.now), request, area, kind)
}

/** The one chosen, by its id as a form sends it. */
export function targetIn(targets: Targets | null, chosen: string): Target | undefined {
  if (targets === null) return undefined
  const all = [...targets.able, ...targets.doors, ...targets.others.flatMap((group) => group.targets)]
  return all.find(({ unit }) => String(unit.id) === chosen)
}

/**
 * May whoever handles it see how to reach the person? A unit whose work it is not learns that by taking the request:
 * until then it may be a mistake, and the person is nobody's business there.
 */
export async function showsContact(tx: Read, place: Territory, request: RequestRow): Promise<boolean> {
  if (request.unitId === request.routing.unitId || request.assigneeId !== null) return true
  const { able, doors } = await usualUnits(tx, place, request)
  return [...able, ...doors].some((unit) => unit.id === request.unitId)
}
