// The conversation with a provider: OpenID Connect Core 1.0 code flow with openid-client, signatures checked with jose
// against the provider's published keys (fetched again once when a key is unknown), ES256 and RS256 alone.
import { createHash } from 'node:crypto'
import { createRemoteJWKSet, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientSecretPost,
  type Configuration,
  discovery,
  fetchProtectedResource,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import type { ProviderSettings } from './settings.ts'
import { judged } from './judge.ts'
import type { Provider } from './providers.ts'
import { FederationRefused } from './refused.ts'

/** Nobody waits longer for a provider. */
const PATIENCE_SECONDS = 3
const METADATA_LIFE = 3_600_000
/** Seconds that the clock of a provider may be ahead of ours, or an ID token old: it was made for this exchange. */
const CLOCKS_APART = 10
const OLDEST = 300
// Symmetric signatures are refused, whatever the provider lists: whoever holds the client secret could forge them.
const ALGORITHMS = ['ES256', 'RS256']

interface Connection {
  config: Configuration
  keys: JWTVerifyGetKey
  until: number
}

/** What a departure must remember to judge the return. */
export interface Departure {
  url: string
  state: string
  nonce: string
  /** PKCE (RFC 7636); null when the provider does not list S256. */
  verifier: string | null
}

/** What a return proved. `claims` are the signed userinfo; the access token is already forgotten. */
export interface Proven {
  subject: string
  acr: string
  claims: JWTPayload
  idToken: string
}

const connections = new Map<string, Connection>()

async function connect(settings: ProviderSettings): Promise<Connection> {
  const key = `${settings.issuer} ${settings.clientId} ${settings.clientSecret}`
  const known = connections.get(key)
  if (known !== undefined && known.until > performance.now()) return known
  const issuer = new URL(settings.issuer)
  const execute = issuer.protocol === 'http:' ? [allowInsecureRequests] : []
  const config = await discovery(issuer, settings.clientId, {}, ClientSecretPost(settings.clientSecret), {
    execute,
    timeout: PATIENCE_SECONDS,
  })
  const { jwks_uri: address } = config.serverMetadata()
  if (address === undefined) throw new FederationRefused('untrusted')
  const keys = createRemoteJWKSet(new URL(address), {
    cooldownDuration: 0,
    timeoutDuration: PATIENCE_SECONDS * 1000,
  })
  const made = { config, keys, until: performance.now() + METADATA_LIFE }
  connections.set(key, made)
  return made
}

/**
 * Prepares a departure to the provider.
 * @param redirectUri exactly as registered
 * @throws FederationRefused
 */
export function depart(
  provider: Provider,
  settings: ProviderSettings,
  redirectUri: string,
): Promise<Departure> {
  return judged(async () => {
    const { config } = await connect(settings)
    const state = randomState()
    const nonce = randomNonce()
    const listed = config.serverMetadata().supportsPKCE()
    const verifier = listed ? randomPKCECodeVerifier() : null
    const pkce =
      verifier === null
        ? {}
        : { code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }
    const asked = { ...provider.parameters, ...pkce, redirect_uri: redirectUri, state, nonce }
    return { url: buildAuthorizationUrl(config, asked).href, state, nonce, verifier }
  })
}

/**
 * Judges the return and reads the identity: response parameters, ID token, signed userinfo, level.
 * @param returned the whole address the provider sent the browser to, on our public origin
 * @throws FederationRefused
 */
export function arrive(
  provider: Provider,
  settings: ProviderSettings,
  returned: URL,
  expected: Omit<Departure, 'url'>,
): Promise<Proven> {
  return judged(async () => {
    const { config, keys } = await connect(settings)
    const tokens = await authorizationCodeGrant(config, returned, {
      expectedState: expected.state,
      expectedNonce: expected.nonce,
      idTokenExpected: true,
      ...(expected.verifier === null ? {} : { pkceCodeVerifier: expected.verifier }),
    })
    const idToken = tokens.id_token ?? ''
    const { issuer } = config.serverMetadata()
    const identity = await verified(idToken, keys, issuer, settings, OLDEST)
    const { sub = '', acr, at_hash: hash } = identity
    if (hash !== undefined && hash !== halfHash(tokens.access_token)) throw new FederationRefused('untrusted')
    if (typeof acr !== 'string' || !Object.hasOwn(provider.levels, acr)) throw new FederationRefused('level')
    const claims = await readUserinfo(config, keys, issuer, settings, tokens.access_token)
    if (sub === '' || claims.sub !== sub) throw new FederationRefused('untrusted')
    return { subject: sub, acr, claims, idToken }
  })
}

/** The address that signs the person out of the provider; null when it has none. @throws FederationRefused */
export function signOutUrl(
  settings: ProviderSettings,
  asked: { idToken: string; returnTo: string; state: string },
): Promise<string | null> {
  return judged(async () => {
    const { config } = await connect(settings)
    if (config.serverMetadata().end_session_endpoint === undefined) return null
    return buildEndSessionUrl(config, {
      id_token_hint: asked.idToken,
      post_logout_redirect_uri: asked.returnTo,
      state: asked.state,
    }).href
  })
}

async function readUserinfo(
  config: Configuration,
  keys: JWTVerifyGetKey,
  issuer: string,
  settings: ProviderSettings,
  accessToken: string,
): Promise<JWTPayload> {
  const { userinfo_endpoint: address } = config.serverMetadata()
  if (address === undefined) throw new FederationRefused('untrusted')
  const accept = new Headers({ accept: 'application/jwt' })
  const answer = await fetchProtectedResource(config, accessToken, new URL(address), 'GET', null, accept)
  if (answer.status >= 500) throw new FederationRefused('unavailable')
  const isJwt = /^application\/jwt\b/i.test(answer.headers.get('content-type') ?? '')
  if (answer.status !== 200 || !isJwt) throw new FederationRefused('untrusted')
  return verified(await answer.text(), keys, issuer, settings)
}

async function verified(
  jwt: string,
  keys: JWTVerifyGetKey,
  issuer: string,
  { clientId }: ProviderSettings,
  maxTokenAge?: number,
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(jwt, keys, {
    algorithms: ALGORITHMS,
    issuer,
    audience: clientId,
    clockTolerance: CLOCKS_APART,
    ...(maxTokenAge === undefined ? {} : { maxTokenAge }),
  })
  return payload
}

// OpenID Connect Core 1.0, 3.1.3.6: the left half of the digest; both algorithms accepted use SHA-256.
const halfHash = (token: string): string =>
  createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url')
