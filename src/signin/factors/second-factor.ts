// The second half of signing in: a code of six digits or a recovery code, each once, few tries (OWASP ASVS 5.0 V6.5).
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { BadInput, Unauthenticated } from '#platform/errors.ts'
import { LIMITS } from '../entry/limits.ts'
import { type Counter, forgive, throttleAll } from '#platform/limits/throttle.ts'
import { type Arrival, type Entered, enter } from '../entry/enter.ts'
import { isKnownDevice } from '../entry/queries.ts'
import { tell, lockPerson, closeSession, digest } from '#people'
import type { Keys } from '#platform/keys.ts'
import { keyedDigest, unlock } from '#platform/db/locked.ts'
import { FACTORS } from '../entry/kinds.ts'
import { warn } from '../entry/warn.ts'
import { recoveryUsedMail } from './mails.ts'
import { plainRecoveryCode, stepOfCode } from './one-time.ts'
import {
  claimRecoveryCode,
  claimStep,
  type FactorState,
  type HalfSession,
  readFactors,
  readHalf,
  readTotp,
} from './queries.ts'
import { foundAgain } from './found-again.ts'

/** Minutes that a password stays half a session. */
export const HALF_MINUTES = 15

/** Who gave a password in this browser and owes the rest, and what they have; null when nobody does. */
export async function halfOf(
  { db }: Pick<Keys, 'db'>,
  token: string | null,
): Promise<(HalfSession & FactorState & { usedSteps: number[] }) | null> {
  if (token === null) return null
  return db.read(system, async (tx) => {
    const half = await readHalf(tx, digest(token))
    if (half === null) return null
    const state = await readFactors(tx, half.personId)
    if (!state.isInOffice && state.totpSince === null) return null
    return { ...half, ...state, usedSteps: (await readTotp(tx, half.personId))?.usedSteps ?? [] }
  })
}

export interface CodeTyped {
  /** Of the half session. */
  token: string | null
  code: string
  arrival: Arrival
}

/**
 * Turns a half session into a whole one, under a new token.
 * @throws BadInput on field `code`, TooMany, Unauthenticated when the half session ended
 */
export async function giveCode(tools: Keys, typed: CodeTyped): Promise<Entered> {
  return complete(tools, typed, async (tx, personId) => {
    if (!(await takeCode(tx, tools, personId, typed.code)))
      throw new BadInput([
        { field: 'code', message: 'Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant.' },
      ])
  })
}

/** The same with a recovery code; the person learns how many are left. @throws as giveCode */
export async function giveRecoveryCode(tools: Keys, typed: CodeTyped): Promise<Entered> {
  return complete(tools, typed, async (tx, personId, email) => {
    await lockPerson(tx, personId)
    const hash = recoveryHash(tools, personId, typed.code)
    if (!(await claimRecoveryCode(tx, personId, hash)))
      throw new BadInput([
        { field: 'code', message: 'Ce code de secours n’est pas le bon, ou il a déjà servi.' },
      ])
    await tell(tx, 'person.recovery_code_used', personId)
    const { codesLeft } = await readFactors(tx, personId)
    const { writer } = typed.arrival
    await warn(tx, { personId, email }, writer, { kind: FACTORS, mail: recoveryUsedMail(writer, codesLeft) })
  })
}

/** Is it a code of now, not used yet? It is used from then on. Act as the system. */
async function takeCode(tx: Write, tools: Keys, personId: number, code: string): Promise<boolean> {
  const row = await readTotp(tx, personId)
  const secret = row === null ? null : unlock(tools.config.secret, ownerOf(personId), row.lockedSecret)
  const step = secret === null ? null : stepOfCode(secret, code, tx.now)
  return step !== null && (await claimStep(tx, personId, step))
}

/** What a locked secret is bound to. */
export const ownerOf = (personId: number): string => `person ${personId}`

/** What is kept of a recovery code. */
export const recoveryHash = (tools: Keys, personId: number, code: string): Buffer =>
  keyedDigest(tools.config.secret, 'recovery codes', `${personId} ${plainRecoveryCode(code)}`)

async function complete(
  tools: Keys,
  { token, arrival }: CodeTyped,
  prove: (tx: Write, personId: number, email: string | null) => Promise<void>,
): Promise<Entered> {
  const half = await halfOf(tools, token)
  if (half === null || token === null) throw new Unauthenticated()
  const counted = await counters(tools, half.personId, arrival)
  await throttleAll(tools, counted)
  const entered = await tools.db.write(system, async (tx) => {
    await prove(tx, half.personId, half.email)
    await foundAgain(tx, half.personId)
    await closeSession(tx, token)
    return enter(tx, half.personId, 2, arrival, half.isShared)
  })
  await forgive(tools, counted)
  return entered
}

// A device the person came from before counts alone: whoever stole a password cannot keep its owner out.
async function counters({ db }: Keys, personId: number, { deviceToken }: Arrival): Promise<Counter[]> {
  const isKnown =
    deviceToken !== null && (await db.read(system, (tx) => isKnownDevice(tx, personId, digest(deviceToken))))
  const place = isKnown ? digest(deviceToken).toString('hex') : 'elsewhere'
  return [{ key: `second-factor:${personId}:${place}`, ...LIMITS.secondFactor }]
}
