// The simulator of ProConnect keeps to what the service documents: parameters, claims, sessions, sign-out.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { proConnect, type Simulator, startSimulator } from './index.ts'
import { client, OUT, party } from './party.fixture.ts'

describe('the simulator of ProConnect', () => {
  const SCOPE = 'openid given_name usual_name email uid siret idp_id roles'
  let simulator: Simulator
  let site: ReturnType<typeof party>
  const pair = generateKeyPair('ES256', { extractable: true })
  before(async () => {
    const jwk = { ...(await exportJWK((await pair).publicKey)), kid: 'a', alg: 'ES256' }
    const clients = [
      client('desk', 'lyon'),
      client('signed', 'lyon', { secret: null, jwks: { keys: [jwk] } }),
    ]
    simulator = await startSimulator(proConnect, { port: 0, clients })
    site = party(simulator, 'desk', SCOPE)
  })
  after(() => simulator.stop())

  test('Y000400 for an unknown parameter, a missing or short state, a SIRET that is not one', async () => {
    for (const changes of [
      { licorne: '1' },
      { state: null },
      { state: 'court' },
      { siret_hint: '123' },
      { max_age: '1' },
      { nonce: 'é'.repeat(40) },
    ]) {
      const reply = await site.authorize(changes)
      assert.equal(reply.status, 400, JSON.stringify(changes))
      assert.match(await reply.text(), /Y000400/)
    }
  })

  test('claims, roles and levels of each persona; amr and sid in the ID token', async () => {
    assert.deepEqual((await site.identity('voirie')).roles, ['agent_public', 'agent_public_territorial'])
    assert.deepEqual((await site.identity('association')).roles, [])
    for (const { claims } of proConnect.personas) assert.match(String(claims.siret), /^\d{14}$/)
    const { acr, amr, sid } = decodeJwt((await site.tokens('voirie')).id_token)
    assert.deepEqual([acr, amr, typeof sid], ['eidas1-mfa', ['pwd', 'otp', 'mfa'], 'string'])
    assert.equal(decodeJwt((await site.tokens('accueil-un-facteur')).id_token).acr, 'eidas1')
  })

  test('SIRETs are right by the key of Luhn', () => {
    const luhn = (text: string) =>
      [...text].reverse().reduce((sum, digit, at) => {
        const doubled = Number(digit) * (at % 2 === 1 ? 2 : 1)
        return sum + (doubled > 9 ? doubled - 9 : doubled)
      }, 0) % 10
    for (const { id, claims } of proConnect.personas) assert.equal(luhn(String(claims.siret)), 0, id)
  })

  test('prompt=none answers from the session, or login_required', async () => {
    const without = await site.authorize({ prompt: 'none' })
    assert.equal(new URL(without.headers.get('location') ?? '').searchParams.get('error'), 'login_required')
    const first = await site.authorize({}, { 'x-persona': 'voirie' })
    const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const silent = await site.authorize({ prompt: 'none' }, { cookie })
    assert.ok(new URL(silent.headers.get('location') ?? '').searchParams.get('code'))
  })

  test('sign-out: Y030111 for wrong parameters, Y030110 without a session, then back', async () => {
    const { id_token: hint } = await site.tokens('voirie')
    const first = await site.authorize({}, { 'x-persona': 'voirie' })
    const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const out = (query: Record<string, string>, headers: Record<string, string> = {}) =>
      fetch(`${simulator.issuer}/session/end?${new URLSearchParams(query)}`, { redirect: 'manual', headers })
    assert.match(
      await (await out({ id_token_hint: hint, post_logout_redirect_uri: OUT }, { cookie })).text(),
      /Y030111/,
    )
    assert.match(
      await (await out({ id_token_hint: hint, post_logout_redirect_uri: OUT, state: 'x' })).text(),
      /Y030110/,
    )
    assert.equal(
      (await out({ id_token_hint: hint, post_logout_redirect_uri: OUT, state: 'x' }, { cookie })).status,
      303,
    )
  })

  test('private_key_jwt: accepted once, refused when replayed or for another audience', async () => {
    const { privateKey } = await pair
    const assertion = (audience: string) =>
      new SignJWT({ jti: randomUUID() })
        .setProtectedHeader({ alg: 'ES256', kid: 'a' })
        .setIssuer('signed')
        .setSubject('signed')
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('1m')
        .sign(privateKey)
    const signed = party(simulator, 'signed', SCOPE)
    const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
    const exchange = async (jwt: string) =>
      (
        await signed.exchange(await signed.code('voirie'), {
          client_assertion: jwt,
          client_assertion_type: type,
        })
      ).status
    const good = await assertion(simulator.issuer)
    assert.equal(await exchange(good), 200)
    assert.equal(await exchange(good), 401)
    assert.equal(await exchange(await assertion('https://elsewhere.example')), 401)
  })

  test('revocation and introspection', async () => {
    const { access_token: token } = await site.tokens('voirie')
    const form = new URLSearchParams({ token, client_id: 'desk', client_secret: 'secret-desk' })
    const ask = async () =>
      (
        (await (
          await fetch(`${simulator.issuer}/token/introspection`, { method: 'POST', body: form })
        ).json()) as { active: boolean }
      ).active
    assert.equal(await ask(), true)
    assert.equal(
      (await fetch(`${simulator.issuer}/token/revocation`, { method: 'POST', body: form })).status,
      200,
    )
    assert.equal(await ask(), false)
    assert.equal((await site.userinfo(token)).status, 401)
  })
})
