// Signing with a passkey: its owner unlocks it (user verification always), and it is good for two factors at once.
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import { LIMITS } from '../entry/limits.ts'
import { forgive, networkOf, throttleAll } from '#platform/limits/throttle.ts'
import { type Arrival, type Entered, enter } from '../entry/enter.ts'
import { readHalf } from '../factors/queries.ts'
import { closeSession, digest } from '#people'
import { webauthn } from './library.ts'
import { readClientData, readSigned, refused } from './answers.ts'
import { type ChallengeFor, claimChallenge, insertChallenge, readPasskey, touchPasskey } from './queries.ts'
import { isOurOrigin, relyingPartyOf } from '../entry/relying-party.ts'
import { foundAgain } from '../factors/found-again.ts'

export interface Site {
  readonly db: Database
  readonly config: Pick<Config, 'secret' | 'publicUrl'>
}

const MINUTES = 5

/** Keeps a challenge until it is answered, for five minutes. */
export async function keepChallenge({ db }: Site, challenge: string, whose: ChallengeFor): Promise<void> {
  await db.write(system, (tx) =>
    insertChallenge(tx, challenge, whose, new Date(tx.now.getTime() + MINUTES * 60_000)),
  )
}

/** What the browser needs to sign: any passkey of this site. `personId` null: nobody is known yet. @throws TooMany */
export async function askSignature(site: Site, whose: ChallengeFor, ip: string) {
  await throttleAll(site, [{ key: `passkey:ask:${networkOf(ip)}`, ...LIMITS.passkeyQuestion }])
  const { generateAuthenticationOptions } = await webauthn()
  const options = await generateAuthenticationOptions({
    rpID: relyingPartyOf(site.config.publicUrl),
    userVerification: 'required',
  })
  await keepChallenge(site, options.challenge, whose)
  return options
}

export interface Answered extends ChallengeFor {
  answer: string
  ip: string
}

/**
 * Who signed. The challenge is used up whatever comes of it.
 * @throws BadInput, the same for every failure; TooMany
 */
async function whoSigned(site: Site, { answer, ip, ...whose }: Answered): Promise<number> {
  const counted = [{ key: `passkey:ip:${networkOf(ip)}`, ...LIMITS.passkeyAnswer }]
  await throttleAll(site, counted)
  const response = readSigned(answer)
  const { challenge, origin } = await claimedClientData(site, response.response.clientDataJSON, whose)
  const passkey = await site.db.read(system, (tx) => readPasskey(tx, response.id))
  if (passkey === null || (whose.personId !== null && passkey.personId !== whose.personId)) throw refused()
  const { credentialId: id, counter, publicKey } = passkey
  const { verifyAuthenticationResponse } = await webauthn()
  const proved = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: relyingPartyOf(site.config.publicUrl),
    requireUserVerification: true,
    credential: { id, counter, publicKey: new Uint8Array(publicKey) },
  }).catch(() => null)
  if (!proved?.verified) throw refused()
  await site.db.write(system, (tx) => touchPasskey(tx, id, proved.authenticationInfo.newCounter))
  await forgive(site, counted)
  return passkey.personId
}

/** What the browser says it signed, for one of our origins; its challenge is used up. @throws BadInput */
export async function claimedClientData(site: Site, clientDataJSON: string, whose: ChallengeFor) {
  const said = readClientData(clientDataJSON)
  if (!isOurOrigin(said.origin, site.config.publicUrl)) throw refused()
  if (!(await site.db.write(system, (tx) => claimChallenge(tx, said.challenge, whose)))) throw refused()
  return said
}

/** Opens a session of two factors for whoever signed; the session that the browser had before ends. @throws BadInput, TooMany */
export async function signInByPasskey(
  site: Site,
  input: { answer: string; visitorId: string; ip: string; oldToken: string | null; arrival: Arrival },
): Promise<Entered> {
  const { oldToken, arrival, ...answered } = input
  const personId = await whoSigned(site, { ...answered, personId: null })
  return site.db.write(system, async (tx) => {
    await foundAgain(tx, personId)
    // After a paper, the passkey completes a sign-in on a computer that others use.
    const before = oldToken === null ? null : await readHalf(tx, digest(oldToken))
    if (oldToken !== null) await closeSession(tx, oldToken)
    return enter(tx, personId, 2, arrival, before?.personId === personId && before.isShared)
  })
}

/** Proves again that whoever is signed in is there. @throws BadInput, TooMany */
export async function confirmByPasskey(site: Site, answered: Answered & { personId: number }): Promise<void> {
  await whoSigned(site, answered)
}
