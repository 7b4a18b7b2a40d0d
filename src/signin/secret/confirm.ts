// The password asked again of whoever is signed in, before a dangerous act.
import { system } from '#platform/actor.ts'
import { BadInput } from '#platform/errors.ts'
import { forgive, type Throttling, throttleAll } from '#platform/limits/throttle.ts'
import { passwordMatches } from './hash.ts'
import { type Account, accountById } from '#people'
import { confirmCounters } from '../entry/counters.ts'

/**
 * The account, when the password is the person's own: asked again before a dangerous act.
 * @throws BadInput on field `current`, TooMany
 */
export async function confirmPassword(
  tools: Throttling,
  personId: number,
  password: string,
): Promise<Account> {
  const counted = confirmCounters(personId)
  await throttleAll(tools, counted)
  const account = await tools.db.read(system, (tx) => accountById(tx, personId))
  if (!(await passwordMatches(account?.passwordHash ?? null, password)) || account === null)
    throw new BadInput([{ field: 'current', message: 'Ce n’est pas votre mot de passe actuel.' }])
  await forgive(tools, counted)
  return account
}
