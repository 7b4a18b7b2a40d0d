// A resident lost the application and the recovery codes (OWASP ASVS 5.0 V6.4.4): nobody is in charge of them, so they ask
// themselves, with the password. Three days, two mails with a link to refuse, a notice on every open session. Proving the
// identity otherwise (FranceConnect) shortens nothing: whoever entered there may be whoever stole the password.
import { system } from '#platform/actor.ts'
import { Conflict, Forbidden, NotFound, Unauthenticated } from '#platform/errors.ts'
import { addJob, type JobHandler } from '#platform/jobs.ts'
import { LIMITS } from '../entry/limits.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { LOST } from '../entry/kinds.ts'
import { warn } from '../entry/warn.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { tell, accountById, lockPerson, digest, newToken } from '#people'
import type { Keys } from '#platform/keys.ts'
import { lostMail } from '../factors/mails.ts'
import { insertReset, readReset, renewCancelLink, type Reset } from '../factors/queries.reset.ts'
import { FORGET_FACTORS } from './reset.ts'
import { halfOf } from '../factors/second-factor.ts'
import { foundAgain } from '../factors/found-again.ts'

const LOST_HOURS = 72
const REMIND_HOURS = 24
const HOUR = 3_600_000

/** The job that tells again, a day before. */
export const REMIND_LOST = 'accounts.remind_lost'

/** May whoever holds that half session ask, and what waits already? null without half a session. */
export async function lostState(
  tools: Keys,
  token: string | null,
): Promise<{ mayAsk: boolean; waiting: Reset | null } | null> {
  const half = await halfOf(tools, token)
  if (half === null) return null
  const waiting = await tools.db.read(system, (tx) => readReset(tx, { personId: half.personId }))
  return { mayAsk: !half.isInOffice && half.email !== null, waiting }
}

/**
 * Plans that everything but the password be forgotten in three days, and tells the person.
 * @throws Unauthenticated without half a session, Forbidden for an agent or without an address to write to, Conflict when
 *   it was asked already, TooMany
 */
export async function askLost(tools: Keys, token: string | null, writer: Writer): Promise<void> {
  const half = await halfOf(tools, token)
  if (half === null) throw new Unauthenticated()
  const { personId, email } = half
  if (half.isInOffice || email === null) throw new Forbidden()
  await throttle(tools, `lost:${personId}`, LIMITS.mailOfPerson)
  await tools.db.write(system, async (tx) => {
    await lockPerson(tx, personId)
    const link = newToken()
    const dueAt = new Date(tx.now.getTime() + LOST_HOURS * HOUR)
    const resetId = await insertReset(tx, { personId, askedBy: null, dueAt, cancelHash: digest(link) })
    if (resetId === null) throw new Conflict('C’est déjà demandé\u00a0: regardez votre messagerie.')
    await tell(tx, 'person.reset_asked', personId, { resetId })
    await warn(tx, { personId, email }, writer, { kind: LOST, mail: lostMail(writer, link, LOST_HOURS) })
    await addJob(tx, FORGET_FACTORS, { resetId }, `${FORGET_FACTORS}:${resetId}`, dueAt)
    const remindAt = new Date(dueAt.getTime() - REMIND_HOURS * HOUR)
    await addJob(tx, REMIND_LOST, { resetId }, `${REMIND_LOST}:${resetId}`, remindAt)
  })
}

/** Tells again, with a new link: the first one may be lost too. Idempotent: a reset that no longer waits is not told. */
export function remindLost(writer: Writer): JobHandler {
  return (db, payload) =>
    db.write(system, async (tx) => {
      const link = newToken()
      const reset = await renewCancelLink(tx, Number(payload.resetId), digest(link))
      const account = reset === null ? null : await accountById(tx, reset.personId)
      const mail = lostMail(writer, link, REMIND_HOURS)
      if (account !== null) await warn(tx, account, writer, { kind: LOST, mail })
    })
}

/** The person, signed in elsewhere, refuses. @throws NotFound when nothing waits */
export async function refuseLost(tools: Keys, personId: number): Promise<void> {
  await tools.db.write(system, async (tx) => {
    if ((await readReset(tx, { personId }))?.askedBy !== null) throw new NotFound()
    await foundAgain(tx, personId)
  })
}
