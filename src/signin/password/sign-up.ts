// Opening an account: the address is verified by a link, and the answer is the same whether it is known or not.
import { system } from '#platform/actor.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { LIMITS } from '../entry/limits.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { networkOf, type Throttling, throttle, throttleAll } from '#platform/limits/throttle.ts'
import { type Arrival, type Entered, enter } from '../entry/enter.ts'
import { alreadyMail, confirmMail } from './mails.ts'
import { hashPassword, passwordMatches } from '../secret/hash.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { createPerson, accountByEmail, closeSession } from '#people'
import { checkPassword } from '../secret/credential.ts'
import { giveProof, seeProof, takeProof } from '../entry/proof.ts'
import { cancelProofs } from '../entry/queries.proof.ts'
import { mailCounters } from '../entry/counters.ts'

export interface SignUp {
  name: string
  email: string
  password: string
  ip: string
  visitorId: string
  /** Where to go once the account is open. */
  next: string | null
}

/** What the link carries until it is used. */
interface Pending {
  name: string
  passwordHash: string
  visitorId: string
  next: string | null
}

/**
 * Sends the link, or tells the owner of a known address that it has an account.
 * @throws BadInput when the password is refused, TooMany, Unavailable
 */
export async function askAccount(tools: Throttling, input: SignUp, writer: Writer): Promise<void> {
  const { name, email, password, ip, visitorId, next } = input
  // Judging a password costs: it is counted first, and apart, so that whoever corrects it uses up no mail.
  await throttle(tools, `password-chosen:network:${networkOf(ip)}`, LIMITS.passwordChosen)
  await checkPassword(password, [name, email, writer.site.name])
  await throttleAll(tools, mailCounters('sign-up', email, ip))
  const passwordHash = await hashPassword(password)
  await tools.db.write(system, async (tx) => {
    // The proof is made in both cases, for the time it takes; without the mail nobody can use it.
    const pending: Pending = { name, passwordHash, visitorId, next }
    const token = await giveProof(tx, 'sign-up', { email, payload: { ...pending } })
    const known = (await accountByEmail(tx, email)) !== null
    await queueMail(tx, { to: email, ...(known ? alreadyMail(writer) : confirmMail(writer, token)) })
  })
}

/** What the confirmation page needs to know: does this browser have to give the password chosen? null: no such link. */
export async function pendingAccount(
  tools: Throttling,
  token: string,
  visitorId: string,
): Promise<{ asksPassword: boolean } | null> {
  const proof = await tools.db.read(system, (tx) => seeProof(tx, 'sign-up', token))
  return proof === null ? null : { asksPassword: pendingOf(proof.payload).visitorId !== visitorId }
}

/**
 * Opens the account and a session. From another browser than the one that signed up, the chosen password is asked:
 * whoever signs up with somebody else's address must not have its owner confirm a password the owner does not know.
 * @throws NotFound when the link proves nothing (any more), BadInput on field `password`, TooMany
 */
export async function confirmAccount(
  tools: Throttling,
  input: { token: string; password: string; visitorId: string; oldToken: string | null; arrival: Arrival },
): Promise<Entered & { next: string | null }> {
  const { token, password, visitorId, oldToken } = input
  const seen = await tools.db.read(system, (tx) => seeProof(tx, 'sign-up', token))
  if (seen === null) throw new NotFound()
  const pending = pendingOf(seen.payload)
  if (pending.visitorId !== visitorId) await checkChosen(tools, token, pending, password)
  return tools.db.write(system, async (tx) => {
    if ((await takeProof(tx, 'sign-up', token)) === null) throw new NotFound()
    const personId = await createPerson(tx, {
      email: seen.email,
      name: pending.name,
      passwordHash: pending.passwordHash,
    })
    await cancelProofs(tx, 'sign-up', seen.email)
    if (oldToken !== null) await closeSession(tx, oldToken)
    return { ...(await enter(tx, personId, 1, input.arrival)), next: pending.next }
  })
}

async function checkChosen(
  tools: Throttling,
  token: string,
  pending: Pending,
  password: string,
): Promise<void> {
  await throttle(tools, `confirm:${token}`, LIMITS.passwordOfLink)
  if (!(await passwordMatches(pending.passwordHash, password)))
    throw new BadInput([
      { field: 'password', message: 'Ce n’est pas le mot de passe choisi à l’inscription.' },
    ])
}

function pendingOf(payload: Record<string, unknown>): Pending {
  const { name, passwordHash, visitorId, next } = payload
  return {
    name: String(name),
    passwordHash: String(passwordHash),
    visitorId: String(visitorId),
    next: typeof next === 'string' ? next : null,
  }
}
