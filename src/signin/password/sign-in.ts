// Signing in with a password. Unknown address, closed account, no password, wrong one: the same answer for the same work.
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { addJob } from '#platform/jobs.ts'
import { LIMITS } from '../entry/limits.ts'
import {
  type Counter,
  forgiveIn,
  networkOf,
  type Taken,
  type Throttling,
  throttleAll,
} from '#platform/limits/throttle.ts'
import { type Arrival, type Entered, enterWith } from '../entry/enter.ts'
import { HALF_MINUTES } from '../factors/second-factor.ts'
import { passwordMatches, passwordMatchesAside } from '../secret/hash.ts'
import { type Account, accountAsked, digest } from '#people'
import { planLink } from './sign-in-link.ts'
import { closedCounters, noteFailedAccount, openedCounters } from './spraying.ts'
import { signInCounters, networkCounter, plain } from '../entry/counters.ts'

/** The job that tells the owner of an account that a password no longer opens it from elsewhere without a mail. */
export const TELL_CLOSED = 'accounts.tell_password_closed'

/** Failures in a row of one account, from every unknown place together; a known device has its own. */
const everCounter = (account: string, device: string | null): Counter => ({
  key: `sign-in:ever:${plain(account)}:${device ?? 'elsewhere'}`,
  ...LIMITS.passwordOfAccount,
})

interface Asked {
  email: string
  password: string
  ip: string
  /** Where to go once signed in: kept in a link that is mailed. */
  next?: string | null
  /** The browser, to which such a link is bound. */
  visitorId?: string
  /** The session that the browser had before: it ends. */
  oldToken: string | null
  arrival: Arrival
}

/**
 * Opens a session. For whoever owes a second factor it is half a session (`isHalf`), with which nobody acts.
 * @returns null from a network that tries many accounts, or for an account tried too often: right or wrong, nothing is said here; right, a link is mailed
 * @throws BadInput when address and password do not go together, TooMany, Unavailable
 */
export async function signIn(
  tools: Throttling,
  asked: Asked,
): Promise<(Entered & { isHalf: boolean }) | null> {
  const { account, device, closed } = await whoAsks(tools, asked)
  if (closed !== null) return signInByMail(tools, asked, { account, closed })
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
    const entered = await enterWith(tx, account.personId, asked.arrival, {
      factors: 1,
      oldToken: asked.oldToken,
      halfMinutes: HALF_MINUTES,
    })
    await forgiveIn(tx, tools, [...counted, ...(votes ? openedCounters(networkOf(asked.ip)) : [])])
    return entered
  })
}

interface Asking {
  account: Account | null
  /** The device, when it is one of the account’s own. */
  device: string | null
  /** For an unknown device of a closed network, or on an account that somebody closed: what its tries are counted by besides. */
  closed: Counter[] | null
}

/** The same statements for an address that nobody has. */
async function whoAsks(tools: Throttling, { email, ip, arrival: { deviceToken } }: Asked): Promise<Asking> {
  const token = deviceToken === null ? null : digest(deviceToken)
  return tools.db.read(system, async (tx) => {
    const closedNow = () => closedCounters(tx, tools, networkOf(ip), everCounter(email, null))
    // Without a device to know, a network that sprays may be refused before anything else is asked.
    const closed = token === null ? await closedNow() : null
    const { account, isKnown } = await accountAsked(tx, email.trim(), token)
    if (token !== null && isKnown) return { account, device: token.toString('base64url'), closed: null }
    return { account, device: null, closed: token === null ? closed : await closedNow() }
  })
}

/**
 * From a closed network, and on an account that failed a hundred times in a row, nobody learns whether a password is right, so
 * that trying is vain; whoever has the right one and the mail box comes in. Such tries count for the network alone.
 */
async function signInByMail(
  tools: Throttling,
  { password, ip, next = null, visitorId }: Asked,
  { account, closed }: { account: Account | null; closed: Counter[] },
): Promise<null> {
  await throttleAll(tools, [networkCounter(networkOf(ip)), ...closed])
  const isRight = await passwordMatchesAside(account?.passwordHash ?? null, password)
  const personId = isRight && account !== null ? account.personId : 0
  await planLink(tools, { personId, next, visitorId: visitorId ?? null })
  return null
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

/** A new password was proved: the failures of the one before are over. */
export async function endFailures(
  tx: Write,
  tools: Pick<Throttling, 'config'>,
  email: string | null,
): Promise<void> {
  if (email !== null) await forgiveIn(tx, tools, [everCounter(email, null)])
}
