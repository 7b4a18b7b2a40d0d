// People: residents and agents are the same thing, a person; memberships make agents. Verbs here act as the system,
// after their right was checked otherwise (a link followed, a password verified, a definition imported).
import type { Read, Write } from '#platform/db/db.ts'
import { Conflict } from '#platform/errors.ts'
import { emit } from '#platform/ledger/events.ts'
import type { AccountEvent } from './events.ts'
import {
  accountById,
  insertPerson,
  type NewPerson,
  type Profile,
  readProfile,
  saveCredential,
} from './queries.ts'

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

/** Writes a fact in the history of the account. Whoever calls holds its row, or has just made it. */
export async function tell(
  tx: Write,
  name: AccountEvent,
  personId: number,
  payload: Record<string, unknown> = {},
): Promise<void> {
  await emit(tx, { name, subjectKind: 'person', subjectId: personId, payload })
}
