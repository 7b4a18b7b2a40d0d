// Attacks by what is said to the provider: parameters of any shape, and addresses that lead inside (SSRF).
import assert from 'node:assert/strict'
import { get } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { decodeJwt } from 'jose'
import { callSite } from './store/outbound.ts'
import { errorOf, openTarget, stepsOf } from './attacks.fixture.ts'
import { ask, openListener, signIn, type Site, type Visitor, type World } from './world.fixture.ts'

describe('attacks on the provider: parameters and addresses', () => {
  let world: World
  let site: Site
  let visitor: Visitor
  before(async () => {
    ;({ world, site, visitor } = await openTarget())
  })
  after(() => world.close())
  const { direct } = stepsOf(() => ({ world, site, visitor }))

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
    test('a host that is not ours is repeated nowhere', async () => {
      for (const path of ['/.well-known/openid-configuration', '/oidc/session/end']) {
        const said = await new Promise<string>((done, fail) =>
          get(new URL(path, world.issuer), { headers: { host: 'mal.example' } }, (reply) => {
            reply.setEncoding('utf8')
            let body = ''
            reply.on('data', (part: string) => (body += part)).on('end', () => done(body))
          }).on('error', fail),
        )
        assert.match(said, new RegExp(`${world.issuer}/oidc/`), path)
        assert.doesNotMatch(said, /mal\.example/, path)
      }
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
})
