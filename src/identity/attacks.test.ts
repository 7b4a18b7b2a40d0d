// Attacks on the provider, each by its name (RFC 9700, OWASP ASVS 5.0 V10): what it must refuse, and what must not follow.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { decodeJwt, SignJWT } from 'jose'
import { redirectProblem } from './client-check.ts'
import { callSite } from './outbound.ts'
import {
  agree,
  ask,
  openListener,
  openWorld,
  OTHER,
  questionOf,
  RESIDENT,
  type Asked,
  type Page,
  type Site,
  signIn,
  tokenRequest,
  type Visitor,
  type World,
} from './world.fixture.ts'

describe('attacks on the provider', () => {
  let world: World
  let site: Site
  let visitor: Visitor
  before(async () => {
    world = await openWorld()
    site = await world.site({ redirectUris: ['https://bron.example/retour'] })
    visitor = await world.browser(RESIDENT)
  })
  after(() => world.close())

  const direct = async (more: Record<string, string | null>, where = site) =>
    visitor.visit((await ask(world, where, more)).url)
  const errorOf = (page: Page) => new URL(page.location ?? 'about:blank').searchParams.get('error')
  const staysHere = (page: Page) => assert.deepEqual([page.status, page.location], [400, null])
  const begun = async (
    where = site,
    more: Record<string, string | null> = {},
  ): Promise<{ asked: Asked; code: string }> => {
    const asked = await ask(world, where, more)
    return {
      asked,
      code: (await agree(visitor, await visitor.visit(asked.url))).searchParams.get('code') ?? '',
    }
  }
  const redeem = (code: string, verifier: string | null, where = site, redirect = site.redirectUri) =>
    tokenRequest(world, where, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirect,
      ...(verifier === null ? {} : { code_verifier: verifier }),
    })
  const read = async (token: string) =>
    (await fetch(`${world.issuer}/oidc/me`, { headers: { authorization: `Bearer ${token}` } })).status

  describe('redirect_uri', () => {
    const variants = {
      'added path': 'https://bron.example/retour/suite',
      'added query': 'https://bron.example/retour?x=1',
      fragment: 'https://bron.example/retour#x',
      'letter case': 'https://bron.example/Retour',
      'letter case of the host': 'https://BRON.example/retour',
      'trailing slash': 'https://bron.example/retour/',
      'userinfo@': 'https://bron.example@mal.example/retour',
      'userinfo of ours': 'https://moi@bron.example/retour',
      IDN: 'https://brоn.example/retour',
      '%2f': 'https://bron.example%2fmal.example/retour',
      'dot segments': 'https://bron.example/x/../retour',
      port: 'https://bron.example:8443/retour',
      http: 'http://bron.example/retour',
      localhost: 'http://localhost/retour',
      subdomain: 'https://bron.example.mal.example/retour',
      backslash: 'https://bron.example\\@mal.example/retour',
    }
    for (const [name, redirect_uri] of Object.entries(variants))
      test(name, async () => staysHere(await direct({ redirect_uri })))
    test('missing, where several are registered', async () => {
      staysHere(
        await direct(
          { redirect_uri: null },
          await world.site({ redirectUris: ['https://bron.example/a', 'https://bron.example/b'] }),
        ),
      )
    })
    test('registration takes exact addresses only', () => {
      for (const address of [
        'http://bron.example/x',
        'https://bron.example/*',
        'https://a:b@bron.example/',
        'https://bron.example/#a',
        'javascript:alert(1)',
        'data:text/html,x',
        'https://BRON.example/x',
        'https://bron.example/a/../b',
        'bron.example',
        'https://brоn.example/',
        'custom.app:/retour',
      ])
        assert.notEqual(redirectProblem(address), null, address)
      for (const address of [
        'https://bron.example/x?y=1',
        'http://localhost:4000/x',
        'http://127.0.0.1/x',
        'http://[::1]:8000/x',
      ])
        assert.equal(redirectProblem(address), null, address)
    })
  })

  describe('open redirect', () => {
    test('on error: an unknown site or address leads nowhere', async () => {
      staysHere(await direct({ client_id: 'inconnu', redirect_uri: 'https://mal.example/' }))
      staysHere(await direct({ response_type: 'token', redirect_uri: 'https://mal.example/' }))
    })
    test('on post_logout_redirect_uri: never without the site it belongs to', async () => {
      const page = await visitor.visit(
        '/oidc/session/end?post_logout_redirect_uri=https%3A%2F%2Fmal.example%2F',
      )
      assert.equal(page.location, null)
      assert.doesNotMatch(page.text, /mal\.example/)
      staysHere(
        await visitor.visit(
          `/oidc/session/end?client_id=${site.id}&post_logout_redirect_uri=https%3A%2F%2Fmal.example%2F`,
        ),
      )
    })
    test('on returnTo: a question leads back to the engine only', async () => {
      const stranger = await world.browser()
      const page = await stranger.visit((await ask(world, site)).url)
      assert.match(/name="suite" value="([^"]+)"/.exec(page.text)?.[1] ?? '', /^\/autorisation\/[\w.-]+$/)
    })
  })

  describe('code', () => {
    test('code of site A used by site B', async () => {
      const { asked, code } = await begun()
      const thief = await world.site()
      assert.equal((await redeem(code, asked.verifier, thief)).body.error, 'invalid_grant')
    })
    test('wrong redirect_uri', async () => {
      const { asked, code } = await begun()
      assert.equal(
        (await redeem(code, asked.verifier, site, 'https://bron.example/autre')).body.error,
        'invalid_grant',
      )
    })
    test('wrong verifier', async () => {
      const { code } = await begun()
      assert.equal((await redeem(code, 'x'.repeat(43))).body.error, 'invalid_grant')
    })
    test('expired at 61 s', async () => {
      const { asked, code } = await begun()
      await world.sql(
        "update identity.artifact set payload = jsonb_set(payload::jsonb, '{exp}', to_jsonb((payload->>'exp')::int - 61))::json where model = 'AuthorizationCode'",
      )
      assert.equal((await redeem(code, asked.verifier)).body.error, 'invalid_grant')
    })
    test('twenty at the same instant: one wins at most, and a replay ends what was won', async () => {
      const { asked, code } = await begun()
      const replies = await Promise.all(Array.from({ length: 20 }, () => redeem(code, asked.verifier)))
      const won = replies.filter(({ status }) => status === 200)
      assert.ok(won.length <= 1)
      for (const { body } of won) assert.equal(await read(String(body.access_token)), 401)
    })
    test('the database keeps digests: no code nor token can be read there', async () => {
      const { response } = await signIn(world, site, visitor, {
        scope: 'openid offline_access',
        prompt: 'consent',
      })
      const rows = await world.sql<{ line: string }>('select a::text as line from identity.artifact a')
      const all = rows.map(({ line }) => line).join('\n')
      for (const token of [response.access_token, response.refresh_token ?? ''])
        assert.ok(!all.includes(token))
    })
  })

  describe('PKCE', () => {
    test('absent', async () =>
      assert.equal(
        errorOf(await direct({ code_challenge: null, code_challenge_method: null })),
        'invalid_request',
      ))
    test('plain', async () =>
      assert.equal(errorOf(await direct({ code_challenge_method: 'plain' })), 'invalid_request'))
    test('downgrade: a challenge without its method', async () =>
      assert.equal(errorOf(await direct({ code_challenge_method: null })), 'invalid_request'))
    test('no verifier for a challenge', async () => {
      const { code } = await begun()
      assert.equal((await redeem(code, null)).body.error, 'invalid_grant')
    })
    test('absent from a pushed request', async () => {
      const headers = {
        authorization: `Basic ${Buffer.from(`${site.id}:${site.secret}`).toString('base64')}`,
      }
      const reply = await fetch(`${world.issuer}/oidc/request`, {
        method: 'POST',
        headers,
        body: new URLSearchParams({
          client_id: site.id,
          response_type: 'code',
          scope: 'openid',
          redirect_uri: site.redirectUri,
        }),
      })
      assert.equal(reply.status, 400)
    })
  })

  test('mix-up: every answer says who made it (RFC 9207)', async () => {
    assert.equal((await signIn(world, site, visitor)).callback.searchParams.get('iss'), world.issuer)
    assert.equal(
      new URL((await direct({ response_type: 'id_token' })).location ?? 'about:blank').searchParams.get(
        'iss',
      ) ?? world.issuer,
      world.issuer,
    )
  })

  test('nothing but codes: implicit, hybrid, passwords and machines are refused', async () => {
    for (const response_type of [
      'token',
      'id_token',
      'id_token token',
      'code id_token',
      'code token',
      'none',
    ])
      assert.equal((await direct({ response_type })).text.includes('access_token'), false)
    for (const grant_type of [
      'password',
      'client_credentials',
      'implicit',
      'urn:ietf:params:oauth:grant-type:device_code',
    ])
      assert.equal(
        (await tokenRequest(world, site, { grant_type, username: RESIDENT, password: 'x', scope: 'openid' }))
          .status,
        400,
      )
  })

  describe('sign-in CSRF and fixation', () => {
    test('a question sent to someone else is dead in their browser', async () => {
      const attacker = await world.browser(OTHER)
      const page = await attacker.visit((await ask(world, await world.site(), { prompt: 'consent' })).url)
      const link = questionOf(page)
      assert.notEqual(link, '')
      assert.equal((await visitor.get(link)).status, 410)
      const answered = await visitor.send(await visitor.get('/compte/sites'), link, { valeur: ['email'] })
      assert.equal(answered.status, 410)
    })
    test('a question is answered by the account that was asked', async () => {
      const browser = await world.browser(RESIDENT)
      const page = await browser.visit((await ask(world, await world.site(), { prompt: 'consent' })).url)
      browser.cookies.set('parvis_session', (await world.browser(OTHER)).cookies.get('parvis_session') ?? '')
      // The page is another session's: its token is dead already. With a token of this one, the question still is.
      assert.equal((await browser.send(page, questionOf(page), { valeur: ['email'] })).status, 403)
      const own = await browser.get('/compte/sites')
      assert.equal((await browser.send(own, questionOf(page), { valeur: ['email'] })).status, 410)
    })
    test('a planted session of the engine gives nothing, and is left at sign-in', async () => {
      const attacker = await world.browser(OTHER)
      await signIn(world, site, attacker)
      const victim = await world.browser()
      for (const name of ['parvis_oidc', 'parvis_oidc.sig'])
        victim.cookies.set(name, attacker.cookies.get(name) ?? '')
      assert.equal(
        errorOf(await victim.visit((await ask(world, site, { prompt: 'none' })).url)),
        'login_required',
      )
      victim.cookies.set(
        'parvis_session',
        (await world.browser(RESIDENT)).cookies.get('parvis_session') ?? '',
      )
      const { claims } = await signIn(world, site, victim)
      assert.equal(claims.sub, (await signIn(world, site, visitor)).claims.sub)
      assert.notEqual(victim.cookies.get('parvis_oidc'), attacker.cookies.get('parvis_oidc'))
    })
    test('half a sign-in (second factor owed) is nobody', async () => {
      const agent = await world.browser('voirie@parvis.example')
      await world.sql('update accounts.session set factors = 1 where person_id = $1', [
        await world.personId('voirie@parvis.example'),
      ])
      assert.equal(
        errorOf(await agent.visit((await ask(world, site, { prompt: 'none' })).url)),
        'login_required',
      )
    })
  })

  describe('tokens', () => {
    const forged = async (alg: 'none' | 'HS256', claims: Record<string, unknown>) => {
      const { keys } = (await (await fetch(`${world.issuer}/oidc/jwks`)).json()) as {
        keys: { kid: string; n: string }[]
      }
      if (alg === 'HS256')
        return new SignJWT(claims)
          .setProtectedHeader({ alg, kid: keys[0]?.kid ?? '' })
          .sign(Buffer.from(JSON.stringify(keys[0])))
      return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`
    }
    test('id_token_hint with alg none, or HS256 with the public key', async () => {
      const { claims } = await signIn(world, site, visitor)
      for (const alg of ['none', 'HS256'] as const) {
        const hint = await forged(alg, { ...claims })
        staysHere(await visitor.visit(`/oidc/session/end?id_token_hint=${hint}`))
        assert.equal(errorOf(await direct({ id_token_hint: hint, prompt: 'none' })), 'invalid_request')
      }
    })
    test('ID token used as access token', async () => {
      const { response } = await signIn(world, site, visitor)
      assert.equal(await read(response.id_token ?? ''), 401)
    })
    test('introspection and revocation of another site’s token', async () => {
      const { response } = await signIn(world, site, visitor)
      const thief = await world.site()
      const call = (path: string) =>
        fetch(`${world.issuer}${path}`, {
          method: 'POST',
          headers: {
            authorization: `Basic ${Buffer.from(`${thief.id}:${thief.secret}`).toString('base64')}`,
          },
          body: new URLSearchParams({ token: response.access_token }),
        })
      assert.deepEqual(await (await call('/oidc/token/introspection')).json(), { active: false })
      await call('/oidc/token/revocation')
      assert.equal(await read(response.access_token), 200)
    })
    test('a wrong secret, none, or a digest in its place', async () => {
      const [row] = await world.sql<{ hex: string }>(
        "select encode(digest, 'hex') as hex from identity.client_secret where client_id = $1",
        [site.id],
      )
      for (const secret of ['faux', row?.hex ?? '', `${site.secret} `]) {
        const reply = await tokenRequest(
          world,
          { ...site, secret },
          { grant_type: 'authorization_code', code: 'x' },
        )
        assert.deepEqual([reply.status, reply.body.error], [401, 'invalid_client'])
      }
    })
    test('a private_key_jwt assertion without signature', async () => {
      const { publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
        'sign',
        'verify',
      ])
      const keyed = await world.site({
        authMethod: 'private_key_jwt',
        jwks: { keys: [{ ...(await crypto.subtle.exportKey('jwk', publicKey)), kid: 'a', alg: 'ES256' }] },
      })
      const exp = Math.floor(Date.now() / 1000) + 60
      const client_assertion = await forged('none', {
        iss: keyed.id,
        sub: keyed.id,
        aud: world.issuer,
        jti: 'x',
        exp,
        iat: exp - 60,
      })
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        code: 'x',
        client_id: keyed.id,
        client_assertion,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      })
      assert.equal((await fetch(`${world.issuer}/oidc/token`, { method: 'POST', body })).status, 401)
    })
    test('a closed account gives nothing any more', async () => {
      await world.sql(
        "insert into accounts.person (email, email_verified_at, name, created_at) values ('fermee@parvis.example', now(), 'Ada Fermée', now())",
      )
      const { response } = await signIn(world, site, await world.browser('fermee@parvis.example'), {
        scope: 'openid offline_access',
        prompt: 'consent',
      })
      assert.equal(await read(response.access_token), 200)
      await world.sql("update accounts.person set closed_at = now() where email = 'fermee@parvis.example'")
      assert.equal(await read(response.access_token), 401)
      assert.equal(
        (
          await tokenRequest(world, site, {
            grant_type: 'refresh_token',
            refresh_token: response.refresh_token ?? '',
          })
        ).body.error,
        'invalid_grant',
      )
    })
  })

  describe('refresh', () => {
    const offline = () =>
      signIn(world, site, visitor, { scope: 'openid email offline_access', prompt: 'consent' })
    const refresh = (token: unknown, more: Record<string, string> = {}, where = site) =>
      tokenRequest(world, where, { grant_type: 'refresh_token', refresh_token: String(token), ...more })
    test('replay: the whole family is revoked', async () => {
      const { response } = await offline()
      const second = await refresh(response.refresh_token)
      assert.equal(second.status, 200)
      assert.equal((await refresh(response.refresh_token)).body.error, 'invalid_grant')
      assert.equal((await refresh(second.body.refresh_token)).body.error, 'invalid_grant')
      assert.equal(await read(String(second.body.access_token)), 401)
    })
    test('ten at the same instant: one wins at most, and the family does not outlive it', async () => {
      const { response } = await offline()
      const replies = await Promise.all(Array.from({ length: 10 }, () => refresh(response.refresh_token)))
      const won = replies.filter(({ status }) => status === 200)
      assert.ok(won.length <= 1)
      for (const { body } of won)
        assert.equal((await refresh(body.refresh_token)).body.error, 'invalid_grant')
    })
    test('scope escalation', async () => {
      const { response } = await offline()
      assert.equal(
        (await refresh(response.refresh_token, { scope: 'openid email phone' })).body.error,
        'invalid_scope',
      )
    })
    test('by another site', async () => {
      const { response } = await offline()
      assert.equal(
        (await refresh(response.refresh_token, {}, await world.site())).body.error,
        'invalid_grant',
      )
    })
    test('offline access is asked in words, never taken', async () => {
      const { response } = await signIn(world, site, visitor, { scope: 'openid offline_access' })
      assert.equal(response.refresh_token, undefined)
      assert.match(
        (await direct({ scope: 'openid offline_access', prompt: 'consent' })).text,
        /relire ces informations quand vous n’êtes pas là/,
      )
    })
  })

  describe('parameters', () => {
    test('claims abuse: not an object, unknown names, values that no one may ask', async () => {
      for (const claims of ['[]', '"x"', '{', '{"userinfo":[]}', '{"userinfo":{"name":"x"}}'])
        assert.equal(errorOf(await direct({ claims })), 'invalid_request', claims)
      const { response } = await signIn(world, await world.site(), visitor, {
        claims: '{"userinfo":{"password_hash":null,"id":null},"id_token":{"personId":null}}',
      })
      assert.deepEqual(Object.keys(decodeJwt(response.id_token ?? '')).toSorted(), [
        'acr',
        'amr',
        'aud',
        'exp',
        'iat',
        'iss',
        'nonce',
        'sub',
      ])
    })
    test('64 KB', async () => {
      assert.ok(
        [413, 414, 431].includes((await visitor.get(`/oidc/auth?state=${'x'.repeat(65_536)}`)).status),
      )
      assert.equal((await visitor.post('/oidc/token', { grant_type: 'x'.repeat(65_536) })).status, 413)
      assert.ok((await visitor.post('/oidc/auth', { state: 'x'.repeat(20_000) })).status >= 400)
    })
    test('duplicated', async () => {
      const { url } = await ask(world, site)
      for (const twice of ['&client_id=x', '&redirect_uri=https%3A%2F%2Fmal.example', '&scope=openid']) {
        const page = await visitor.visit(url + twice)
        assert.ok(page.location === null || errorOf(page) === 'invalid_request', twice)
        assert.doesNotMatch(page.location ?? '', /mal\.example/)
      }
    })
    test('JSON prototype keys', async () => {
      await direct({
        claims: '{"__proto__":{"admin":true},"userinfo":{"__proto__":null,"constructor":null}}',
      })
      assert.equal(({} as { admin?: boolean }).admin, undefined)
      await signIn(world, site, visitor)
    })
    test('a state with anything in it comes back as it was', async () => {
      const { callback } = await signIn(world, site, visitor, { state: 'é<script>\u0001 &=%' })
      assert.equal(callback.searchParams.get('state'), 'é<script>\u0001 &=%')
    })
    test('a value that the site may not ask is never given', async () => {
      const modest = await world.site({ allowedValues: ['email'] })
      assert.equal(errorOf(await direct({ scope: 'openid phone' }, modest)), 'invalid_scope')
      const { response } = await signIn(
        world,
        modest,
        visitor,
        { scope: 'openid email', claims: '{"userinfo":{"name":null,"phone_number":null}}' },
        ['email', 'name', 'phone'],
      )
      const info = (await (
        await fetch(`${world.issuer}/oidc/me`, {
          headers: { authorization: `Bearer ${response.access_token}` },
        })
      ).json()) as object
      assert.deepEqual(Object.keys(info).toSorted(), ['email', 'email_verified', 'provenance', 'sub'])
    })
  })

  describe('SSRF', () => {
    test('request_uri is never fetched', async () => {
      const listener = await openListener()
      try {
        await direct({ request_uri: `${listener.origin}/demande` })
        assert.equal(listener.received.length, 0)
      } finally {
        await listener.close()
      }
    })
    const inside = [
      'https://127.0.0.1/x',
      'https://localhost/x',
      'https://10.0.0.8/x',
      'https://169.254.169.254/latest/meta-data',
      'https://[::1]/x',
      'https://[fd00::1]/x',
      'https://2130706433/x',
      'https://siu.mairie.lan/x',
      'https://intranet/x',
      'http://bron.example/x',
      'ftp://bron.example/x',
      'https://a:b@bron.example/x',
    ]
    test('backchannel_logout_uri and jwks_uri inside the house are not registered', async () => {
      for (const address of inside) {
        await assert.rejects(world.site({ backchannelUri: address }), { name: 'Error' }, address)
        await assert.rejects(
          world.site({ authMethod: 'private_key_jwt', jwksUri: address }),
          { name: 'Error' },
          address,
        )
      }
    })
    test('nor called, were they in the database; a name that leads inside is refused when it is resolved (rebinding)', async () => {
      for (const url of [...inside, 'https://localhost.localdomain/x'])
        await assert.rejects(
          callSite({ method: 'GET', url, headers: {}, body: null, privateHosts: [] }),
          { name: 'CallFailed' },
          url,
        )
    })
    test('a host allowed to one site is closed to the others, and its other ports too', async () => {
      const listener = await openListener()
      const { host } = new URL(listener.origin)
      try {
        await assert.rejects(
          callSite({
            method: 'GET',
            url: 'http://127.0.0.1:1/x',
            headers: {},
            body: null,
            privateHosts: [host],
          }),
          /not https/,
        )
        assert.equal(
          (
            await callSite({
              method: 'GET',
              url: `${listener.origin}/x`,
              headers: {},
              body: null,
              privateHosts: [host],
            })
          ).status,
          200,
        )
        await assert.rejects(world.site({ backchannelUri: `${listener.origin}/x` }))
      } finally {
        await listener.close()
      }
    })
    test('redirects are not followed, long answers are cut', async () => {
      const listener = await openListener('x'.repeat(100_000))
      const call = () =>
        callSite({
          method: 'GET',
          url: `${listener.origin}/x`,
          headers: {},
          body: null,
          privateHosts: [new URL(listener.origin).host],
        })
      try {
        await assert.rejects(call(), /answer too long/)
        assert.equal(listener.received.length, 1)
      } finally {
        await listener.close()
      }
    })
  })

  test('registration: a name cannot carry a script, and is escaped where it is shown', async () => {
    await assert.rejects(world.site({ name: '<script>alert(1)</script>' }))
    const quoted = await world.site({ name: 'Site "de" l’été & Cie' })
    assert.match((await direct({}, quoted)).text, /Site (&quot;|")de(&quot;|") l’été &amp; Cie/)
  })

  describe('browser', () => {
    test('no page of a sign-in stands in a frame, silent ones neither (clickjacking, prompt=none)', async () => {
      const pages = [
        await direct({}, await world.site()),
        await visitor.get((await ask(world, site, { prompt: 'none' })).url),
        await visitor.get('/oidc/session/end'),
      ]
      for (const page of pages)
        assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/)
    })
    test('answers with tokens are not kept by anyone', async () => {
      const { code, asked } = await begun()
      const headers = {
        authorization: `Basic ${Buffer.from(`${site.id}:${site.secret}`).toString('base64')}`,
      }
      const reply = await fetch(`${world.issuer}/oidc/token`, {
        method: 'POST',
        headers,
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code,
          redirect_uri: site.redirectUri,
          code_verifier: asked.verifier,
        }),
      })
      assert.equal(reply.headers.get('cache-control'), 'no-store')
    })
    test('a page of another site reads no endpoint', async () => {
      const { response } = await signIn(world, site, visitor)
      const reply = await fetch(`${world.issuer}/oidc/me`, {
        headers: { origin: 'https://mal.example', authorization: `Bearer ${response.access_token}` },
      })
      assert.notEqual(reply.headers.get('access-control-allow-origin'), 'https://mal.example')
    })
    test('the consent form needs our token', async () => {
      const page = await direct({ prompt: 'consent' })
      assert.equal((await visitor.post(questionOf(page), { valeur: 'email' })).status, 403)
      assert.equal((await visitor.post(questionOf(page), { _csrf: 'x', valeur: 'email' })).status, 403)
    })
  })

  describe('logout', () => {
    test('forced: an address or a form of another site signs nobody out', async () => {
      const browser = await world.browser(RESIDENT)
      await signIn(world, site, browser)
      await browser.visit('/oidc/session/end')
      assert.ok((await browser.post('/oidc/session/end/confirm', { logout: 'yes' })).status >= 400)
      assert.ok((await browser.post('/oidc/session/end/confirm', { logout: 'yes', xsrf: 'x' })).status >= 400)
      assert.equal((await browser.get('/compte/sites')).status, 200)
    })
    test('a hint of another person’s does not end my session by itself', async () => {
      const { response } = await signIn(world, site, await world.browser(OTHER))
      const page = await visitor.visit(`/oidc/session/end?id_token_hint=${response.id_token}`)
      assert.match(page.text, /<h1>Se déconnecter<\/h1>/)
      assert.equal((await visitor.get('/compte/sites')).status, 200)
    })
  })

  test('operations: a fault of ours is noted without what it carried', async () => {
    await world.sql('alter table identity.artifact rename to away')
    try {
      const reply = await fetch(`${world.issuer}/oidc/me`, {
        headers: { authorization: 'Bearer jeton-perdu' },
      })
      assert.equal(reply.status, 500)
      assert.deepEqual(Object.keys((await reply.json()) as object).toSorted(), ['error', 'error_description'])
    } finally {
      await world.sql('alter table identity.away rename to artifact')
    }
    const noted = world.journal.filter((line) => line.includes('"level":50'))
    assert.equal(noted.length, 1)
    assert.doesNotMatch(noted[0] ?? '', /jeton-perdu|artifact"|does not exist/)
  })

  test('operations: neither secrets, codes, tokens nor people are in the journal', async () => {
    const { response, callback, claims } = await signIn(world, site, visitor, {
      scope: 'openid email offline_access',
      prompt: 'consent',
    })
    await tokenRequest(
      world,
      { ...site, secret: 'mauvais-secret' },
      { grant_type: 'authorization_code', code: 'x' },
    )
    const all = world.journal.join('\n')
    assert.match(all, /"route":"\/oidc\/\*"/)
    for (const word of [
      site.secret,
      'mauvais-secret',
      callback.searchParams.get('code') ?? '',
      response.access_token,
      response.refresh_token ?? '',
      response.id_token ?? '',
      claims.sub,
      RESIDENT,
      'code_challenge',
    ])
      assert.ok(!all.includes(word))
  })
})
