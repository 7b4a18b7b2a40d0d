// An account for somebody FranceConnect knows and we do not: its address is verified by a code typed in the same browser,
// so that nobody opens an account on somebody else's address, nor has its owner open one for a stranger.
import { randomInt, randomUUID, timingSafeEqual } from 'node:crypto'
import { system } from '#platform/actor.ts'
import { BadInput } from '#platform/errors.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { LIMITS } from '../entry/limits.ts'
import { throttle, throttleAll } from '#platform/limits/throttle.ts'
import { type Arrival, type Entered, enter } from '../entry/enter.ts'
import { keyedDigest } from '#platform/db/locked.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { createPerson, tell, accountByEmail, closeSession } from '#people'
import { lockCivil, recordCivil, unlockCivil } from './civil.ts'
import type { Identity } from './identity.ts'
import { codeMail, knownMail } from './mails.ts'
import { insertLink } from './queries.ts'
import { insertNewcomer, type Newcomer, readNewcomer, saveCode, takeNewcomer } from './queries.arrival.ts'
import { FederationRefused } from './refused.ts'
import type { Travel } from './travel.ts'
import { mailCounters } from '../entry/counters.ts'

/** Time to read the page and to write an address: whoever comes next to that computer must not find it. */
const LIFE = 15 * 60_000
/** OWASP ASVS 5.0 V6.5.5: ten minutes at most. */
const CODE_LIFE = 10 * 60_000

/** Keeps the newcomer for a short while, for that browser alone. @returns the id of the wait */
export async function welcome(
  { db, config }: Travel,
  newcomer: { identity: Identity; visitorId: string; next: string | null },
): Promise<string> {
  const { identity, visitorId, next } = newcomer
  const id = randomUUID()
  await db.write(system, (tx) =>
    insertNewcomer(tx, id, {
      ...identity,
      lockedCivil: lockCivil(config.secret, id, identity.civil),
      visitorId,
      next,
      expiresAt: new Date(tx.now.getTime() + LIFE),
    }),
  )
  return id
}

/** @throws FederationRefused `expired`: absent, ended, or another browser's */
export async function newcomerOf(
  { db }: Travel,
  id: string,
  visitorId: string,
): Promise<Newcomer & { askedEmail: string | null }> {
  const newcomer = await db.read(system, (tx) => readNewcomer(tx, id, visitorId))
  if (newcomer === null) throw new FederationRefused('expired')
  return newcomer
}

const codeHash = (secret: Uint8Array, id: string, code: string) =>
  keyedDigest(secret, 'federation code', `${id} ${code}`)

/** Sends a code to the address; the screen says the same when it has an account already, whose owner alone is told. */
export async function askCode(
  tools: Travel,
  asked: { id: string; visitorId: string; email: string; ip: string },
  writer: Writer,
): Promise<void> {
  const { id, visitorId, email, ip } = asked
  await newcomerOf(tools, id, visitorId)
  await throttleAll(tools, mailCounters('sign-up', email, ip))
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  await tools.db.write(system, async (tx) => {
    const isKnown = (await accountByEmail(tx, email)) !== null
    const hash = isKnown ? null : codeHash(tools.config.secret, id, code)
    await saveCode(tx, id, { email, codeHash: hash, expiresAt: new Date(tx.now.getTime() + CODE_LIFE) })
    await queueMail(tx, { to: email, ...(isKnown ? knownMail(writer) : codeMail(writer, code)) })
  })
}

const wrongCode = () =>
  new BadInput([
    { field: 'code', message: 'Ce code n’est pas le bon, ou ne fonctionne plus. Demandez-en un autre.' },
  ])

/**
 * Opens the account, its link and a session.
 * @throws FederationRefused, BadInput on field `code`, TooMany
 */
export async function openAccount(
  tools: Travel,
  typed: { id: string; visitorId: string; code: string; oldToken: string | null; arrival: Arrival },
): Promise<Entered & { next: string | null; personId: number }> {
  const { id, visitorId, code, oldToken, arrival } = typed
  await newcomerOf(tools, id, visitorId)
  await throttle(tools, `federation:code:${id}`, LIMITS.mailedCode)
  return tools.db.write(system, async (tx) => {
    const waiting = await readNewcomer(tx, id, visitorId)
    const { askedEmail = null, codeHash: expected = null, codeExpiresAt = null } = waiting ?? {}
    const given = codeHash(tools.config.secret, id, code.replace(/\s/g, ''))
    if (askedEmail === null || expected === null || codeExpiresAt === null) throw wrongCode()
    if (codeExpiresAt <= tx.now || !timingSafeEqual(expected, given)) throw wrongCode()
    const newcomer = await takeNewcomer(tx, id, visitorId)
    if (newcomer === null) throw new FederationRefused('expired')
    const personId = await createPerson(tx, { email: askedEmail, name: newcomer.name })
    if ((await insertLink(tx, { ...newcomer, personId })) === null) throw new FederationRefused('taken')
    await tell(tx, 'person.identity_linked', personId, { provider: newcomer.provider })
    await recordCivil(tx, personId, unlockCivil(tools.config.secret, id, newcomer.lockedCivil))
    if (oldToken !== null) await closeSession(tx, oldToken)
    return { ...(await enter(tx, personId, 1, arrival)), next: newcomer.next, personId }
  })
}

/** « Ce n’est pas moi »: what the provider said of them is forgotten. */
export async function turnAway({ db }: Travel, id: string, visitorId: string): Promise<void> {
  await db.write(system, (tx) => takeNewcomer(tx, id, visitorId))
}
