// A forgotten password, and a password changed: links used once, other sessions ended, the person told by mail.
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { type Throttling, throttleAll } from '#platform/limits/throttle.ts'
import { readStanding } from '../entry/queries.ts'
import { changedMail, recoveryMail, unknownMail } from './mails.ts'
import { hashPassword } from '../secret/hash.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { accountByEmail, closeSessionsOf, type OpenedSession, openSession, digest } from '#people'
import { checkPassword, setPassword } from '../secret/credential.ts'
import { PASSWORD } from '../entry/kinds.ts'
import { warn } from '../entry/warn.ts'
import { giveProof, seeProof, takeProof } from '../entry/proof.ts'
import { cancelProofs } from '../entry/queries.proof.ts'
import { endFailures } from './sign-in.ts'
import { mailCounters } from '../entry/counters.ts'
import { confirmPassword } from '../secret/confirm.ts'

/** Writes to the address, known or not: the screen says the same. @throws TooMany */
export async function askNewPassword(
  tools: Throttling,
  input: { email: string; ip: string },
  writer: Writer,
): Promise<void> {
  const { email, ip } = input
  await throttleAll(tools, mailCounters('recover', email, ip))
  await tools.db.write(system, async (tx) => {
    // As in sign-up: a link is made in both cases, for the time it takes.
    const token = await giveProof(tx, 'password', { email, payload: {} })
    const known = (await accountByEmail(tx, email)) !== null
    await queueMail(tx, { to: email, ...(known ? recoveryMail(writer, token) : unknownMail(writer)) })
  })
}

/** Does the link still work? */
export async function isRecoveryOpen(tools: Throttling, token: string): Promise<boolean> {
  return (await tools.db.read(system, (tx) => seeProof(tx, 'password', token))) !== null
}

/**
 * Sets the new password and ends every session; signing in comes next, so that no second factor is ever skipped.
 * @throws NotFound when the link proves nothing (any more), BadInput on field `password` (the link stays good)
 */
export async function recoverPassword(
  tools: Throttling,
  input: { token: string; password: string },
  writer: Writer,
): Promise<void> {
  const seen = await tools.db.read(system, (tx) => seeProof(tx, 'password', input.token))
  if (seen === null) throw new NotFound()
  await checkPassword(input.password, [seen.email, writer.site.name])
  const passwordHash = await hashPassword(input.password)
  await tools.db.write(system, async (tx) => {
    const proof = await takeProof(tx, 'password', input.token)
    const account = proof === null ? null : await accountByEmail(tx, proof.email)
    if (account === null) throw new NotFound()
    await cancelProofs(tx, 'password', account.email)
    await replacePassword(tx, tools, { ...account, passwordHash }, writer)
  })
}

/**
 * Changes one's own password: every session ends, a new one opens here.
 * @throws BadInput on fields `current` or `password`, TooMany
 */
export async function changePassword(
  tools: Throttling,
  input: { personId: number; oldToken: string | null; current: string; password: string },
  writer: Writer,
): Promise<OpenedSession> {
  const account = await confirmPassword(tools, input.personId, input.current)
  await checkPassword(input.password, [account.name, account.email, writer.site.name])
  const passwordHash = await hashPassword(input.password)
  return tools.db.write(system, async (tx) => {
    const standing = input.oldToken === null ? null : await readStanding(tx, digest(input.oldToken))
    await replacePassword(tx, tools, { ...account, passwordHash }, writer)
    return openSession(tx, account.personId, {
      factors: standing?.factors ?? 1,
      deviceId: standing?.deviceId ?? null,
      isShared: standing?.isShared ?? false,
    })
  })
}

async function replacePassword(
  tx: Write,
  tools: Pick<Throttling, 'config'>,
  account: { personId: number; email: string | null; passwordHash: string },
  writer: Writer,
): Promise<void> {
  await setPassword(tx, account.personId, account.passwordHash)
  if (account.email !== null) await cancelProofs(tx, 'sign-in', account.email)
  await endFailures(tx, tools, account.email)
  await closeSessionsOf(tx, account.personId)
  await warn(tx, account, writer, { kind: PASSWORD, mail: changedMail(writer) })
}
