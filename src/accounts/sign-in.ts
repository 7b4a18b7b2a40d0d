// Signing in with a password. Unknown address, closed account, no password, wrong one: the same answer for the same work.
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db.ts'
import { BadInput } from '#platform/errors.ts'
import { addJob } from '#platform/jobs.ts'
import { LIMITS } from '#platform/limits.ts'
import {
  type Counter,
  forgive,
  forgiveIn,
  networkOf,
  type Taken,
  type Throttling,
  throttleAll,
} from '#platform/throttle.ts'
import { type Arrival, type Entered, enter } from './devices/enter.ts'
import { isKnownDevice } from './devices/queries.ts'
import { HALF_MINUTES, owesSecondFactor } from './factors/second-factor.ts'
import { passwordMatches } from './password.ts'
import { type Account, accountByEmail, accountById } from './queries.person.ts'
import { closeSession, openSession } from './session.ts'
import { noteFailedAccount, noteOpenedAccount, refuseSpraying } from './spraying.ts'
import { digest } from './token.ts'

/** The job that tells the owner of an account that passwords no longer open it from elsewhere. */
export const TELL_CLOSED = 'accounts.tell_password_closed'

/**
 * Failures of one account at one place, and of one network: nobody can use up the tries of another place.
 * @param place the network, or a device that the account knows
 */
export function signInCounters(account: string, ip: string, place = networkOf(ip)): Counter[] {
  const network = networkOf(ip)
  const atPlace = { key: `sign-in:place:${plain(account)}:${place}`, ...LIMITS.passwordAtPlace }
  // Whoever uses up the tries of a shared network keeps no device out that the account knows.
  if (place !== network) return [atPlace]
  return [atPlace, { key: `sign-in:network:${network}`, ...LIMITS.passwordFromNetwork }]
}

/** Failures in a row of one account, from every unknown place together; a known device has its own. */
const everCounter = (account: string, device: string | null): Counter => ({
  key: `sign-in:ever:${plain(account)}:${device ?? 'elsewhere'}`,
  ...LIMITS.passwordOfAccount,
})

const plain = (account: string) => account.trim().toLowerCase()

interface Asked {
  email: string
  password: string
  ip: string
  /** The session that the browser had before: it ends. */
  oldToken: string | null
  arrival: Arrival
}

/**
 * Opens a session. For whoever owes a second factor it is half a session (`isHalf`), with which nobody acts.
 * @throws BadInput when address and password do not go together, TooMany, Unavailable
 */
export async function signIn(tools: Throttling, asked: Asked): Promise<Entered & { isHalf: boolean }> {
  const { account, device } = await whoAsks(tools, asked)
  const counted = [
    ...signInCounters(asked.email, asked.ip, device ?? undefined),
    everCounter(asked.email, device),
  ]
  const taken = await throttleAll(tools, counted)
  const votes = device === null && taken[0]?.isFirst === true
  if (!(await passwordMatches(account?.passwordHash ?? null, asked.password)) || account === null) {
    await noteFailure(tools, { asked, account, taken, votes })
    throw new BadInput([
      { field: 'password', message: 'Adresse e-mail ou mot de passe incorrect. Vérifiez les deux.' },
    ])
  }
  return tools.db.write(system, async (tx) => {
    const entered = await comeIn(tx, account.personId, asked)
    await forgiveIn(tx, tools, counted)
    if (votes) await noteOpenedAccount(tx, tools, networkOf(asked.ip))
    return entered
  })
}

/** The account, and the device when it is one of its own. The same statements for an address that nobody has. */
async function whoAsks(tools: Throttling, { email, ip, arrival: { deviceToken } }: Asked) {
  return tools.db.read(system, async (tx) => {
    // Without a device to know, a network that sprays is refused before anything else is asked.
    if (deviceToken === null) await refuseSpraying(tx, tools, networkOf(ip))
    const account = await accountByEmail(tx, email.trim())
    if (deviceToken === null) return { account, device: null }
    const token = digest(deviceToken)
    if (await isKnownDevice(tx, account?.personId ?? 0, token))
      return { account, device: token.toString('base64url') }
    await refuseSpraying(tx, tools, networkOf(ip))
    return { account, device: null }
  })
}

interface Failure {
  asked: Asked
  account: Account | null
  taken: readonly Taken[]
  votes: boolean
}

async function noteFailure(tools: Throttling, { asked, account, taken, votes }: Failure): Promise<void> {
  if (votes) await noteFailedAccount(tools, networkOf(asked.ip))
  if (taken.at(-1)?.failures !== LIMITS.passwordOfAccount.limit) return
  // Planned for an address that nobody has too: nothing to be told by.
  await tools.db.write(system, (tx) => addJob(tx, TELL_CLOSED, { personId: account?.personId ?? 0 }))
}

async function comeIn(
  tx: Write,
  personId: number,
  { oldToken, arrival }: Asked,
): Promise<Entered & { isHalf: boolean }> {
  if (oldToken !== null) await closeSession(tx, oldToken)
  if (!(await owesSecondFactor(tx, personId)))
    return { ...(await enter(tx, personId, 1, arrival)), isHalf: false }
  const session = await openSession(tx, personId, { minutes: HALF_MINUTES })
  return { session, cookies: [session.cookie], isHalf: true }
}

/** A new password was proved: the failures of the one before are over. */
export async function endFailures(
  tx: Write,
  tools: Pick<Throttling, 'config'>,
  email: string | null,
): Promise<void> {
  if (email !== null) await forgiveIn(tx, tools, [everCounter(email, null)])
}

/** Proofs asked again of a person who is signed in. */
export const confirmCounters = (personId: number): Counter[] => [
  { key: `password:person:${personId}`, ...LIMITS.passwordAgain },
]

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
