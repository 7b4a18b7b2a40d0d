// How the engine is set: authorization code only, with PKCE S256 (or what concessions.ts allows), exact addresses, pairwise identifiers, short lives,
// rotated refresh tokens; no registration by the wire, no implicit nor hybrid flow (RFC 9700, OpenID Connect Core).
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { system } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/db.ts'
import { cookieName, isSecure } from '#platform/http/cookies.ts'
import { ASSURANCES, askerOf, findAccount } from './account.ts'
import { adapterOf } from './adapter.ts'
import { checkAssertion } from './assertion.ts'
import { requiresPkce } from '../store/concessions.ts'
import { OURS, sectorOf } from './client-metadata.ts'
import { derivedKey } from '../store/derive.ts'
import { grantFromConsent } from './grant.ts'
import { interactionRef } from '../store/interaction-link.ts'
import { journaled } from './journal.ts'
import type { SigningKey } from './keys.ts'
import { callSite } from '../store/outbound.ts'
import { pairwiseSubject } from '../store/pairwise.ts'
import { privateHostsForKeys } from '../store/queries.client.ts'
import { SCOPE_CLAIMS } from '../store/values.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** What the engine asks of the pages. */
export interface Screens {
  /** The visitor of an exchange: questions are asked to them alone. */
  visitorOf(ctx: KoaContextWithOIDC): string
  /** Who is slowed down. */
  ipOf(ctx: KoaContextWithOIDC): string
  error(ctx: KoaContextWithOIDC, code: string): Promise<void>
  /** A fault of ours, which the engine has answered. */
  broken(ctx: KoaContextWithOIDC, error: Error): void
  logout(ctx: KoaContextWithOIDC, form: string): Promise<void>
  loggedOut(ctx: KoaContextWithOIDC): Promise<void>
  /** After a sign-in without questions: from our form to the site. */
  bridge(ctx: KoaContextWithOIDC): void
}

/** Paths of the engine under the issuer; discovery stands where the specification puts it. */
export const PATHS = {
  authorization: '/oidc/auth',
  token: '/oidc/token',
  userinfo: '/oidc/me',
  jwks: '/oidc/jwks',
  end_session: '/oidc/session/end',
  revocation: '/oidc/token/revocation',
  introspection: '/oidc/token/introspection',
  pushed_authorization_request: '/oidc/request',
}

export function configuration(
  db: Database,
  config: Config,
  keys: readonly SigningKey[],
  screens: Screens,
): Configuration {
  const secure = isSecure(config)
  const cookie = { httpOnly: true, sameSite: 'lax' as const, signed: true, secure }
  // Of one question at one address each, so that two tabs do not take each other's: `__Host-` wants the whole site.
  const ofOneAddress = (name: string) => (secure ? `__Secure-${name}` : name)
  return {
    adapter: adapterOf(db),
    jwks: { keys: keys.map((key) => ({ ...key, use: 'sig' })) as NonNullable<Configuration['jwks']>['keys'] },
    routes: PATHS,
    cookies: {
      names: {
        session: cookieName(config, 'parvis_oidc'),
        interaction: ofOneAddress('parvis_oidc_question'),
        resume: ofOneAddress('parvis_oidc_resume'),
      },
      keys: [derivedKey(config.secret, 'cookies').toString('base64url')],
      long: cookie,
      short: cookie,
    },
    scopes: ['openid', 'offline_access'],
    claims: {
      openid: ['sub', 'acr', 'amr'],
      ...SCOPE_CLAIMS,
      acr: null,
      amr: null,
      auth_time: null,
      iss: null,
      sid: null,
    },
    acrValues: [...ASSURANCES],
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: (_ctx, accountId, client) =>
      pairwiseSubject(config.secret, accountId, sectorOf(client)),
    sectorIdentifierUriValidate: () => false,
    extraClientMetadata: { properties: [...OURS] },
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    enabledJWA: { ...algorithms },
    assertJwtClientAuthClaimsAndHeader: (_ctx, claims) => checkAssertion(claims),
    pkce: { required: (ctx, client) => requiresPkce(client['concessions'], ctx.oidc.params?.['nonce']) },
    allowOmittingSingleRegisteredRedirectUri: false,
    // What goes into an ID token is decided site by site (account.ts).
    conformIdTokenClaims: false,
    rotateRefreshToken: () => true,
    // Signing out ends tokens, not what the person agreed to.
    revokeGrantPolicy: (ctx) =>
      ctx.oidc.route !== 'end_session_confirm' &&
      !(ctx.oidc.route === 'revocation' && ctx.oidc.entities.AccessToken !== undefined),
    findAccount: async (ctx, accountId) => {
      const account = await findAccount(db, accountId, askerOf(ctx.oidc.client))
      return account === undefined ? undefined : journaled(db, ctx, account)
    },
    loadExistingGrant: (ctx) => grantFromConsent(db, ctx),
    interactions: {
      url: (ctx, { uid }) => `/autorisation/${interactionRef(config.secret, uid, screens.visitorOf(ctx))}`,
    },
    // Browsers call no endpoint from another site's page: sites use their server.
    clientBasedCORS: () => false,
    renderError: (ctx, out) => screens.error(ctx, out.error),
    fetch: (url, options) => fetchForSite(db, String(url), options),
    ttl: {
      AuthorizationCode: MINUTE,
      AccessToken: 10 * MINUTE,
      IdToken: HOUR,
      RefreshToken: 30 * DAY,
      Interaction: HOUR,
      Session: 30 * DAY,
      Grant: 366 * DAY,
    },
    features: features(screens),
  }
}

const signatures = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const
const algorithms = {
  idTokenSigningAlgValues: ['RS256'],
  userinfoSigningAlgValues: ['RS256'],
  introspectionSigningAlgValues: ['RS256'],
  clientAuthSigningAlgValues: [...signatures],
  dPoPSigningAlgValues: ['ES256', 'EdDSA', 'PS256'],
} as Partial<NonNullable<Configuration['enabledJWA']>>

function features({ logout, loggedOut }: Screens): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    resourceIndicators: { enabled: false },
    claimsParameter: { enabled: true },
    pushedAuthorizationRequests: { enabled: true },
    dPoP: { enabled: true },
    jwtUserinfo: { enabled: true },
    introspection: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
    },
    revocation: { enabled: true },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: { enabled: true, logoutSource: logout, postLogoutSuccessSource: loggedOut },
  }
}

// The engine fetches one thing, the keys of a site; the hosts allowed are those of the sites that have that address.
async function fetchForSite(db: Database, url: string, options: RequestInit | undefined): Promise<Response> {
  const privateHosts = await db.read(system, (tx) => privateHostsForKeys(tx, url))
  const headers = Object.fromEntries(new Headers(options?.headers))
  const { status, body } = await callSite({ method: 'GET', url, headers, body: null, privateHosts })
  return new Response(new Uint8Array(body), { status })
}
