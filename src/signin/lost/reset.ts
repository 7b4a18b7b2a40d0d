// Two factors lost (OWASP ASVS 5.0 V6.4): whoever is in charge of the agent asks, the agent is told and may say no, and
// only a day later everything but the password is forgotten. Slow and told: nobody takes an account over this way unseen.
import { type Actor, system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { type JobHandler, addJob } from '#platform/jobs.ts'
import { allowedRows } from '#platform/access.ts'
import { lostAccess } from './access.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { type Account, tell, accountById, lockPerson, closeSessionsOf, digest, newToken } from '#people'
import type { Keys } from '#platform/keys.ts'
import { LOST, TEAM } from '../entry/kinds.ts'
import { warn, type Warning } from '../entry/warn.ts'
import { resetAskedMail, resetDoneMail, resetNoticeMail } from '../factors/mails.ts'
import { deletePasskeysOf } from '../passkeys/queries.ts'
import { deleteTotp, readFactors } from '../factors/queries.ts'
import {
  cancelOwnReset,
  cancelReset,
  finishReset,
  insertReset,
  readReset,
  type Reset,
  type TeamMember,
  teamOf,
} from '../factors/queries.reset.ts'

const DELAY_HOURS = 24

/** The job that forgets, a day later. */
export const FORGET_FACTORS = 'accounts.forget_factors'

/** The agents of the units that the actor is in charge of, themselves apart, and whether a reset is waiting. */
export function myTeam(tools: Keys, actor: Actor): Promise<TeamMember[]> {
  const mine = allowedRows(lostAccess['account.reset_factors'] ?? [], actor, 'm')
  return tools.db.read(system, (tx) => teamOf(tx, mine, actor.personId ?? 0))
}

/**
 * Plans that the factors of an agent of the actor's team be forgotten in 24 hours, and tells both by mail.
 * @throws NotFound when the agent is not of the team, Conflict when a reset is waiting already
 */
export async function askReset(tools: Keys, actor: Actor, personId: number, writer: Writer): Promise<void> {
  const member = (await myTeam(tools, actor)).find((one) => one.personId === personId)
  if (member === undefined || actor.personId === null) throw new NotFound()
  const askedBy = actor.personId
  await tools.db.write(system, async (tx) => {
    await lockPerson(tx, personId)
    const [agent, manager] = [await accountById(tx, personId), await accountById(tx, askedBy)]
    if (agent === null || manager === null) throw new NotFound()
    const token = newToken()
    const dueAt = new Date(tx.now.getTime() + DELAY_HOURS * 3_600_000)
    const resetId = await insertReset(tx, { personId, askedBy, dueAt, cancelHash: digest(token) })
    if (resetId === null) throw new Conflict('Une réinitialisation est déjà prévue pour cette personne.')
    await tell(tx, 'person.reset_asked', personId, { by: askedBy, resetId })
    await warn(tx, agent, writer, { kind: LOST, mail: resetAskedMail(writer, manager.name, token) })
    await warnManager(tx, manager, writer, resetNoticeMail(writer, agent.name, false))
    await addJob(tx, FORGET_FACTORS, { resetId }, `${FORGET_FACTORS}:${resetId}`, dueAt)
  })
}

/** Who asked for what that link cancels; null when there is nothing to cancel. */
export async function whoAskedReset(tools: Keys, token: string): Promise<'team' | 'self' | null> {
  const reset = await tools.db.read(system, (tx) => readReset(tx, { cancelHash: digest(token) }))
  return reset && (reset.askedBy === null ? 'self' : 'team')
}

/** The person says no; whoever asked learns it. @throws NotFound when there is nothing to cancel */
export async function refuseReset(tools: Keys, token: string, writer: Writer): Promise<void> {
  await tools.db.write(system, async (tx) => {
    const reset = await cancelReset(tx, digest(token))
    if (reset === null) throw new NotFound()
    await lockPerson(tx, reset.personId)
    await tell(tx, 'person.reset_cancelled', reset.personId, { resetId: reset.id })
    const [agent, manager] = await both(tx, reset)
    if (agent !== null && manager !== null)
      await warnManager(tx, manager, writer, resetNoticeMail(writer, agent.name, true))
  })
}

const warnManager = (tx: Write, manager: Account, writer: Writer, mail: Warning['mail']): Promise<void> =>
  warn(tx, manager, writer, { kind: TEAM, mail, href: '/compte/equipe' })

const both = async (tx: Read, { personId, askedBy }: Reset) =>
  [await accountById(tx, personId), askedBy === null ? null : await accountById(tx, askedBy)] as const

/** Forgets what was to be forgotten: application, passkeys, recovery codes, sessions. Idempotent. */
export function forgetFactors(writer: Writer): JobHandler {
  return (db, payload) =>
    db.write(system, async (tx) => {
      const reset = await readReset(tx, { id: Number(payload.resetId) })
      if (reset === null || reset.dueAt > tx.now) return
      await lockPerson(tx, reset.personId)
      // Nobody resets an agent but whoever is in charge: not even somebody who became one while waiting.
      if (reset.askedBy === null && (await readFactors(tx, reset.personId)).isInOffice)
        return void (await cancelOwnReset(tx, reset.personId))
      if (!(await finishReset(tx, reset.id))) return
      await forgetAll(tx, reset.personId)
      await tell(tx, 'person.factors_reset', reset.personId, { resetId: reset.id })
      const account = await accountById(tx, reset.personId)
      const mail = resetDoneMail(writer, reset.askedBy === null)
      if (account !== null) await warn(tx, account, writer, { kind: LOST, mail })
    })
}

/** Everything but the password, and every session. */
async function forgetAll(tx: Write, personId: number): Promise<void> {
  await deleteTotp(tx, personId)
  await deletePasskeysOf(tx, personId)
  await closeSessionsOf(tx, personId)
}
