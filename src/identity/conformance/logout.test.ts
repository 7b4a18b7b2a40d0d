// Modules of the OpenID Foundation's suite about keys, sectors and signing out.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { system } from '#platform/actor.ts'
import { rotateKeys } from '../engine/keys.ts'
import { forgetProvider } from '../engine/provider.ts'
import {
  openListener,
  openWorld,
  type Page,
  RESIDENT,
  type Site,
  signIn,
  type Visitor,
  type World,
} from '../world.fixture.ts'

const FIN = 'https://bron.example/fin'

describe('conformance: keys and signing out', () => {
  let world: World
  let site: Site
  before(async () => {
    world = await openWorld()
    site = await world.site({ postLogoutUris: [FIN, `${FIN}?foo=bar`] })
  })
  after(() => world.close())

  const keys = () => createRemoteJWKSet(new URL(`${world.issuer}/oidc/jwks`))
  const rotate = async () => {
    await world.db.write(system, (tx) => rotateKeys(tx, world.config.secret))
    forgetProvider(world.db)
  }

  test('oidcc-idtoken-rs256', async () => {
    const { response } = await signIn(world, site, await world.browser(RESIDENT))
    assert.equal(decodeProtectedHeader(response.id_token ?? '').alg, 'RS256')
  })

  test('oidcc-idtoken-signature', async () => {
    const { response } = await signIn(world, site, await world.browser(RESIDENT))
    const { payload } = await jwtVerify(response.id_token ?? '', keys(), {
      issuer: world.issuer,
      audience: site.id,
    })
    assert.ok(payload.sub)
  })

  test('oidcc-server-rotate-keys', async () => {
    const visitor = await world.browser(RESIDENT)
    const before = await signIn(world, site, visitor)
    // A site that read the keys before the rotation knows the one that signs after it: no outage.
    const published = (await (await fetch(`${world.issuer}/oidc/jwks`)).json()) as { keys: { kid: string }[] }
    await rotate()
    const after = await signIn(world, site, visitor)
    const kid = decodeProtectedHeader(after.response.id_token ?? '').kid
    assert.notEqual(kid, decodeProtectedHeader(before.response.id_token ?? '').kid)
    assert.ok(published.keys.some((key) => key.kid === kid))
    await jwtVerify(before.response.id_token ?? '', keys(), { issuer: world.issuer })
    await jwtVerify(after.response.id_token ?? '', keys(), { issuer: world.issuer })
  })

  test('oidcc-registration-sector-uri', async () => {
    const two = await world.site({
      redirectUris: ['https://bron.example/retour', 'https://ecoles.bron.example/retour'],
    })
    const visitor = await world.browser(RESIDENT)
    const here = await signIn(world, two, visitor)
    assert.equal((await signIn(world, site, visitor)).claims.sub, here.claims.sub)
  })

  test('oidcc-registration-sector-bad', async () => {
    await assert.rejects(world.site({ sector: 'état civil/../x' }), /secteur/)
  })

  test('oidcc-registration-jwks-uri', async () => {
    const { privateKey, publicKey } = await crypto.subtle.generateKey(
      { name: 'ECDSA', namedCurve: 'P-256' },
      true,
      ['sign', 'verify'],
    )
    const listener = await openListener(
      JSON.stringify({
        keys: [{ ...(await crypto.subtle.exportKey('jwk', publicKey)), kid: 'a', alg: 'ES256', use: 'sig' }],
      }),
    )
    try {
      const { SignJWT } = await import('jose')
      const host = new URL(listener.origin).host
      const keyed = await world.site({
        authMethod: 'private_key_jwt',
        jwksUri: `${listener.origin}/jwks`,
        privateHosts: [host],
      })
      const assertion = await new SignJWT({ jti: crypto.randomUUID() })
        .setProtectedHeader({ alg: 'ES256', kid: 'a' })
        .setIssuer(keyed.id)
        .setSubject(keyed.id)
        .setAudience(world.issuer)
        .setIssuedAt()
        .setExpirationTime('1m')
        .sign(privateKey)
      const body = new URLSearchParams({
        token: 'x',
        client_id: keyed.id,
        client_assertion: assertion,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      })
      const reply = await fetch(`${world.issuer}/oidc/token/introspection`, { method: 'POST', body })
      assert.deepEqual(await reply.json(), { active: false })
      assert.equal(listener.received.length, 1)
    } finally {
      await listener.close()
    }
  })

  /** A browser that has signed in at the site. */
  const signedIn = async (where = site): Promise<{ visitor: Visitor; idToken: string }> => {
    const visitor = await world.browser(RESIDENT)
    return { visitor, idToken: (await signIn(world, where, visitor)).response.id_token ?? '' }
  }
  const leave = (visitor: Visitor, parameters: Record<string, string>): Promise<Page> =>
    visitor.visit(`/oidc/session/end?${new URLSearchParams(parameters)}`)
  const say = async (visitor: Visitor, page: Page, isYes = true): Promise<Page> => {
    assert.match(page.text, /<h1>Se déconnecter<\/h1>/)
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    return visitor.send(page, '/oidc/session/end/confirm', isYes ? { xsrf, logout: 'yes' } : { xsrf })
  }
  const isSignedIn = async (visitor: Visitor) => (await visitor.get('/compte/sites')).status === 200
  const isRefused = (page: Page) => {
    assert.deepEqual([page.status, page.location], [400, null])
    assert.match(page.text, /La connexion n’a pas pu se faire/)
  }

  test('oidcc-rp-initiated-logout', async () => {
    const { visitor, idToken } = await signedIn()
    const page = await say(
      visitor,
      await leave(visitor, { id_token_hint: idToken, post_logout_redirect_uri: FIN, state: 'abc' }),
    )
    assert.equal(page.location, `${FIN}?state=abc`)
    assert.equal(await isSignedIn(visitor), false)
  })
  test('oidcc-rp-initiated-logout-discovery-endpoint-verification', async () => {
    assert.equal((await world.discovered()).end_session_endpoint, `${world.issuer}/oidc/session/end`)
  })
  test('oidcc-rp-initiated-logout-bad-id-token-hint', async () => {
    const { visitor } = await signedIn()
    isRefused(await leave(visitor, { id_token_hint: 'pas.un.jeton', post_logout_redirect_uri: FIN }))
    assert.equal(await isSignedIn(visitor), true)
  })
  test('oidcc-rp-initiated-logout-modified-id-token-hint', async () => {
    const { visitor, idToken } = await signedIn()
    const [header, payload, signature = ''] = idToken.split('.')
    const modified = [header, payload, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`].join(
      '.',
    )
    isRefused(await leave(visitor, { id_token_hint: modified, post_logout_redirect_uri: FIN }))
  })
  test('oidcc-rp-initiated-logout-bad-post-logout-redirect-uri', async () => {
    const { visitor, idToken } = await signedIn()
    isRefused(
      await leave(visitor, { id_token_hint: idToken, post_logout_redirect_uri: 'https://autre.example/' }),
    )
  })
  test('oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri', async () => {
    const { visitor, idToken } = await signedIn()
    isRefused(await leave(visitor, { id_token_hint: idToken, post_logout_redirect_uri: `${FIN}?foo=baz` }))
  })
  const staysHere: Record<string, (idToken: string) => Record<string, string>> = {
    'oidcc-rp-initiated-logout-no-id-token-hint': () => ({ post_logout_redirect_uri: FIN, state: 'abc' }),
    'oidcc-rp-initiated-logout-no-params': () => ({}),
    'oidcc-rp-initiated-logout-only-state': () => ({ state: 'abc' }),
    'oidcc-rp-initiated-logout-no-post-logout-redirect-uri': (idToken) => ({
      id_token_hint: idToken,
      state: 'abc',
    }),
  }
  for (const [module, parameters] of Object.entries(staysHere)) {
    test(module, async () => {
      const { visitor, idToken } = await signedIn()
      const page = await say(visitor, await leave(visitor, parameters(idToken)))
      assert.equal(page.location, null)
      assert.match(page.text, /Vous êtes déconnecté/)
      assert.equal(await isSignedIn(visitor), false)
    })
  }
  test('oidcc-rp-initiated-logout-no-state', async () => {
    const { visitor, idToken } = await signedIn()
    const page = await say(
      visitor,
      await leave(visitor, { id_token_hint: idToken, post_logout_redirect_uri: FIN }),
    )
    assert.equal(page.location, FIN)
  })

  test('oidcc-backchannel-logout-discovery-endpoint-verification', async () => {
    const server = await world.discovered()
    assert.deepEqual(
      [server.backchannel_logout_supported, server.backchannel_logout_session_supported],
      [true, true],
    )
  })

  test('oidcc-backchannel-rp-initiated-logout', async () => {
    const listener = await openListener()
    try {
      const told = await world.site({
        backchannelUri: `${listener.origin}/sortie`,
        privateHosts: [new URL(listener.origin).host],
      })
      const { visitor, idToken } = await signedIn(told)
      await say(visitor, await leave(visitor, { id_token_hint: idToken, post_logout_redirect_uri: FIN }))
      for (const payload of await world.planned('identity.deliver_logout'))
        await world.job('identity.deliver_logout', payload)
      assert.equal(listener.received.length, 1)
      assert.equal(listener.received[0]?.type, 'application/x-www-form-urlencoded')
      const token = new URLSearchParams(listener.received[0]?.body).get('logout_token') ?? ''
      const { payload, protectedHeader } = await jwtVerify(token, keys(), {
        issuer: world.issuer,
        audience: told.id,
        typ: 'logout+jwt',
      })
      const signed = decodeJwt(idToken)
      assert.deepEqual([payload.sub, payload.sid, protectedHeader.alg], [signed.sub, signed.sid, 'RS256'])
      assert.deepEqual(payload.events, { 'http://schemas.openid.net/event/backchannel-logout': {} })
      assert.ok(payload.jti)
      assert.equal('nonce' in payload, false)
    } finally {
      await listener.close()
    }
  })
})
