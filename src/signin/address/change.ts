// Changing the address of an account (OWASP ASVS 5.0 V7.5.1): the new one is proved, the old one may refuse for seven days.
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { addJob, type JobHandler } from '#platform/jobs.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { LIMITS } from '../entry/limits.ts'
import { throttleAll } from '#platform/limits/throttle.ts'
import type { Keys } from '#platform/keys.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { tell, accountByEmail, accountById, lockPerson, digest, newToken } from '#people'
import { ADDRESS } from '../entry/kinds.ts'
import { warn } from '../entry/warn.ts'
import { cancelProofs } from '../entry/queries.proof.ts'
import { movedMail, newAddressMail, oldAddressMail, takenAddressMail } from './mails.ts'
import {
  cancelChange,
  changeById,
  changeByLink,
  type EmailChange,
  insertChange,
  moveTo,
  noteConfirmed,
} from './queries.ts'

const DELAY_DAYS = 7

/** The job that ends the wait. */
export const CHANGE_EMAIL = 'accounts.change_email'

/**
 * Writes to both addresses. Whether the new one has an account already is told to its owner alone.
 * A change that was waiting is replaced.
 * @throws BadInput on field `email` when it is the same, TooMany
 */
export async function askChange(
  tools: Keys,
  personId: number,
  newEmail: string,
  writer: Writer,
): Promise<void> {
  await throttleAll(tools, [
    { key: `address:person:${personId}`, ...LIMITS.mailOfPerson },
    { key: `address:email:${newEmail.toLowerCase()}`, ...LIMITS.mailToAddress },
  ])
  await tools.db.write(system, async (tx) => {
    await lockPerson(tx, personId)
    const account = await accountById(tx, personId)
    if (account === null) throw new NotFound()
    if (account.email?.toLowerCase() === newEmail.toLowerCase())
      throw new BadInput([{ field: 'email', message: 'C’est déjà l’adresse de votre compte.' }])
    await cancelChange(tx, personId)
    const [newLink, oldLink] = [newToken(), newToken()]
    const dueAt = new Date(tx.now.getTime() + DELAY_DAYS * 86_400_000)
    const changeId = await insertChange(tx, {
      personId,
      newEmail,
      newHash: digest(newLink),
      oldHash: digest(oldLink),
      dueAt,
    })
    const isTaken = (await accountByEmail(tx, newEmail)) !== null
    await queueMail(tx, {
      to: newEmail,
      ...(isTaken ? takenAddressMail(writer) : newAddressMail(writer, newLink)),
    })
    await warn(tx, account, writer, { kind: ADDRESS, mail: oldAddressMail(writer, oldLink) })
    await tell(tx, 'person.email_change_asked', personId, { changeId })
    await addJob(tx, CHANGE_EMAIL, { changeId }, `${CHANGE_EMAIL}:${changeId}`, dueAt)
  })
}

/** From which address the link came, and whether it still means something. */
export async function seeChange(tools: Keys, token: string): Promise<'new' | 'old' | null> {
  return (await tools.db.read(system, (tx) => changeByLink(tx, digest(token))))?.side ?? null
}

/**
 * One side accepts. @returns true when the change is done, false when it waits for the other side
 * @throws NotFound when the link means nothing (any more)
 */
export async function acceptChange(tools: Keys, token: string, writer: Writer): Promise<boolean> {
  return tools.db.write(system, async (tx) => {
    const seen = await changeByLink(tx, digest(token))
    if (seen === null) throw new NotFound()
    await lockPerson(tx, seen.personId)
    await noteConfirmed(tx, seen.id, seen.side)
    const change = await changeById(tx, seen.id)
    if (change === null) throw new NotFound()
    const isOldAsked = change.oldEmail !== null && change.oldConfirmedAt === null
    if (change.newConfirmedAt === null || isOldAsked) return false
    await finish(tx, change, writer)
    return true
  })
}

/** The old address, or the person themselves, refuses. @throws NotFound when nothing waits */
export async function refuseChange(tools: Keys, by: { token: string } | { personId: number }): Promise<void> {
  await tools.db.write(system, async (tx) => {
    const personId = 'personId' in by ? by.personId : await oldSideOf(tx, by.token)
    await lockPerson(tx, personId)
    if (!(await cancelChange(tx, personId))) throw new NotFound()
    await tell(tx, 'person.email_change_cancelled', personId)
  })
}

async function oldSideOf(tx: Write, token: string): Promise<number> {
  const change = await changeByLink(tx, digest(token))
  if (change?.side !== 'old') throw new NotFound()
  return change.personId
}

/** Seven days later: done when the new address was proved, forgotten otherwise. Idempotent. */
export function endWait(writer: Writer): JobHandler {
  return (db, payload) =>
    db.write(system, async (tx) => {
      const seen = await changeById(tx, Number(payload.changeId))
      if (seen === null || seen.dueAt > tx.now) return
      await lockPerson(tx, seen.personId)
      const change = await changeById(tx, seen.id)
      if (change === null) return
      if (change.newConfirmedAt === null) await cancelChange(tx, change.personId)
      else await finish(tx, change, writer)
    })
}

async function finish(tx: Write, change: EmailChange, writer: Writer): Promise<void> {
  const { personId, oldEmail, newEmail } = change
  if (!(await moveTo(tx, change))) {
    // Somebody opened an account with it meanwhile: the account stays where it is.
    await cancelChange(tx, personId)
    await tell(tx, 'person.email_change_cancelled', personId)
    return
  }
  for (const purpose of ['password', 'factor', 'sign-in'] as const)
    if (oldEmail !== null) await cancelProofs(tx, purpose, oldEmail)
  await tell(tx, 'person.email_changed', personId)
  const mail = movedMail(writer)
  await warn(tx, { personId, email: newEmail }, writer, { kind: ADDRESS, mail })
  // The old address is nobody’s account any more: a mail, and no line in a list.
  if (oldEmail !== null) await warn(tx, { personId: null, email: oldEmail }, writer, { kind: ADDRESS, mail })
}
