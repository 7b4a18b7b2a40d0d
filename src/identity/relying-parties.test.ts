// Real relying parties of the npm registry, as a site would run them, with discovery, an id and a secret: openid-client, Auth.js
// (@auth/core) and passport-openidconnect, the last two of which need a concession (concessions.ts).
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Auth, type AuthConfig, skipCSRFCheck } from '@auth/core'
import { decodeJwt } from 'jose'
import * as oidc from 'openid-client'
import { passportSite } from '#test/passport-site.ts'
import { agree, openWorld, RESIDENT, type Site, type Visitor, type World } from './world.fixture.ts'

const SCOPE = 'openid profile email'

describe('real relying parties', () => {
  let world: World
  let visitor: Visitor
  before(async () => {
    world = await openWorld()
    visitor = await world.browser(RESIDENT)
  })
  after(() => world.close())

  /** The person's browser goes there, agrees, and comes back with that address. */
  const through = async (url: string): Promise<URL> => agree(visitor, await visitor.visit(pathOf(url)))
  const pathOf = (url: string) => new URL(url).pathname + new URL(url).search

  test('openid-client: nothing but discovery, id and secret', async () => {
    const site = await world.site()
    const client = await oidc.discovery(new URL(world.issuer), site.id, site.secret, undefined, {
      execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks],
    })
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
    const [expectedState, expectedNonce] = [oidc.randomState(), oidc.randomNonce()]
    const url = oidc.buildAuthorizationUrl(client, {
      redirect_uri: site.redirectUri,
      scope: SCOPE,
      state: expectedState,
      nonce: expectedNonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    })
    const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true }
    const tokens = await oidc.authorizationCodeGrant(client, await through(url.href), checks)
    const { sub = '', email }: Partial<oidc.IDToken> = tokens.claims() ?? {}
    assert.equal(email, undefined, 'no value in the ID token of a site that was not allowed that')
    assert.equal((await oidc.fetchUserInfo(client, tokens.access_token, sub)).email, RESIDENT)
  })

  describe('@auth/core', () => {
    const HOME = 'https://site.example'
    const configOf = (site: Site, more: object): AuthConfig => ({
      secret: 'a-secret-of-the-site',
      trustHost: true,
      basePath: '/auth',
      skipCSRFCheck,
      logger: { error: (error) => assert.fail(error) },
      providers: [
        {
          id: 'parvis',
          name: 'Parvis',
          type: 'oidc',
          issuer: world.issuer,
          clientId: site.id,
          clientSecret: site.secret,
          authorization: { params: { scope: SCOPE } },
          checks: ['pkce', 'state', 'nonce'],
          ...more,
        },
      ],
    })
    const siteOf = (concessions: string[]) =>
      world.site({ redirectUris: [`${HOME}/auth/callback/parvis`], concessions })

    /** Who the site says it is, after a whole sign-in. */
    async function userAt(config: AuthConfig): Promise<unknown> {
      const jar = new Map<string, string>()
      const call = async (url: string, init: RequestInit = {}) => {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
        const headers = { ...(init.headers as Record<string, string>), cookie }
        const reply = await Auth(new Request(url, { ...init, headers }), config)
        for (const line of reply.headers.getSetCookie()) {
          const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s)
          jar.set(name, value)
        }
        return reply
      }
      const asked = await call(`${HOME}/auth/signin/parvis`, { method: 'POST', body: new URLSearchParams() })
      await call((await through(asked.headers.get('location') ?? '')).href)
      const session = (await (await call(`${HOME}/auth/session`)).json()) as { user?: unknown } | null
      return session?.user
    }

    test('as it comes: the values are in the ID token of a site that was allowed that', async () => {
      const user = (await userAt(configOf(await siteOf(['id_token_values']), {}))) as Record<string, string>
      assert.equal(user.email, RESIDENT)
      assert.ok((user.name ?? '').length > 3)
    })

    test('told to read userinfo (`idToken: false`): without any concession', async () => {
      const user = (await userAt(configOf(await siteOf([]), { idToken: false }))) as Record<string, string>
      assert.equal(user.email, RESIDENT)
    })

    test('with neither, its user is empty: nothing is put in the ID token by mistake', async () => {
      const user = (await userAt(configOf(await siteOf([]), {}))) as Record<string, unknown>
      assert.equal(user.email, undefined)
      assert.equal(user.name, undefined)
    })
  })

  describe('passport-openidconnect', () => {
    const HOME = 'https://site.example/retour'
    const siteOf = (concessions: string[]) =>
      world.site({ authMethod: 'client_secret_post', redirectUris: [HOME], concessions })

    test('with `nonce: true`, at a site allowed to do without PKCE', async () => {
      const passport = passportSite(world.issuer, await siteOf(['without_pkce']), { nonce: true })
      const { location } = await passport.begin()
      assert.ok(location.searchParams.has('nonce') && !location.searchParams.has('code_challenge'))
      const user = await passport.end(await through(location.href))
      assert.equal(user.emails?.[0]?.value, RESIDENT)
    })

    test('without a nonce, or at a site that was not allowed that: refused before anybody signs in', async () => {
      for (const [concessions, nonce] of [
        [['without_pkce'], false],
        [[], true],
      ] as const) {
        const passport = passportSite(world.issuer, await siteOf([...concessions]), { nonce })
        const { location } = await passport.begin()
        const back = new URL((await visitor.visit(pathOf(location.href))).location ?? '')
        assert.equal(back.searchParams.get('error'), 'invalid_request')
      }
    })
  })

  test('values in the ID token are those agreed to, and no more; refreshed, the same', async () => {
    const site = await world.site({ concessions: ['without_pkce', 'id_token_values'] })
    const other = await world.browser(RESIDENT)
    const parameters = new URLSearchParams({
      client_id: site.id,
      redirect_uri: site.redirectUri,
      response_type: 'code',
      scope: `${SCOPE} offline_access`,
      prompt: 'consent',
      nonce: 'n-1',
      state: 's-1',
    })
    const back = await agree(other, await other.visit(`/oidc/auth?${parameters}`), ['email'])
    const redeem = (values: Record<string, string>) =>
      fetch(`${world.issuer}/oidc/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${site.id}:${site.secret}`).toString('base64')}` },
        body: new URLSearchParams(values),
      }).then((reply) => reply.json() as Promise<{ id_token: string; refresh_token: string }>)
    const code = back.searchParams.get('code') ?? ''
    const first = await redeem({ grant_type: 'authorization_code', code, redirect_uri: site.redirectUri })
    const second = await redeem({ grant_type: 'refresh_token', refresh_token: first.refresh_token })
    for (const { id_token } of [first, second]) {
      const claims = decodeJwt(id_token)
      assert.equal(claims.email, RESIDENT)
      assert.equal(claims.name, undefined)
      assert.deepEqual(Object.keys(claims.provenance as object), ['email'])
    }
  })
})
