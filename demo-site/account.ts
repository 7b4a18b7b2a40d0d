// What a site needs of OpenID Connect, and nothing more: openid-client with the discovery address, an identifier and a
// secret; jose to check the sign-outs it is told of (OpenID Connect Back-Channel Logout 1.0, 2.6).
import { createRemoteJWKSet, jwtVerify } from 'jose'
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'

/** The three things that the site was given when it was registered. */
export interface Registered {
  /** The discovery address: that of the account. */
  issuer: string
  clientId: string
  clientSecret: string
}

/** What is remembered between leaving for the account and coming back. */
export interface Departure {
  url: string
  state: string
  nonce: string
  verifier: string
}

/** What the account said of a person. */
export interface Person {
  /** Who it is, for this site: the same at each visit. */
  sub: string
  /** This visit: the same number comes with its sign-out. */
  sid: string | null
  idToken: string
  values: Readonly<Record<string, unknown>>
}

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'

/** Finds the account. It is asked each time until it has answered once. */
export function connector(registered: Registered): () => Promise<Configuration> {
  let known: Promise<Configuration> | null = null
  return async () => {
    known ??= connect(registered)
    try {
      return await known
    } catch (error) {
      known = null
      throw error
    }
  }
}

function connect({ issuer, clientId, clientSecret }: Registered): Promise<Configuration> {
  const url = new URL(issuer)
  return discovery(url, clientId, undefined, ClientSecretBasic(clientSecret), {
    execute: [
      enableNonRepudiationChecks,
      // In clear only on this machine.
      ...(url.protocol === 'http:' ? [allowInsecureRequests] : []),
    ],
  })
}

/** @param wishes what the site would like to know: asked if the account has it, and the person may refuse each */
export async function depart(
  account: Configuration,
  redirectUri: string,
  wishes: readonly string[],
): Promise<Departure> {
  const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()]
  const offered = account.serverMetadata().scopes_supported ?? []
  const url = buildAuthorizationUrl(account, {
    redirect_uri: redirectUri,
    scope: ['openid', ...wishes.filter((scope) => offered.includes(scope))].join(' '),
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).href
  return { url, state, nonce, verifier }
}

/** Reads who came back; throws what openid-client throws when anything is not as it should be. */
export async function arrive(account: Configuration, returned: URL, asked: Departure): Promise<Person> {
  const tokens = await authorizationCodeGrant(account, returned, {
    expectedState: asked.state,
    expectedNonce: asked.nonce,
    pkceCodeVerifier: asked.verifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (claims === undefined) throw new Error('no identity')
  const { sub, ...values } = await fetchUserInfo(account, tokens.access_token, claims.sub)
  const sid = typeof claims.sid === 'string' ? claims.sid : null
  return { sub, sid, idToken: tokens.id_token ?? '', values }
}

export function leave(account: Configuration, idToken: string, backTo: string): string {
  return buildEndSessionUrl(account, { id_token_hint: idToken, post_logout_redirect_uri: backTo }).href
}

/** Whose visit a logout token ends. `id` serves once. Throws for any other token. */
export async function readLogout(
  account: Configuration,
  token: string,
): Promise<{ id: string; sub: string | null; sid: string | null }> {
  const { jwks_uri: keys = '', issuer } = account.serverMetadata()
  const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(keys)), {
    issuer,
    audience: account.clientMetadata().client_id,
    algorithms: ['RS256', 'PS256', 'ES256'],
    typ: 'logout+jwt',
    maxTokenAge: 300,
    clockTolerance: 10,
  })
  const { jti, sub, sid, events, nonce } = payload
  const isLogout = typeof events === 'object' && events !== null && EVENT in events
  if (!isLogout || nonce !== undefined || jti === undefined) throw new Error('not a logout token')
  const known = { id: jti, sub: sub || null, sid: typeof sid === 'string' ? sid : null }
  if (known.sub === null && known.sid === null) throw new Error('nobody in particular')
  return known
}
