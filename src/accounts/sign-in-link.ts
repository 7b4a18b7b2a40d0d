// From a network where many accounts are tried, a right password of an unknown device opens nothing by itself: a link goes to
// the account’s address. Whoever guesses learns nothing, and nobody is locked out by somebody else on their network.
import { system } from '#platform/actor.ts'
import { NotFound, TooMany } from '#platform/errors.ts'
import { addJob, type JobHandler } from '#platform/jobs.ts'
import { LIMITS } from '#platform/limits.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { type Throttling, throttle } from '#platform/throttle.ts'
import { type Arrival, type Entered, enterWith } from './devices/enter.ts'
import { HALF_MINUTES } from './factors/second-factor.ts'
import { localPath } from './local-path.ts'
import { signInMail, type Writer } from './mails.ts'
import { giveProof, seeProof, takeProof } from './proof.ts'
import { accountByEmail, accountById } from './queries.person.ts'
import { cancelProofs } from './queries.proof.ts'

/** The job that mails the link. */
export const MAIL_LINK = 'accounts.mail_sign_in_link'

/** Planned for a wrong password and for nobody too (`personId` 0), by the same statements: the mail is the only difference. */
export async function planLink(
  tools: Throttling,
  { personId, next }: { personId: number; next: string | null },
): Promise<void> {
  await tools.db.write(system, (tx) => addJob(tx, MAIL_LINK, { personId, next }))
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
      const token = await giveProof(tx, 'sign-in', { email, payload: { next: payload.next ?? null } })
      await queueMail(tx, { to: email, ...signInMail(writer, token) })
    })
  }
}

/** Does the link still work? */
export async function isLinkOpen(tools: Throttling, token: string): Promise<boolean> {
  return (await tools.db.read(system, (tx) => seeProof(tx, 'sign-in', token))) !== null
}

/**
 * Opens what the password would have opened: half a session for whoever owes a second factor.
 * @throws NotFound when the link proves nothing (any more)
 */
export async function enterByLink(
  tools: Throttling,
  { token, oldToken, arrival }: { token: string; oldToken: string | null; arrival: Arrival },
): Promise<Entered & { isHalf: boolean; next: string | null }> {
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
