// Posts: a membership makes an agent of a person. Given as the system, after the right was checked otherwise.
import type { Read, Write } from '#platform/db/db.ts'
import { Conflict } from '#platform/errors.ts'
import {
  type Colleague,
  insertMembership,
  insertMembershipOnce,
  type NewMembership,
  peopleWithin,
  firstUnitsWithPeople,
  unitsWithPeople,
  sharesAuthority,
} from './queries.ts'
import { isFull, NO_PLACE } from './places.ts'
import type { Actor } from '#platform/actor.ts'

/** @throws Conflict when the agreement of the authority gives no more places */
async function withinPlaces<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw isFull(error) ? new Conflict(NO_PLACE) : error
  }
}

/** Gives a person a role in a unit, from a day (and until one). @returns the membership's id */
export const addMembership = (tx: Write, membership: NewMembership): Promise<number> =>
  withinPlaces(insertMembership(tx, membership))

/** The same, unless it is held already, or over. @returns whether it is given */
export const addMembershipOnce = (tx: Write, membership: NewMembership): Promise<boolean> =>
  withinPlaces(insertMembershipOnce(tx, membership))

/** The agents of those units today, by name: for assignment. Colleagues see each other. */
export function peopleOfUnits(tx: Read, unitIds: readonly number[]): Promise<Colleague[]> {
  return peopleWithin(tx, unitIds)
}

/** Ids of the units in which, or above which, somebody works today. Agents learn where, not who. */
export async function staffedUnits(tx: Read): Promise<ReadonlySet<number>> {
  return new Set(await unitsWithPeople(tx))
}

/** Of each of these lists, the first unit in which, or above which, somebody works today; null when nobody works in any. */
export function firstStaffed(tx: Read, lists: readonly (readonly number[])[]): Promise<(number | null)[]> {
  return firstUnitsWithPeople(tx, lists)
}

/** How close the agent is to the person whose file they open (platform/ledger/audit.ts). */
export async function closenessOf(
  tx: Read,
  agent: Pick<Actor, 'personId'>,
  personId: number,
): Promise<'colleague' | null> {
  const isColleague = agent.personId !== null && (await sharesAuthority(tx, agent.personId, personId))
  return isColleague ? 'colleague' : null
}
