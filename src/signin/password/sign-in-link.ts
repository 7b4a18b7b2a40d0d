// From a network where many accounts are tried, and on an account that was tried too often, a right password of an unknown
// device opens nothing by itself: a link goes to the account’s address. Whoever guesses learns nothing, and nobody is locked out by somebody else.
import { system } from '#platform/actor.ts'
import { NotFound, TooMany } from '#platform/errors.ts'
import { addJob, type JobHandler } from '#platform/jobs.ts'
import { LIMITS } from '../entry/limits.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { type Throttling, throttle } from '#platform/limits/throttle.ts'
import { type Arrival, type Entered, enterWith } from '../entry/enter.ts'
import { HALF_MINUTES } from '../factors/second-factor.ts'
import { localPath } from '#platform/http/local-path.ts'
import { signInMail } from './mails.ts'
import { checkOwnPassword } from '../secret/own-password.ts'
import { giveProof, seeProof, takeProof } from '../entry/proof.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { accountByEmail, accountById } from '#people'
import { cancelProofs } from '../entry/queries.proof.ts'

/** The job that mails the link. */
export const MAIL_LINK = 'accounts.mail_sign_in_link'

/** Planned for a wrong password and for nobody too (`personId` 0), by the same statements: the mail is the only difference. */
export async function planLink(
  tools: Throttling,
  asked: { personId: number; next: string | null; visitorId: string | null },
): Promise<void> {
  await tools.db.write(system, (tx) => addJob(tx, MAIL_LINK, asked))
}

/** A few links to one account: whoever knows a password cannot flood its mail box. */
export function mailLink(writer: Writer, config: Throttling['config']): JobHandler {
  return async (db, payload) => {
    const account = await db.read(system, (tx) => accountById(tx, Number(payload.personId)))
    if (account === null || account.email === null) return
    const { email, personId } = account
    try {
      await throttle({ db, config }, `sign-in-link:person:${personId}`, LIMITS.signInLink)
    } catch (error) {
      if (error instanceof TooMany) return
      throw error
    }
    await db.write(system, async (tx) => {
      const { next = null, visitorId = null } = payload
      const token = await giveProof(tx, 'sign-in', { email, payload: { next, visitorId } })
      await queueMail(tx, { to: email, ...signInMail(writer, token) })
    })
  }
}

export interface OpenLink {
  email: string
  /** Opened where the password was given. Elsewhere it may be somebody else’s, sent on: it could sign its reader in to their account. */
  isHere: boolean
}

/** The link as that browser opens it; null when it proves nothing (any more). */
export async function openLink(
  tools: Throttling,
  token: string,
  visitorId: string,
): Promise<OpenLink | null> {
  const proof = await tools.db.read(system, (tx) => seeProof(tx, 'sign-in', token))
  return proof === null ? null : { email: proof.email, isHere: proof.payload.visitorId === visitorId }
}

interface Entering {
  token: string
  visitorId: string
  /** Asked again in another browser than the one that asked for the link. */
  password: string
  oldToken: string | null
  arrival: Arrival
}

/**
 * Opens what the password would have opened: half a session for whoever owes a second factor.
 * @throws NotFound when the link proves nothing (any more), BadInput on field `password` and TooMany in another browser
 */
export async function enterByLink(
  tools: Throttling,
  { token, visitorId, password, oldToken, arrival }: Entering,
): Promise<Entered & { isHalf: boolean; next: string | null }> {
  const open = await openLink(tools, token, visitorId)
  if (open === null) throw new NotFound()
  if (!open.isHere) await checkOwnPassword(tools, { email: open.email, token }, password)
  return tools.db.write(system, async (tx) => {
    const proof = await takeProof(tx, 'sign-in', token)
    const account = proof === null ? null : await accountByEmail(tx, proof.email)
    if (proof === null || account === null) throw new NotFound()
    await cancelProofs(tx, 'sign-in', account.email)
    const proved = { factors: 1, oldToken, halfMinutes: HALF_MINUTES } as const
    const entered = await enterWith(tx, account.personId, arrival, proved)
    return { ...entered, next: localPath(String(proof.payload.next ?? '')) }
  })
}
