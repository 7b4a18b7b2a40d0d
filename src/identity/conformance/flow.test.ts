// Modules of the OpenID Foundation's suite about the flow, under their own names; oauth4webapi, which is strict, is the judge.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as oauth from 'oauth4webapi'
import {
  agree,
  ask,
  exchange,
  INSECURE,
  openWorld,
  RESIDENT,
  type Site,
  signIn,
  type Visitor,
  type World,
} from '../world.fixture.ts'

describe('conformance: flow and scopes', () => {
  let world: World
  let site: Site
  let visitor: Visitor
  before(async () => {
    world = await openWorld()
    site = await world.site()
    visitor = await world.browser(RESIDENT)
  })
  after(() => world.close())

  const userinfo = async (token: string, sub: string) => {
    const server = await world.discovered()
    return oauth.processUserInfoResponse(
      server,
      site.client,
      sub,
      await oauth.userInfoRequest(server, site.client, token, INSECURE),
    )
  }

  test('oidcc-discovery-endpoint-verification', async () => {
    const server = await world.discovered()
    assert.equal(server.issuer, world.issuer)
    for (const address of [
      server.authorization_endpoint,
      server.token_endpoint,
      server.userinfo_endpoint,
      server.jwks_uri,
      server.end_session_endpoint,
      server.introspection_endpoint,
      server.revocation_endpoint,
      server.pushed_authorization_request_endpoint,
    ])
      assert.equal(new URL(address ?? '').origin, world.issuer)
    assert.deepEqual(server.response_types_supported, ['code'])
    assert.deepEqual(server.subject_types_supported, ['pairwise'])
    assert.deepEqual(server.code_challenge_methods_supported, ['S256'])
    assert.deepEqual(server.grant_types_supported?.toSorted(), ['authorization_code', 'refresh_token'])
    assert.deepEqual(server.id_token_signing_alg_values_supported, ['RS256'])
    assert.equal(server.registration_endpoint, undefined)
    assert.equal(server.authorization_response_iss_parameter_supported, true)
    const { keys } = (await (await fetch(server.jwks_uri ?? '')).json()) as {
      keys: Record<string, unknown>[]
    }
    assert.ok(keys.length >= 2)
    for (const key of keys)
      assert.deepEqual([key.kty, key.use, 'd' in key, 'p' in key], ['RSA', 'sig', false, false])
  })

  test('oidcc-server', async () => {
    const { claims, response } = await signIn(world, site, visitor)
    assert.equal(claims.iss, world.issuer)
    assert.equal(claims.aud, site.id)
    assert.match(claims.sub, /^[\w-]{43}$/)
    assert.equal(response.token_type, 'bearer')
  })

  test('oidcc-response-type-missing', async () => {
    const asked = await ask(world, site, { response_type: null })
    const page = await visitor.visit(asked.url)
    const back = new URL(page.location ?? '')
    assert.deepEqual(
      [back.searchParams.get('error'), back.searchParams.get('state')],
      ['invalid_request', asked.state],
    )
  })

  test('oidcc-ensure-redirect-uri-in-authorization-request', async () => {
    const page = await visitor.visit((await ask(world, site, { redirect_uri: null })).url)
    assert.equal(page.location, null, 'nobody is sent to an address that was not given, even the only one')
    assert.equal(page.status, 400)
  })

  test('oidcc-ensure-post-request-succeeds', async () => {
    const asked = await ask(world, site)
    const url = new URL(asked.url, world.issuer)
    const posted = await visitor.post('/oidc/auth', Object.fromEntries(url.searchParams))
    assert.equal(posted.status, 303)
    const callback = await agree(visitor, await visitor.visit(posted.location ?? ''))
    assert.equal((await exchange(world, site, asked, callback)).claims.aud, site.id)
  })

  test('oidcc-ensure-request-with-valid-pkce-succeeds', async () => {
    assert.equal((await signIn(world, site, visitor)).claims.aud, site.id)
  })

  test('oidcc-ensure-request-with-unknown-parameter-succeeds', async () => {
    assert.equal((await signIn(world, site, visitor, { extra: 'foobar' })).claims.aud, site.id)
  })

  test('oidcc-ensure-request-with-acr-values-succeeds', async () => {
    assert.equal((await signIn(world, site, visitor, { acr_values: '1 2 eidas1' })).claims.acr, 'eidas1')
  })

  test('oidcc-ensure-request-without-nonce-succeeds-for-code-flow', async () => {
    assert.equal((await signIn(world, site, visitor, { nonce: null })).claims.nonce, undefined)
  })

  test('oidcc-server-client-secret-post', async () => {
    const other = await world.site({
      authMethod: 'client_secret_post',
      redirectUris: ['https://mions.example/retour'],
      authority: '69283',
    })
    const asked = await ask(world, other)
    const callback = await agree(visitor, await visitor.visit(asked.url))
    const { claims } = await exchange(
      world,
      other,
      asked,
      callback,
      undefined,
      false,
      oauth.ClientSecretPost(other.secret),
    )
    assert.equal(claims.aud, other.id)
  })

  test('oidcc-alternate-happy-flow', async () => {
    const { privateKey, publicKey } = await crypto.subtle.generateKey(
      { name: 'ECDSA', namedCurve: 'P-256' },
      true,
      ['sign', 'verify'],
    )
    const jwk = {
      ...(await crypto.subtle.exportKey('jwk', publicKey)),
      kid: 'cle-1',
      alg: 'ES256',
      use: 'sig',
    }
    const other = await world.site({ authMethod: 'private_key_jwt', jwks: { keys: [jwk] } })
    const asked = await ask(world, other)
    const callback = await agree(visitor, await visitor.visit(asked.url))
    const { claims } = await exchange(
      world,
      other,
      asked,
      callback,
      undefined,
      false,
      oauth.PrivateKeyJwt({ key: privateKey, kid: 'cle-1' }),
    )
    assert.equal(claims.aud, other.id)
  })

  test('oidcc-userinfo-get', async () => {
    const { response, claims } = await signIn(world, site, visitor, { scope: 'openid profile' })
    assert.equal((await userinfo(response.access_token, claims.sub)).sub, claims.sub)
  })

  test('oidcc-userinfo-post-header', async () => {
    const { response, claims } = await signIn(world, site, visitor)
    const reply = await fetch(`${world.issuer}/oidc/me`, {
      method: 'POST',
      headers: { authorization: `Bearer ${response.access_token}` },
    })
    assert.equal(((await reply.json()) as { sub: string }).sub, claims.sub)
  })

  test('oidcc-userinfo-post-body', async () => {
    const { response, claims } = await signIn(world, site, visitor)
    const reply = await fetch(`${world.issuer}/oidc/me`, {
      method: 'POST',
      body: new URLSearchParams({ access_token: response.access_token }),
    })
    assert.equal(((await reply.json()) as { sub: string }).sub, claims.sub)
  })

  test('oidcc-userinfo-rs256', async () => {
    const signed = await world.site({ userinfoSigned: true })
    const { response, claims } = await signIn(world, signed, visitor, { scope: 'openid email' })
    const server = await world.discovered()
    const client = { ...signed.client, userinfo_signed_response_alg: 'RS256' }
    const reply = await oauth.userInfoRequest(server, client, response.access_token, INSECURE)
    assert.match(reply.headers.get('content-type') ?? '', /application\/jwt/)
    const info = await oauth.processUserInfoResponse(server, client, claims.sub, reply)
    await oauth.validateApplicationLevelSignature(server, reply, INSECURE)
    assert.equal(info.email, RESIDENT)
  })

  const scopes = {
    profile: ['name', 'provenance'],
    email: ['email', 'email_verified', 'provenance'],
    address: ['address', 'provenance'],
    phone: ['phone_number', 'phone_number_verified', 'provenance'],
  }
  const everything = () =>
    world.sql(
      `insert into accounts.profile_value (person_id, value_id, value, source, level, recorded_at)
      select p.id, v.id, v.value, 'declared', 'declared', now()
      from accounts.person p, (values ('phone', '0600000000'), ('commune', '69029')) v (id, value) where p.email = $1
      on conflict (person_id, value_id) where ended_at is null do update set value = excluded.value`,
      [RESIDENT],
    )
  for (const [scope, names] of Object.entries(scopes)) {
    test(`oidcc-scope-${scope}`, async () => {
      await everything()
      const { response, claims } = await signIn(world, await world.site({ name: `Site ${scope}` }), visitor, {
        scope: `openid ${scope}`,
      })
      const { sub: _sub, ...info } = await userinfo(response.access_token, claims.sub)
      assert.deepEqual(Object.keys(info).toSorted(), names)
      assert.deepEqual(
        names.filter((name) => name in claims),
        [],
      )
    })
  }

  test('oidcc-scope-all', async () => {
    await everything()
    const { response, claims } = await signIn(world, site, visitor, {
      scope: 'openid profile email address phone',
    })
    const info = await userinfo(response.access_token, claims.sub)
    for (const name of Object.values(scopes).flat()) assert.ok(name in info, name)
    assert.deepEqual(info.address, { locality: 'Bron', country: 'France' })
    assert.deepEqual([info.email_verified, info.phone_number_verified], [true, false])
  })

  test('oidcc-claims-essential', async () => {
    const wanted = JSON.stringify({
      userinfo: { name: { essential: true } },
      id_token: { auth_time: { essential: true } },
    })
    const { response, claims } = await signIn(world, await world.site(), visitor, { claims: wanted })
    assert.equal(typeof claims.auth_time, 'number')
    const info = await userinfo(response.access_token, claims.sub)
    assert.equal(typeof info.name, 'string')
    assert.equal(info.email, undefined)
  })

  test('oidcc-claims-locales', async () => {
    assert.ok((await signIn(world, site, visitor, { claims_locales: 'se fr' })).claims.sub)
  })
})
