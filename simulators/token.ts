// `/token`: one code, one exchange. The answer has five members, the access token and the ID token live 60 seconds.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { createLocalJWKSet, decodeJwt, type JWTPayload, jwtVerify } from 'jose'
import type { Fault } from './faults.ts'
import { type Answer, json, oauthError, pause, readForm } from './http.ts'
import type { Client, Grant, Service } from './shapes.ts'

const TOKEN_SECONDS = 60
const sha256 = (text: string) => createHash('sha256').update(text).digest()
const same = (a: string, b: string) => timingSafeEqual(sha256(a), sha256(b))

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** The client that authenticates, by secret in the body or by signed assertion (never by the Basic scheme), or null. */
export async function authenticate(service: Service, form: URLSearchParams): Promise<Client | null> {
  const assertion = form.get('client_assertion')
  if (assertion !== null && form.get('client_assertion_type') === ASSERTION)
    return byAssertion(service, assertion)
  const client = service.clients.find(({ id }) => id === form.get('client_id'))
  const secret = client?.secret ?? null
  return client !== undefined && secret !== null && same(form.get('client_secret') ?? '', secret)
    ? client
    : null
}

async function byAssertion(
  { clients, issuer, assertions }: Service,
  assertion: string,
): Promise<Client | null> {
  try {
    const { iss, jti } = decodeJwt(assertion)
    const client = clients.find(({ id }) => id === iss)
    if (client?.jwks === undefined || jti === undefined || assertions.has(jti)) return null
    await jwtVerify(assertion, createLocalJWKSet(client.jwks), {
      issuer: client.id,
      subject: client.id,
      audience: [issuer, `${issuer}/token`],
      algorithms: ['ES256', 'RS256', 'PS256'],
      requiredClaims: ['exp'],
    })
    assertions.add(jti)
    return client
  } catch {
    return null
  }
}

function problemOf(grant: Grant | undefined, client: Client, form: URLSearchParams): string | null {
  if (grant === undefined || grant.client.id !== client.id) return 'unknown code'
  if (grant.accessToken !== null) return 'code already used'
  if (grant.expires < Date.now()) return 'code expired'
  if (grant.redirectUri !== form.get('redirect_uri')) return 'redirect_uri mismatch'
  const verifier = form.get('code_verifier')
  if ((grant.challenge === null) !== (verifier === null)) return 'code_verifier mismatch'
  if (grant.challenge !== null && sha256(verifier ?? '').toString('base64url') !== grant.challenge)
    return 'code_verifier mismatch'
  return null
}

export async function token(service: Service, request: IncomingMessage): Promise<Answer> {
  const form = await readForm(request)
  const client = await authenticate(service, form)
  if (client === null) return oauthError('invalid_client', 'client authentication failed', 401)
  if (form.get('grant_type') !== 'authorization_code')
    return oauthError('unsupported_grant_type', 'only authorization_code')
  const grant = service.codes.get(form.get('code') ?? '')
  const problem = problemOf(grant, client, form)
  // A second use ends what the first one gave (RFC 6749, 4.1.2).
  if (problem === 'code already used') service.tokens.delete(grant?.accessToken ?? '')
  if (problem !== null || grant === undefined) return oauthError('invalid_grant', problem ?? '')
  return answer(service, grant)
}

async function answer(service: Service, grant: Grant): Promise<Answer> {
  const { fault } = grant
  grant.accessToken = randomBytes(32).toString('base64url')
  service.tokens.set(grant.accessToken, { ...grant, expires: Date.now() + TOKEN_SECONDS * 1000 })
  if (fault === 'token_500') return { status: 500, type: 'text/plain', body: 'simulated failure' }
  if (fault === 'token_not_json') return { status: 200, type: 'application/json', body: '<html>' }
  if (fault === 'token_slow') await pause(service.slow)
  const idToken =
    fault === 'id_token_missing' ? {} : { id_token: await signIdToken(service, grant, grant.accessToken) }
  return json({
    access_token: grant.accessToken,
    expires_in: TOKEN_SECONDS,
    ...idToken,
    scope: grant.scope,
    token_type: 'Bearer',
  })
}

