// The conversation with a provider: OpenID Connect Core 1.0 code flow with openid-client, signatures checked with jose
// against the provider's published keys (fetched again once when a key is unknown), ES256 and RS256 alone.
import { createHash } from 'node:crypto'
import {
  createRemoteJWKSet,
  customFetch as customKeysFetch,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose'
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientSecretPost,
  type Configuration,
  customFetch,
  discovery,
  fetchProtectedResource,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { cleanText } from '#platform/http/clean-text.ts'
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
    ...(settings.fetch && { [customFetch]: settings.fetch }),
  })
  const { jwks_uri: address } = config.serverMetadata()
  if (address === undefined) throw new FederationRefused('untrusted')
  const keys = createRemoteJWKSet(new URL(address), {
    cooldownDuration: 0,
    timeoutDuration: PATIENCE_SECONDS * 1000,
    ...(settings.fetch && { [customKeysFetch]: settings.fetch }),
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
  { parameters }: Pick<Provider, 'parameters'>,
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
    const asked = { ...parameters, ...pkce, redirect_uri: redirectUri, state, nonce }
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
    const { connection, identity, idToken, accessToken } = await redeem(settings, returned, expected)
    const { sub, acr } = identity
    if (typeof acr !== 'string' || !Object.hasOwn(provider.levels, acr)) throw new FederationRefused('level')
    const claims = await readUserinfo(connection, settings, accessToken)
    if (claims.sub !== sub) throw new FederationRefused('untrusted')
    return { subject: sub, acr, claims, idToken }
  })
}

/**
 * The same at a provider that is not the State’s: its ID token, and what its userinfo, in clear over TLS, adds.
 * @throws FederationRefused
 */
export function meet(
  settings: ProviderSettings,
  returned: URL,
  expected: Omit<Departure, 'url'>,
): Promise<JWTPayload & { sub: string }> {
  return judged(async () => {
    const { connection, identity, accessToken } = await redeem(settings, returned, expected)
    const { config } = connection
    if (config.serverMetadata().userinfo_endpoint === undefined) return identity
    return { ...cleaned(await fetchUserInfo(config, accessToken, identity.sub)), ...identity }
  })
}

interface Redeemed {
  connection: Connection
  identity: JWTPayload & { sub: string }
  idToken: string
  accessToken: string
}

/** Gives the code back for the identity: judges the response’s parameters, then the ID token. */
async function redeem(
  settings: ProviderSettings,
  returned: URL,
  expected: Omit<Departure, 'url'>,
): Promise<Redeemed> {
  const connection = await connect(settings)
  const tokens = await authorizationCodeGrant(connection.config, returned, {
    expectedState: expected.state,
    expectedNonce: expected.nonce,
    idTokenExpected: true,
    ...(expected.verifier === null ? {} : { pkceCodeVerifier: expected.verifier }),
  })
  const [idToken, accessToken] = [tokens.id_token ?? '', tokens.access_token]
  const identity = await verified(idToken, connection, settings, OLDEST)
  const { sub = '', at_hash: hash } = identity
  if (sub === '' || (hash !== undefined && hash !== halfHash(accessToken)))
    throw new FederationRefused('untrusted')
  return { connection, identity: { ...identity, sub }, idToken, accessToken }
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
  connection: Connection,
  settings: ProviderSettings,
  accessToken: string,
): Promise<JWTPayload> {
  const { config } = connection
  const { userinfo_endpoint: address } = config.serverMetadata()
  if (address === undefined) throw new FederationRefused('untrusted')
  const accept = new Headers({ accept: 'application/jwt' })
  const answer = await fetchProtectedResource(config, accessToken, new URL(address), 'GET', null, accept)
  if (answer.status >= 500) throw new FederationRefused('unavailable')
  const isJwt = /^application\/jwt\b/i.test(answer.headers.get('content-type') ?? '')
  if (answer.status !== 200 || !isJwt) throw new FederationRefused('untrusted')
  return verified(await answer.text(), connection, settings)
}

async function verified(
  jwt: string,
  { config, keys }: Connection,
  { clientId }: ProviderSettings,
  maxTokenAge?: number,
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(jwt, keys, {
    algorithms: ALGORITHMS,
    issuer: config.serverMetadata().issuer,
    audience: clientId,
    clockTolerance: CLOCKS_APART,
    ...(maxTokenAge === undefined ? {} : { maxTokenAge }),
  })
  const claims = cleaned(payload)
  // Cleaned, it could be somebody else's.
  if (claims.sub !== payload.sub) throw new FederationRefused('untrusted')
  return claims
}

/** What a provider says comes from outside as what people type does. */
const cleaned = <T extends object>(claims: T): T =>
  JSON.parse(JSON.stringify(claims), (_key, value: unknown) =>
    typeof value === 'string' ? cleanText(value) : value,
  ) as T

// OpenID Connect Core 1.0, 3.1.3.6: the left half of the digest; both algorithms accepted use SHA-256.
const halfHash = (token: string): string =>
  createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url')
