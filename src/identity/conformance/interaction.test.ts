// Modules of the OpenID Foundation's suite about who is asked what, codes, refreshing and redirections.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as oauth from 'oauth4webapi'
import {
  agree,
  ask,
  exchange,
  INSECURE,
  openWorld,
  OTHER,
  PASSWORD,
  RESIDENT,
  type Page,
  type Site,
  signIn,
  tokenRequest,
  type Visitor,
  type World,
} from '../world.fixture.ts'

describe('conformance: interaction, codes, redirection', () => {
  let world: World
  let site: Site
  let visitor: Visitor
  before(async () => {
    world = await openWorld()
    site = await world.site()
    visitor = await world.browser(RESIDENT)
  })
  after(() => world.close())

  const errorOf = (page: Page): string | null =>
    page.location === null ? null : new URL(page.location).searchParams.get('error')
  const confirm = (browser: Visitor, page: Page): Promise<Page> =>
    browser.send(page, '/compte/confirmation', {
      current: PASSWORD,
      suite: /name="suite" value="([^"]+)"/.exec(page.text)?.[1] ?? '',
    })
  const age = (seconds: number) =>
    world.sql(
      `update accounts.session set proved_at = proved_at - $1 * interval '1 second', created_at = created_at - $1 * interval '1 second'`,
      [seconds],
    )

  test('oidcc-prompt-login', async () => {
    const first = await signIn(world, site, visitor, { max_age: '10000' })
    await age(60)
    const asked = await ask(world, site, { prompt: 'login', max_age: '10000' })
    const page = await visitor.visit(asked.url)
    assert.match(page.text, /Confirmez que c’est vous/)
    const callback = await agree(visitor, await confirm(visitor, page))
    const { claims } = await exchange(world, site, asked, callback, 10000)
    assert.ok((claims.auth_time ?? 0) >= (first.claims.auth_time ?? 0))
    assert.equal(claims.sub, first.claims.sub)
  })

  test('oidcc-prompt-none-not-logged-in', async () => {
    const page = await (await world.browser()).visit((await ask(world, site, { prompt: 'none' })).url)
    assert.equal(errorOf(page), 'login_required')
  })

  test('oidcc-prompt-none-logged-in', async () => {
    const first = await signIn(world, site, visitor)
    const asked = await ask(world, site, { prompt: 'none' })
    const page = await visitor.visit(asked.url)
    const { claims } = await exchange(world, site, asked, new URL(page.location ?? ''))
    assert.equal(claims.sub, first.claims.sub)
  })

  test('oidcc-max-age-1', async () => {
    const first = await signIn(world, site, visitor, { max_age: '10000' })
    // The account was proved a minute ago, and the session of the engine with it.
    const old = await world.browser(RESIDENT)
    await age(60)
    const asked = await ask(world, site, { max_age: '1' })
    const page = await old.visit(asked.url)
    assert.match(page.text, /Confirmez que c’est vous/)
    const callback = await agree(old, await confirm(old, page))
    const { claims } = await exchange(world, site, asked, callback, 1)
    assert.equal(claims.sub, first.claims.sub)
    assert.ok((claims.auth_time ?? 0) > Date.now() / 1000 - 30)
  })

  test('oidcc-max-age-10000', async () => {
    const { claims } = await signIn(world, site, visitor, { max_age: '10000' })
    assert.equal(typeof claims.auth_time, 'number')
    const asked = await ask(world, site, { max_age: '10000' })
    assert.equal(errorOf(await visitor.visit(asked.url)), null)
  })

  test('oidcc-id-token-hint', async () => {
    const { response, claims } = await signIn(world, site, visitor)
    const hinted = await ask(world, site, { prompt: 'none', id_token_hint: response.id_token ?? '' })
    const page = await visitor.visit(hinted.url)
    assert.equal((await exchange(world, site, hinted, new URL(page.location ?? ''))).claims.sub, claims.sub)
    const stranger = await world.browser(OTHER)
    await signIn(world, site, stranger)
    assert.equal(
      errorOf(
        await stranger.visit(
          (await ask(world, site, { prompt: 'none', id_token_hint: response.id_token ?? '' })).url,
        ),
      ),
      'login_required',
    )
    assert.equal(
      errorOf(await stranger.visit((await ask(world, site, { id_token_hint: response.id_token ?? '' })).url)),
      'login_required',
    )
  })

  for (const [module, parameters] of Object.entries({
    'oidcc-login-hint': { login_hint: RESIDENT },
    'oidcc-ui-locales': { ui_locales: 'se fr' },
    'oidcc-display-page': { display: 'page' },
    'oidcc-display-popup': { display: 'popup' },
  }))
    test(module, async () => assert.ok((await signIn(world, site, visitor, parameters)).claims.sub))

  test('the sign-in page leads back to the site, for whoever was not signed in', async () => {
    const browser = await world.browser()
    const asked = await ask(world, await world.site(), {})
    const page = await browser.visit(asked.url)
    assert.match(page.text, /<h1>Se connecter<\/h1>/)
    const next = /name="suite" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const consent = await browser.send(page, '/connexion', {
      email: RESIDENT,
      password: PASSWORD,
      suite: next,
    })
    assert.match(consent.text, /Se connecter à «\s*Site de Bron\s*»/)
    assert.ok((await agree(browser, consent)).searchParams.get('code'))
  })

  test('oidcc-codereuse', async () => {
    const { asked, callback } = await signIn(world, site, visitor)
    const again = await tokenRequest(world, site, {
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: site.redirectUri,
      code_verifier: asked.verifier,
    })
    assert.deepEqual([again.status, again.body.error], [400, 'invalid_grant'])
  })

  test('oidcc-codereuse-30seconds', async () => {
    const { asked, callback, response } = await signIn(world, site, visitor, {
      scope: 'openid offline_access',
      prompt: 'consent',
    })
    await tokenRequest(world, site, {
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: site.redirectUri,
      code_verifier: asked.verifier,
    })
    const info = await fetch(`${world.issuer}/oidc/me`, {
      headers: { authorization: `Bearer ${response.access_token}` },
    })
    assert.equal(info.status, 401)
    const refreshed = await tokenRequest(world, site, {
      grant_type: 'refresh_token',
      refresh_token: response.refresh_token ?? '',
    })
    assert.equal(refreshed.body.error, 'invalid_grant')
  })

  test('oidcc-refresh-token', async () => {
    const { response, claims } = await signIn(world, site, visitor, {
      scope: 'openid offline_access',
      prompt: 'consent',
    })
    const server = await world.discovered()
    const auth = oauth.ClientSecretBasic(site.secret)
    const reply = await oauth.refreshTokenGrantRequest(
      server,
      site.client,
      auth,
      response.refresh_token ?? '',
      INSECURE,
    )
    const refreshed = await oauth.processRefreshTokenResponse(server, site.client, reply)
    assert.notEqual(refreshed.refresh_token, response.refresh_token)
    assert.equal(oauth.getValidatedIdTokenClaims(refreshed)?.sub, claims.sub)
  })

  const direct = async (more: Record<string, string | null>) =>
    visitor.visit((await ask(world, site, more)).url)
  const isOurErrorPage = (page: Page) => {
    assert.equal(page.location, null)
    assert.equal(page.status, 400)
    assert.match(page.text, /La connexion n’a pas pu se faire/)
  }

  test('oidcc-ensure-registered-redirect-uri', async () =>
    isOurErrorPage(await direct({ redirect_uri: 'https://autre.example/retour' })))
  test('oidcc-ensure-redirect-uri-in-authorization-request', async () => {
    const two = await world.site({ redirectUris: ['https://bron.example/a', 'https://bron.example/b'] })
    isOurErrorPage(await visitor.visit((await ask(world, two, { redirect_uri: null })).url))
  })
  test('oidcc-redirect-uri-query-OK', async () => {
    const queried = await world.site({ redirectUris: ['https://bron.example/retour?foo=bar'] })
    const { callback } = await signIn(world, queried, visitor)
    assert.equal(callback.searchParams.get('foo'), 'bar')
  })
  test('oidcc-redirect-uri-query-added', async () =>
    isOurErrorPage(await direct({ redirect_uri: `${site.redirectUri}?foo=bar` })))
  test('oidcc-redirect-uri-query-mismatch', async () => {
    const queried = await world.site({ redirectUris: ['https://bron.example/retour?foo=bar'] })
    isOurErrorPage(
      await visitor.visit(
        (await ask(world, queried, { redirect_uri: 'https://bron.example/retour?foo=baz' })).url,
      ),
    )
  })
  test('oidcc-redirect-uri-regfrag', async () => {
    await assert.rejects(
      world.site({ redirectUris: ['https://bron.example/retour#frag'] }),
      /ne peut pas contenir «\u00a0#\u00a0»/,
    )
  })

  test('oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported', async () => {
    assert.equal(errorOf(await direct({ request: 'eyJhbGciOiJub25lIn0.e30.' })), 'request_not_supported')
  })
  test('oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported', async () => {
    const page = await direct({ request_uri: 'https://bron.example/demande.jwt' })
    assert.ok(
      ['request_uri_not_supported', 'invalid_request_uri'].includes(errorOf(page) ?? 'invalid_request_uri'),
    )
    assert.ok(page.location === null || new URL(page.location).searchParams.get('code') === null)
  })
})
