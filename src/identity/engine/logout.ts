// Telling sites that a person has left (OpenID Connect Back-Channel Logout 1.0), until each has answered: written in the
// transaction that ends the session, delivered by the queue, one job a site, so that one that is down delays no other.
import { randomBytes, randomUUID } from 'node:crypto'
import { importJWK, SignJWT } from 'jose'
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import type { JobHandler } from '#platform/jobs.ts'
import { signingKeys } from './keys.ts'
import { CallFailed, callSite } from '../store/outbound.ts'
import { pairwiseSubject } from '../store/pairwise.ts'
import { artifactByUid, deleteSessionByUid } from '../store/queries.artifact.ts'
import { type ClientRow, registeredClient } from '../store/queries.client.ts'
import { unlinkSessions } from '../store/queries.login.ts'
import { deliveryById, noteAttempt } from '../store/queries.logout.ts'
import { sitesOf, queueLogout } from '../store/ending.ts'

/** The job `identity.end_session`: the account's session is over, so are those of the sites it opened. */
export const endSession: JobHandler = (db, payload) =>
  db.write(system, async (tx) => {
    for (const uid of await unlinkSessions(tx, Buffer.from(String(payload.session), 'hex'))) {
      const session = await artifactByUid(tx, 'Session', uid)
      const personId = Number(session?.payload.accountId)
      if (session === null || !Number.isSafeInteger(personId)) continue
      for (const { clientId, sid } of sitesOf(session.payload)) await queueLogout(tx, clientId, personId, sid)
      await deleteSessionByUid(tx, uid)
    }
  })

/** The job `identity.deliver_logout`: tries once, notes the outcome, and fails for the queue to try again. */
export function deliverLogout(config: Config): JobHandler {
  return async (db, payload) => {
    const id = String(payload.deliveryId)
    const { delivery, client } = await db.read(system, async (tx) => {
      const found = await deliveryById(tx, id)
      return { delivery: found, client: found === null ? null : await registeredClient(tx, found.clientId) }
    })
    if (
      delivery === null ||
      delivery.deliveredAt !== null ||
      client === null ||
      client.backchannelUri === null
    )
      return
    const sub = pairwiseSubject(config.secret, String(delivery.personId), client)
    const token = await logoutToken(db, config, { jti: id, audience: client.id, sub, sid: delivery.sid })
    const outcome = await tell(client, client.backchannelUri, token)
    const isDelivered = /^20[04]$/.test(outcome)
    await db.write(system, (tx) => noteAttempt(tx, id, outcome, isDelivered))
    if (!isDelivered) throw new Error(`logout not delivered: ${outcome}`)
  }
}

/**
 * Tells a site of a sign-out that concerns nobody, once: does it understand?
 * @returns a status, or why the call failed; no address to call is a failure
 */
export async function tryLogout(db: Database, config: Config, client: ClientRow): Promise<string> {
  if (client.backchannelUri === null) return 'bad address'
  const sub = randomBytes(32).toString('base64url')
  const claims = { jti: randomUUID(), audience: client.id, sub, sid: randomUUID() }
  return tell(client, client.backchannelUri, await logoutToken(db, config, claims))
}

async function tell(client: ClientRow, url: string, token: string): Promise<string> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: '*/*' }
  const body = new URLSearchParams({ logout_token: token }).toString()
  try {
    return String(
      (await callSite({ method: 'POST', url, headers, body, privateHosts: client.privateHosts })).status,
    )
  } catch (error) {
    if (error instanceof CallFailed) return error.message
    throw error
  }
}

interface LogoutClaims {
  /** The same at each attempt: a site that has seen it does nothing more. */
  jti: string
  audience: string
  sub: string
  sid: string | null
}

async function logoutToken(
  db: Database,
  config: Config,
  { jti, audience, sub, sid }: LogoutClaims,
): Promise<string> {
  const [key] = await signingKeys(db, config.secret)
  if (key === undefined) throw new Error('no signing key')
  const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  // Dates are those of the clock that the site reads too.
  return new SignJWT({ events, ...(sid === null ? {} : { sid }) })
    .setProtectedHeader({ alg: 'RS256', typ: 'logout+jwt', kid: key.kid })
    .setIssuer(config.publicUrl)
    .setAudience(audience)
    .setSubject(sub)
    .setJti(jti)
    .setIssuedAt()
    .setExpirationTime('2m')
    .sign(await importJWK(key, 'RS256'))
}
