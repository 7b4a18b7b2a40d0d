// A password chosen: refused when it is weak, kept as a hash.
import type { Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { lockPerson, saveCredential, tell } from '#people'
import { passwordProblem } from './rules.ts'

/** Replaces the password; whoever calls decides which sessions end. */
export async function setPassword(tx: Write, personId: number, passwordHash: string): Promise<void> {
  await lockPerson(tx, personId)
  await saveCredential(tx, personId, passwordHash)
  await tell(tx, 'person.password_changed', personId)
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
