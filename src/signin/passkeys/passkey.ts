// One's own passkeys: made on a device, listed, removed; each change is told by mail.
import { system } from '#platform/actor.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import { keyedDigest } from '#platform/db/locked.ts'
import { FACTORS } from '../entry/kinds.ts'
import { warn } from '../entry/warn.ts'
import { markTwoFactors, readFactors } from '../factors/queries.ts'
import type { Writer } from '#platform/mail/writer.ts'
import { tell, accountById, lockPerson, digest } from '#people'
import { readMade, refused } from './answers.ts'
import { passkeyAddedMail, passkeyRemovedMail } from './mails.ts'
import { deletePasskey, insertPasskey, passkeysOf } from './queries.ts'
import { relyingPartyOf } from '../entry/relying-party.ts'
import { webauthn } from './library.ts'
import { claimedClientData, keepChallenge, type Site } from './signature.ts'

const MOST_PASSKEYS = 20
// EdDSA, ES256, RS256: what every device of today signs with (COSE, RFC 9053).
const ALGORITHMS = [-8, -7, -257]

/** What the browser needs to make a passkey for that person. @throws Forbidden when they have too many */
export async function askPasskey(site: Site, whose: { visitorId: string; personId: number }) {
  const { personId } = whose
  const { account, known } = await site.db.read(system, async (tx) => ({
    account: await accountById(tx, personId),
    known: await passkeysOf(tx, personId),
  }))
  if (account === null) throw new NotFound()
  if (known.length >= MOST_PASSKEYS)
    throw new Forbidden(`Un compte a ${MOST_PASSKEYS} clés d’accès au plus. Retirez-en une.`)
  const { generateRegistrationOptions } = await webauthn()
  const options = await generateRegistrationOptions({
    rpName: 'Parvis',
    rpID: relyingPartyOf(site.config.publicUrl),
    userName: account.email ?? account.name,
    userDisplayName: account.name,
    // The same for every passkey of the person, and nothing that says who it is (section 14.6.1).
    userID: new Uint8Array(keyedDigest(site.config.secret, 'passkey owner', String(personId))),
    excludeCredentials: known.map(({ credentialId: id }) => ({ id })),
    supportedAlgorithmIDs: ALGORITHMS,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await keepChallenge(site, options.challenge, whose)
  return options
}

export interface NewPasskey {
  answer: string
  visitorId: string
  personId: number
  /** Shown in the list: « Chrome sur Android ». */
  name: string
  /** The session counts two factors from then on. */
  sessionToken: string
  writer: Writer
}

/** Keeps a passkey that was just made and tells its owner by mail. @throws BadInput */
export async function addPasskey(site: Site, input: NewPasskey): Promise<void> {
  const { answer, visitorId, personId, name, sessionToken, writer } = input
  const response = readMade(answer)
  const { challenge, origin } = await claimedClientData(site, response.response.clientDataJSON, {
    visitorId,
    personId,
  })
  const { verifyRegistrationResponse } = await webauthn()
  const made = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: relyingPartyOf(site.config.publicUrl),
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => null)
  if (!made?.verified) throw refused()
  const { credential, credentialBackedUp: isSynced } = made.registrationInfo
  const { id: credentialId, publicKey, counter } = credential
  const { transports } = response.response
  await site.db.write(system, async (tx) => {
    await lockPerson(tx, personId)
    const account = await accountById(tx, personId)
    const passkey = {
      credentialId,
      personId,
      publicKey: Buffer.from(publicKey),
      counter,
      transports,
      name,
      isSynced,
    }
    if (account === null || !(await insertPasskey(tx, passkey))) throw refused()
    await markTwoFactors(tx, digest(sessionToken))
    await tell(tx, 'person.passkey_added', personId)
    await warn(tx, account, writer, { kind: FACTORS, mail: passkeyAddedMail(writer, name) })
  })
}

/** Forgets a passkey and tells its owner. @throws Forbidden when an agent would keep no second factor, NotFound */
export async function removePasskey(
  site: Site,
  personId: number,
  credentialId: string,
  writer: Writer,
): Promise<void> {
  await site.db.write(system, async (tx) => {
    await lockPerson(tx, personId)
    const { isInOffice, totpSince, passkeys } = await readFactors(tx, personId)
    if (isInOffice && totpSince === null && passkeys <= 1)
      throw new Forbidden(
        'Un compte d’agent ou d’élu garde toujours une double vérification. Ajoutez une autre clé ou une application de codes avant de retirer celle-ci.',
      )
    if (!(await deletePasskey(tx, personId, credentialId))) throw new NotFound()
    await tell(tx, 'person.passkey_removed', personId)
    const account = await accountById(tx, personId)
    if (account !== null) await warn(tx, account, writer, { kind: FACTORS, mail: passkeyRemovedMail(writer) })
  })
}
