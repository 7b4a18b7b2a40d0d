// Signing in with a password. Unknown address, closed account, no password, wrong one: the same answer in the same time.
import { system } from '#platform/actor.ts'
import { BadInput } from '#platform/errors.ts'
import { type Counter, forgive, networkOf, type Throttling, throttleAll } from '#platform/throttle.ts'
import { type Arrival, type Entered, enter } from './devices/enter.ts'
import { HALF_MINUTES, owesSecondFactor } from './factors/second-factor.ts'
import { passwordMatches } from './password.ts'
import { type Account, accountByEmail, accountById } from './queries.person.ts'
import { closeSession, openSession } from './session.ts'

const WINDOW = 900

/**
 * Failures are counted per address and account together (nobody can lock another's account), per address (spraying),
 * and per account from everywhere (ten times more).
 */
function counters(email: string, ip: string): Counter[] {
  const account = email.trim().toLowerCase()
  const network = networkOf(ip)
  return [
    { key: `sign-in:both:${account}:${network}`, limit: 10, windowSeconds: WINDOW },
    { key: `sign-in:ip:${network}`, limit: 60, windowSeconds: WINDOW },
    { key: `sign-in:account:${account}`, limit: 100, windowSeconds: WINDOW },
  ]
}

/**
 * Opens a session; the session that the browser had before (`oldToken`) ends. For whoever owes a second factor it is
 * half a session (`isHalf`), with which nobody acts.
 * @throws BadInput when address and password do not go together, TooMany, Unavailable
 */
export async function signIn(
  tools: Throttling,
  input: { email: string; password: string; ip: string; oldToken: string | null; arrival: Arrival },
): Promise<Entered & { isHalf: boolean }> {
  const counted = counters(input.email, input.ip)
  await throttleAll(tools, counted)
  const account = await tools.db.read(system, (tx) => accountByEmail(tx, input.email.trim()))
  if (!(await passwordMatches(account?.passwordHash ?? null, input.password)) || account === null)
    throw new BadInput([
      { field: 'password', message: 'Adresse e-mail ou mot de passe incorrect. Vérifiez les deux.' },
    ])
  const entered = await tools.db.write(system, async (tx) => {
    if (input.oldToken !== null) await closeSession(tx, input.oldToken)
    if (!(await owesSecondFactor(tx, account.personId)))
      return { ...(await enter(tx, account.personId, 1, input.arrival)), isHalf: false }
    const session = await openSession(tx, account.personId, { minutes: HALF_MINUTES })
    return { session, cookies: [session.cookie], isHalf: true }
  })
  await forgive(tools, counted)
  return entered
}

/**
 * The account, when the password is the person's own: asked again before a dangerous act.
 * @throws BadInput on field `current`, TooMany
 */
export async function confirmPassword(
  tools: Throttling,
  personId: number,
  password: string,
): Promise<Account> {
  const counted = [{ key: `password:person:${personId}`, limit: 10, windowSeconds: WINDOW }]
  await throttleAll(tools, counted)
  const account = await tools.db.read(system, (tx) => accountById(tx, personId))
  if (!(await passwordMatches(account?.passwordHash ?? null, password)) || account === null)
    throw new BadInput([{ field: 'current', message: 'Ce n’est pas votre mot de passe actuel.' }])
  await forgive(tools, counted)
  return account
}
