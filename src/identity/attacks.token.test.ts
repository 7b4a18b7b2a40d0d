// Attacks on tokens (RFC 9700, 4.14): forged, of another kind or site, replayed.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { SignJWT } from 'jose'
import { errorOf, openTarget, staysHere, stepsOf } from './attacks.fixture.ts'
import { signIn, type Site, tokenRequest, type Visitor, type World } from './world.fixture.ts'

describe('attacks on the provider: tokens', () => {
  let world: World
  let site: Site
  let visitor: Visitor
  before(async () => {
    ;({ world, site, visitor } = await openTarget())
  })
  after(() => world.close())
  const { direct, read } = stepsOf(() => ({ world, site, visitor }))

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
})
