// People: residents and agents are the same thing, a person; memberships make agents. Verbs here act as the system,
// after their right was checked otherwise (a link followed, a password verified, a definition imported).
import type { Read, Write } from '#platform/db.ts'
import { BadInput, Conflict } from '#platform/errors.ts'
import { emit } from '#platform/events.ts'
import type { AccountEvent } from './events.ts'
import {
  accountById,
  type Colleague,
  insertMembership,
  insertPerson,
  lockPerson,
  type NewMembership,
  type NewPerson,
  peopleWithin,
  type Profile,
  readProfile,
  saveCredential,
  firstUnitWithPeople,
  unitsWithPeople,
} from './queries.person.ts'
import { passwordProblem } from './passwords/rules.ts'

/**
 * Opens the account of a person whose e-mail address was verified, or who has none. `passwordHash` comes from hashPassword.
 * @returns the person's id
 * @throws Conflict when the address has an account already
 */
export async function createPerson(
  tx: Write,
  person: NewPerson & { passwordHash?: string },
): Promise<number> {
  const personId = await insertPerson(tx, person)
  if (personId === null) throw new Conflict('Un compte existe déjà pour cette adresse e-mail.')
  if (person.passwordHash !== undefined) await saveCredential(tx, personId, person.passwordHash)
  await tell(tx, 'person.created', personId)
  return personId
}

/** Gives a person a role in a unit, from a day (and until one). @returns the membership's id */
export function addMembership(tx: Write, membership: NewMembership): Promise<number> {
  return insertMembership(tx, membership)
}

/** Replaces the password; whoever calls decides which sessions end. */
export async function setPassword(tx: Write, personId: number, passwordHash: string): Promise<void> {
  await lockPerson(tx, personId)
  await saveCredential(tx, personId, passwordHash)
  await tell(tx, 'person.password_changed', personId)
}

/** The agents of those units today, by name: for assignment. Colleagues see each other. */
export function peopleOfUnits(tx: Read, unitIds: readonly number[]): Promise<Colleague[]> {
  return peopleWithin(tx, unitIds)
}

/** Ids of the units in which, or above which, somebody works today. Agents learn where, not who. */
export async function staffedUnits(tx: Read): Promise<ReadonlySet<number>> {
  return new Set(await unitsWithPeople(tx))
}

/** The first of these units in which, or above which, somebody works today; null when nobody works in any. */
export function firstStaffed(tx: Read, unitIds: readonly number[]): Promise<number | null> {
  return firstUnitWithPeople(tx, unitIds)
}

/** What the person has told of themselves; null when not visible to the actor. */
export function profileOf(tx: Read, personId: number): Promise<Profile | null> {
  return readProfile(tx, personId)
}

/** The person's name; null when not visible to the actor. */
export async function personName(tx: Read, personId: number): Promise<string | null> {
  return (await readProfile(tx, personId))?.name ?? null
}

/** Where to write to the person: verified. null when there is no address, the account is closed, or not visible to the actor. */
export async function personEmail(tx: Read, personId: number): Promise<string | null> {
  return (await accountById(tx, personId))?.email ?? null
}

/**
 * Refuses a password that is too short, known from a breach or easy to guess.
 * @param about what is known of the person: name, address, the site’s name; null is nothing
 * @throws BadInput on field `password`
 */
export async function checkPassword(password: string, about: readonly (string | null)[]): Promise<void> {
  const known = about.filter((text) => text !== null)
  const problem = await passwordProblem(password, known)
  if (problem !== null) throw new BadInput([{ field: 'password', message: problem }])
}

/** Writes a fact in the history of the account. Whoever calls holds its row, or has just made it. */
export async function tell(
  tx: Write,
  name: AccountEvent,
  personId: number,
  payload: Record<string, unknown> = {},
): Promise<void> {
  await emit(tx, { name, subjectKind: 'person', subjectId: personId, payload })
}
