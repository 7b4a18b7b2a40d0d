// Leaving for a provider and coming back: one departure, one return, in the same browser (state, nonce, PKCE, RFC 9207).
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { LIMITS } from '../entry/limits.ts'
import { networkOf, throttleAll } from '#platform/limits/throttle.ts'
import { lock, unlock } from '#platform/db/locked.ts'
import { digest } from '#people'
import { arrive, depart, signOutUrl } from './client.ts'
import { type Identity, identityFrom } from './identity.ts'
import { type ProviderId, providers, returnAddress, settingsOf, signedOutAddress } from './providers.ts'
import {
  insertAttempt,
  saveProviderSession,
  takeAttempt,
  takeProviderSession,
  type Attempt,
} from './queries.ts'
import { FederationRefused } from './refused.ts'

/** What these verbs need of the process: a Context is one. */
export interface Travel {
  readonly db: Database
  readonly config: Pick<Config, 'secret' | 'publicUrl' | ProviderId>
}

/** FranceConnect keeps its own page open as long. */
const ATTEMPT_LIFE = 30 * 60_000

export interface Leaving {
  provider: ProviderId
  purpose: 'sign-in' | 'link'
  /** Who links; null to sign in. */
  personId: number | null
  visitorId: string
  ip: string
  /** A path of this site, where to go afterwards. */
  next: string | null
}

/**
 * Notes the attempt. @returns the provider's address to send the browser to
 * @throws NotFound when the provider is not used here, FederationRefused, TooMany
 */
export async function leaveFor(tools: Travel, { ip, ...leaving }: Leaving): Promise<string> {
  const { provider } = leaving
  const settings = settingsOf(tools.config, provider)
  if (settings === null) throw new NotFound()
  await throttleAll(tools, [
    { key: `federation:visitor:${leaving.visitorId}`, ...LIMITS.providerDepartureOfBrowser },
    { key: `federation:ip:${networkOf(ip)}`, ...LIMITS.providerDeparture },
  ])
  const departure = await depart(
    providers[provider],
    settings,
    returnAddress(tools.config.publicUrl, provider),
  )
  const { url, state, nonce, verifier } = departure
  await tools.db.write(system, (tx) => {
    const expiresAt = new Date(tx.now.getTime() + ATTEMPT_LIFE)
    return insertAttempt(tx, { ...leaving, nonce, verifier, stateHash: digest(state), expiresAt })
  })
  return url
}

export interface Return {
  provider: ProviderId
  visitorId: string
  /** Path and query the browser came back with. */
  url: string
}

/**
 * Judges a return. The attempt is used up whatever follows.
 * @throws NotFound when the provider is not used here, FederationRefused
 */
export async function comeBack(
  tools: Travel,
  { provider, visitorId, url }: Return,
): Promise<{ attempt: Attempt; identity: Identity }> {
  const settings = settingsOf(tools.config, provider)
  if (settings === null) throw new NotFound()
  const returned = new URL(url, tools.config.publicUrl)
  const state = returned.searchParams.get('state') ?? ''
  const attempt = await tools.db.write(system, (tx) =>
    takeAttempt(tx, { stateHash: digest(state), visitorId, provider }),
  )
  if (attempt === null) throw new FederationRefused('expired')
  const { nonce, verifier } = attempt
  const proven = await arrive(providers[provider], settings, returned, { state, nonce, verifier })
  const identity = identityFrom(tools.config.secret, provider, settings.issuer, proven)
  await rememberProvider(tools, { visitorId, provider, idToken: proven.idToken })
  return { attempt, identity }
}

// Not of its visitor: another one after each sign-in.
const ownerOf = (provider: ProviderId) => `id token of ${provider}`

/** Keeps, locked, what signing out of the provider will ask for. The access token is kept nowhere. */
async function rememberProvider(
  { db, config }: Travel,
  kept: { visitorId: string; provider: ProviderId; idToken: string },
): Promise<void> {
  const { visitorId, provider, idToken } = kept
  const lockedIdToken = lock(config.secret, ownerOf(provider), idToken)
  await db.write(system, (tx) => {
    const expiresAt = new Date(tx.now.getTime() + providers[provider].sessionLife)
    return saveProviderSession(tx, { visitorId, provider, lockedIdToken, expiresAt })
  })
}

/**
 * Where the browser signs out of its provider, and forgets it; null when there is nothing to sign out of, or the
 * provider is away: the session here ends in any case.
 */
export async function leaveProvider(
  { db, config }: Travel,
  { visitorId, state }: { visitorId: string; state: string },
): Promise<{ provider: ProviderId; url: string } | null> {
  const kept = await db.write(system, (tx) => takeProviderSession(tx, visitorId))
  const settings = kept === null ? null : settingsOf(config, kept.provider)
  const idToken = kept === null ? null : unlock(config.secret, ownerOf(kept.provider), kept.lockedIdToken)
  if (kept === null || settings === null || idToken === null) return null
  const asked = { idToken, returnTo: signedOutAddress(config.publicUrl), state }
  const url = await signOutUrl(settings, asked).catch((error: unknown) => {
    if (error instanceof FederationRefused) return null
    throw error
  })
  return url === null ? null : { provider: kept.provider, url }
}
