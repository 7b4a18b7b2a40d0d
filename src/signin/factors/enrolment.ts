// Setting up, replacing and removing an application of codes, and the ten recovery codes that go with it.
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { BadInput, Forbidden, NotFound, Unauthenticated } from '#platform/errors.ts'
import { queueMail } from '#platform/mail/outbox.ts'
import { LIMITS } from '../entry/limits.ts'
import { throttle } from '#platform/limits/throttle.ts'
import { type Arrival, type Entered, enter } from '../entry/enter.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { tell, accountById, lockPerson, closeSession } from '#people'
import { FACTORS } from '../entry/kinds.ts'
import { warn } from '../entry/warn.ts'
import { giveProof, seeProof, takeProof } from '../entry/proof.ts'
import { cancelProofs } from '../entry/queries.proof.ts'
import type { Keys } from '#platform/keys.ts'
import { lock } from '#platform/db/locked.ts'
import { addedMail, enrolMail, newCodesMail, removedMail } from './mails.ts'
import { newRecoveryCodes, stepOfCode } from './one-time.ts'
import { deleteTotp, markTwoFactors, readFactors, replaceRecoveryCodes, saveTotp } from './queries.ts'
import { halfOf, ownerOf, recoveryHash } from './second-factor.ts'

/**
 * Sends the link that lets a half session set up a first factor: a password alone must never be enough to choose the
 * second. Does nothing for whoever has a factor already.
 * @throws TooMany, Unauthenticated, Forbidden for whoever has no address: the link cannot be sent
 */
export async function askEnrolment(tools: Keys, token: string | null, writer: Writer): Promise<void> {
  const half = await halfOf(tools, token)
  if (half === null) throw new Unauthenticated()
  if (half.totpSince !== null || half.passkeys > 0) throw new Forbidden()
  const { email, personId } = half
  if (email === null)
    throw new Forbidden('Votre compte n’a pas d’adresse e-mail. Adressez-vous à votre administration.')
  await throttle(tools, `enrol:${personId}`, LIMITS.mailOfPerson)
  await tools.db.write(system, async (tx) => {
    const proof = await giveProof(tx, 'factor', { email, payload: { personId } })
    await queueMail(tx, { to: email, ...enrolMail(writer, proof) })
  })
}

/** The e-mail of whoever may set up a first factor here: half a session and the link, of the same person. null otherwise. */
export async function mayEnrol(
  tools: Keys,
  token: string | null,
  proofToken: string,
): Promise<string | null> {
  const half = await halfOf(tools, token)
  if (half === null || half.totpSince !== null || half.passkeys > 0) return null
  const proof = await tools.db.read(system, (tx) => seeProof(tx, 'factor', proofToken))
  return proof?.payload.personId === half.personId ? half.email : null
}

export interface Enrolment {
  /** Base32, as shown. */
  secret: string
  /** What the application shows: proves that it holds the secret. */
  code: string
}

/**
 * Sets up the first factor from a half session and opens the whole one.
 * @throws NotFound when link and half session do not go together, BadInput on field `code`
 */
export async function enrolFirst(
  tools: Keys,
  input: Enrolment & { token: string | null; proof: string; arrival: Arrival },
): Promise<Entered & { codes: string[] }> {
  const { token, proof, arrival } = input
  if (token === null || (await mayEnrol(tools, token, proof)) === null) throw new NotFound()
  const half = await halfOf(tools, token)
  if (half === null) throw new NotFound()
  return tools.db.write(system, async (tx) => {
    const codes = await keepFactor(tx, tools, half.personId, input, arrival.writer)
    if ((await takeProof(tx, 'factor', proof)) === null) throw new NotFound()
    if (half.email !== null) await cancelProofs(tx, 'factor', half.email)
    await closeSession(tx, token)
    return { ...(await enter(tx, half.personId, 2, arrival)), codes }
  })
}

/**
 * Sets up or replaces the application of a person who is signed in; their session counts two factors from then on.
 * @returns ten recovery codes, to be shown once
 * @throws BadInput on field `code`
 */
export function enrol(
  tools: Keys,
  input: Enrolment & { personId: number; tokenHash: Buffer; writer: Writer },
): Promise<string[]> {
  return tools.db.write(system, async (tx) => {
    const codes = await keepFactor(tx, tools, input.personId, input, input.writer)
    await markTwoFactors(tx, input.tokenHash)
    return codes
  })
}

/** Forgets the application. @throws NotFound when there is none, Forbidden for an agent who would have no second factor */
export function removeFactor(tools: Keys, personId: number, writer: Writer): Promise<void> {
  return tools.db.write(system, async (tx) => {
    const { isInOffice, passkeys, totpSince } = await readFactors(tx, personId)
    if (totpSince === null) throw new NotFound()
    if (isInOffice && passkeys === 0)
      throw new Forbidden(
        'Un compte d’agent ou d’élu garde toujours une double vérification. Remplacez l’application au lieu de la retirer.',
      )
    await lockPerson(tx, personId)
    await deleteTotp(tx, personId)
    await tell(tx, 'person.factor_removed', personId)
    await tellOwner(tx, personId, writer, removedMail(writer))
  })
}

/** Ten new recovery codes; those given before stop working. @throws NotFound when there is no application */
export function renewRecoveryCodes(tools: Keys, personId: number, writer: Writer): Promise<string[]> {
  return tools.db.write(system, async (tx) => {
    if ((await readFactors(tx, personId)).totpSince === null) throw new NotFound()
    await lockPerson(tx, personId)
    await tell(tx, 'person.recovery_codes_renewed', personId)
    await tellOwner(tx, personId, writer, newCodesMail(writer))
    return giveCodes(tx, tools, personId)
  })
}

/** Gives a person an application whose secret is known, without a code: demonstration and tests. Act as the system. */
export async function setTotp(tx: Write, secretKey: Buffer, personId: number, secret: string): Promise<void> {
  await saveTotp(tx, personId, lock(secretKey, ownerOf(personId), secret), [])
}

async function keepFactor(
  tx: Write,
  tools: Keys,
  personId: number,
  { secret, code }: Enrolment,
  writer: Writer,
): Promise<string[]> {
  const step = stepOfCode(secret, code, tx.now)
  if (step === null)
    throw new BadInput([
      {
        field: 'code',
        message:
          'Ce n’est pas le code que montre l’application. Vérifiez l’heure de votre téléphone, puis essayez le code suivant.',
      },
    ])
  await lockPerson(tx, personId)
  await saveTotp(tx, personId, lock(tools.config.secret, ownerOf(personId), secret), [step])
  await tell(tx, 'person.factor_added', personId)
  await tellOwner(tx, personId, writer, addedMail(writer))
  return giveCodes(tx, tools, personId)
}

async function giveCodes(tx: Write, tools: Keys, personId: number): Promise<string[]> {
  const codes = newRecoveryCodes()
  await replaceRecoveryCodes(
    tx,
    personId,
    codes.map((code) => recoveryHash(tools, personId, code)),
  )
  return codes
}

async function tellOwner(
  tx: Write,
  personId: number,
  writer: Writer,
  mail: ReturnType<typeof addedMail>,
): Promise<void> {
  const account = await accountById(tx, personId)
  if (account !== null) await warn(tx, account, writer, { kind: FACTORS, mail })
}