function idTokenClaims({ issuer, flavour }: Service, grant: Grant, accessToken: string): JWTPayload {
  const now = Math.floor(Date.now() / 1000)
  const atHash = sha256(accessToken).subarray(0, 16).toString('base64url')
  const pro = flavour.name === 'ProConnect'
  return {
    sub: grant.sub,
    acr: grant.acr,
    auth_time: grant.authTime,
    nonce: grant.nonce,
    at_hash: atHash,
    aud: grant.client.id,
    exp: now + TOKEN_SECONDS,
    iat: now,
    iss: issuer,
    ...(pro ? { sid: grant.sid } : {}),
    ...(pro || grant.wantsAmr ? { amr: [...grant.persona.amr] } : {}),
  }
}

/** How each fault spoils the claims; a value `undefined` removes the claim. */
const SPOILED: Partial<Record<Fault, Record<string, unknown>>> = {
  id_token_wrong_iss: { iss: 'https://another-provider.example/api/v2' },
  id_token_wrong_aud: { aud: 'another-client' },
  id_token_missing_aud: { aud: undefined },
  id_token_expired: { exp: 1_600_000_000, iat: 1_599_999_940 },
  id_token_missing_iat: { iat: undefined },
  id_token_missing_sub: { sub: undefined },
  id_token_wrong_nonce: { nonce: 'another-nonce-another-nonce-another' },
  id_token_missing_nonce: { nonce: undefined },
  id_token_wrong_at_hash: { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' },
  id_token_low_acr: { acr: 'eidas0' },
}

/** Seconds by which the clock of the service is ahead. */
const AHEAD: Partial<Record<Fault, number>> = { id_token_clock_near: 10, id_token_clock_ahead: 300 }

/** The dates of that clock. */
function datesAhead(fault: Fault | null): { exp?: number; iat?: number } {
  const ahead = fault === null ? undefined : AHEAD[fault]
  if (ahead === undefined) return {}
  const iat = Math.floor(Date.now() / 1000) + ahead
  return { iat, exp: iat + TOKEN_SECONDS }
}

async function signIdToken(service: Service, grant: Grant, accessToken: string): Promise<string> {
  const { fault, client } = grant
  const azp =
    fault === 'id_token_wrong_azp' ? { aud: [client.id, 'another-client'], azp: 'another-client' } : {}
  const claims = {
    ...idTokenClaims(service, grant, accessToken),
    ...azp,
    ...datesAhead(fault),
    ...(fault === null ? {} : SPOILED[fault]),
  }
  return signWithFault(
    service,
    claims,
    client,
    fault?.startsWith('id_token_') ? fault.slice('id_token_'.length) : '',
  )
}

/** Signs with the client's algorithm, or spoils the signature as `how` says. */
export async function signWithFault(
  { keys }: Service,
  claims: JWTPayload,
  { signedWith, secret }: Client,
  how: string,
): Promise<string> {
  switch (how) {
    case 'alg_none':
      return keys.unsigned(claims)
    case 'hs256':
    case 'hs256_secret':
      return keys.signHs256(claims, secret ?? 'secret', signedWith)
    case 'hs256_public_key':
      return keys.signHs256(claims, null, signedWith)
    case 'bad_signature':
      return keys.forge(claims, signedWith, 'known kid')
    case 'unknown_kid':
      return keys.forge(claims, signedWith, 'unknown kid')
    case 'embedded_key':
      return keys.forge(claims, signedWith, 'embedded')
    case 'rotated_key':
      keys.rotate()
      return keys.sign(claims, signedWith)
    default:
      return keys.sign(claims, signedWith)
  }
}
