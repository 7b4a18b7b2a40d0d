// The simulators keep to what the two services document: parameters, lifetimes, subjects, answers, sign-out.
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import {
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  SignJWT,
} from 'jose'
import { type Client, FAULTS, franceConnect, proConnect, type Simulator, startSimulator } from './index.ts'

const BACK = 'https://site.example/retour'
const OUT = 'https://site.example/sorti'
const NONCE = 'n'.repeat(32)
const STATE = 's'.repeat(32)

const client = (id: string, entity: string, more: Partial<Client> = {}): Client => ({
  id,
  entity,
  secret: `secret-${id}`,
  signedWith: 'ES256',
  redirectUris: [BACK],
  postLogoutRedirectUris: [OUT],
  ...more,
})

interface Tokens {
  access_token: string
  expires_in: number
  id_token: string
  scope: string
  token_type: string
}

/** One relying party talking to one simulator. */
function party(simulator: Simulator, id: string, scope: string) {
  const query = (changes: Record<string, string | null> = {}) => {
    const asked = {
      client_id: id,
      redirect_uri: BACK,
      response_type: 'code',
      scope,
      state: STATE,
      nonce: NONCE,
      acr_values: 'eidas1',
      ...changes,
    }
    return new URLSearchParams(
      Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== null),
    )
  }
  const authorize = (changes: Record<string, string | null> = {}, headers: Record<string, string> = {}) =>
    fetch(`${simulator.issuer}/authorize?${query(changes)}`, { redirect: 'manual', headers })
  const code = async (persona: string, changes: Record<string, string | null> = {}) => {
    const reply = await authorize(changes, { 'x-persona': persona })
    return new URL(reply.headers.get('location') ?? '').searchParams.get('code') ?? ''
  }
  const exchange = (given: string, form: Record<string, string> = {}) =>
    fetch(`${simulator.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: given,
        redirect_uri: BACK,
        client_id: id,
        client_secret: `secret-${id}`,
        ...form,
      }),
    })
  const tokens = async (persona: string, changes: Record<string, string | null> = {}) =>
    (await (await exchange(await code(persona, changes))).json()) as Tokens
  const userinfo = (accessToken: string) =>
    fetch(`${simulator.issuer}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } })
  const identity = async (persona: string) =>
    decodeJwt(await (await userinfo((await tokens(persona)).access_token)).text())
  return { authorize, code, exchange, tokens, userinfo, identity, query }
}

const errorOf = async (reply: Response) => ((await reply.json()) as { error: string }).error

describe('the simulator of FranceConnect', () => {
  const SCOPE = 'openid identite_pivot preferred_username email idp_birthdate rep_scope'
  let simulator: Simulator
  let site: ReturnType<typeof party>
  before(async () => {
    const clients = [
      client('mairie', 'bron'),
      client('mediatheque', 'bron', { signedWith: 'RS256' }),
      client('metropole', 'lyon'),
    ]
    simulator = await startSimulator(franceConnect, { port: 0, clients })
    site = party(simulator, 'mairie', SCOPE)
  })
  after(() => simulator.stop())

  for (const name of ['client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'nonce', 'acr_values'])
    test(`Y030007 when ${name} is missing, never sent back to the client`, async () => {
      const reply = await site.authorize({ [name]: null })
      assert.equal(reply.status, 400)
      assert.match(await reply.text(), /Y030007/)
    })

  test('Y030007 for a short nonce, another response type, an unknown client, an address not exactly registered, prompt none', async () => {
    for (const changes of [
      { nonce: 'x'.repeat(21) },
      { response_type: 'token' },
      { client_id: 'nobody' },
      { redirect_uri: `${BACK}/` },
      { prompt: 'none' },
      { prompt: 'select_account' },
    ]) {
      const reply = await site.authorize(changes)
      assert.equal(reply.status, 400, JSON.stringify(changes))
      assert.match(await reply.text(), /Y030007/)
    }
    assert.equal((await site.authorize({ nonce: 'x'.repeat(22), prompt: 'login consent' })).status, 200)
  })

  test('levels: unknown ones are ignored, those of FranceConnect+ alone give invalid_acr', async () => {
    const asked = async (acr: string) =>
      new URL(
        (await site.authorize({ acr_values: acr }, { 'x-persona': 'corse' })).headers.get('location') ?? '',
      ).searchParams
    assert.equal((await asked('eidas2 eidas3')).get('error'), 'invalid_acr')
    assert.equal((await asked('eidas2 eidas3')).get('state'), STATE)
    assert.ok((await asked('licorne')).get('code'))
  })

  test('scopes that ended with version 1 are refused', async () => {
    for (const scope of ['openid address', 'openid phone', 'profile']) {
      const reply = await site.authorize({ scope })
      assert.equal(
        new URL(reply.headers.get('location') ?? '').searchParams.get('error'),
        'invalid_scope',
        scope,
      )
    }
  })

  test('the way back holds code, state and iss; the page chooses a persona and a fault', async () => {
    const page = await (await site.authorize()).text()
    for (const { id } of franceConnect.personas) assert.ok(page.includes(`value="${id}"`), id)
    for (const fault of Object.keys(FAULTS)) assert.ok(page.includes(`value="${fault}"`), fault)
    assert.match(page, /Simulateur/)
    const action = /action="([^"]+)"/.exec(page)?.[1] ?? ''
    const reply = await fetch(new URL(action, simulator.issuer), {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ persona: 'corse', fault: '' }),
    })
    const back = new URL(reply.headers.get('location') ?? '').searchParams
    assert.deepEqual(
      [[...back.keys()].sort(), back.get('state'), back.get('iss')],
      [['code', 'iss', 'state'], STATE, simulator.issuer],
    )
  })

  test('the token answer has exactly five members, both tokens live 60 seconds, amr only when asked', async () => {
    const tokens = await site.tokens('corse')
    assert.deepEqual(Object.keys(tokens).sort(), [
      'access_token',
      'expires_in',
      'id_token',
      'scope',
      'token_type',
    ])
    assert.equal(tokens.expires_in, 60)
    const keys = createRemoteJWKSet(new URL(`${simulator.issuer}/jwks`))
    const { payload, protectedHeader } = await jwtVerify(tokens.id_token, keys, {
      issuer: simulator.issuer,
      audience: 'mairie',
    })
    assert.equal(protectedHeader.alg, 'ES256')
    assert.deepEqual(Object.keys(payload).sort(), [
      'acr',
      'at_hash',
      'aud',
      'auth_time',
      'exp',
      'iat',
      'iss',
      'nonce',
      'sub',
    ])
    assert.equal((payload.exp ?? 0) - (payload.iat ?? 0), 60)
    assert.equal(
      payload.at_hash,
      createHash('sha256').update(tokens.access_token).digest().subarray(0, 16).toString('base64url'),
    )
    const asked = await site.tokens('corse', {
      claims: JSON.stringify({ id_token: { amr: { essential: true } } }),
    })
    assert.deepEqual(decodeJwt(asked.id_token).amr, ['pwd'])
  })

  test('a code serves once: its second use is refused and ends the first token', async () => {
    const code = await site.code('corse')
    const { access_token: token } = (await (await site.exchange(code)).json()) as Tokens
    assert.equal((await site.userinfo(token)).status, 200)
    assert.equal(await errorOf(await site.exchange(code)), 'invalid_grant')
    assert.equal((await site.userinfo(token)).status, 401)
  })

  test('a code is for its client, its address and its verifier', async () => {
    const other = party(simulator, 'metropole', SCOPE)
    assert.equal(await errorOf(await other.exchange(await site.code('corse'))), 'invalid_grant')
    assert.equal(
      await errorOf(await site.exchange(await site.code('corse'), { redirect_uri: `${BACK}?` })),
      'invalid_grant',
    )
    assert.equal(
      await errorOf(await site.exchange(await site.code('corse'), { code_verifier: 'x'.repeat(43) })),
      'invalid_grant',
    )
    const verifier = 'v'.repeat(43)
    const pkce = {
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }
    assert.equal(await errorOf(await site.exchange(await site.code('corse', pkce))), 'invalid_grant')
    assert.equal(
      (await site.exchange(await site.code('corse', pkce), { code_verifier: verifier })).status,
      200,
    )
  })

  test('the client authenticates in the body, never by Basic', async () => {
    assert.equal((await site.exchange(await site.code('corse'), { client_secret: 'wrong' })).status, 401)
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code: await site.code('corse'),
      redirect_uri: BACK,
    })
    const authorization = `Basic ${Buffer.from('mairie:secret-mairie').toString('base64')}`
    assert.equal(
      (await fetch(`${simulator.issuer}/token`, { method: 'POST', body, headers: { authorization } })).status,
      401,
    )
  })

  test('userinfo is a signed JWT for the client, in the algorithm of its registration', async () => {
    for (const [id, alg] of [
      ['mairie', 'ES256'],
      ['mediatheque', 'RS256'],
    ] as const) {
      const relying = party(simulator, id, SCOPE)
      const reply = await relying.userinfo((await relying.tokens('corse')).access_token)
      assert.match(reply.headers.get('content-type') ?? '', /^application\/jwt/)
      const jwt = await reply.text()
      assert.equal(decodeProtectedHeader(jwt).alg, alg)
      await jwtVerify(jwt, createRemoteJWKSet(new URL(`${simulator.issuer}/jwks`)), {
        issuer: simulator.issuer,
        audience: id,
      })
    }
  })

  test('sub: 64 hexadecimal characters and v1, one per entity, another for another entity', async () => {
    const subs = await Promise.all(
      ['mairie', 'mediatheque', 'metropole'].map(
        async (id) => (await party(simulator, id, SCOPE).identity('corse')).sub ?? '',
      ),
    )
    for (const sub of subs) assert.match(sub, /^[0-9a-f]{64}v1$/)
    assert.equal(subs[0], subs[1])
    assert.notEqual(subs[0], subs[2])
    assert.notEqual((await site.identity('homonyme-1')).sub, (await site.identity('homonyme-2')).sub)
  })

  test('formats: Corsica, born abroad, presumed births, usage name, helped person', async () => {
    assert.equal((await site.identity('corse')).birthplace, '2A115')
    const abroad = await site.identity('etranger')
    assert.deepEqual([abroad.birthplace, abroad.birthcountry], ['', '99139'])
    const day = await site.identity('jour-presume')
    assert.deepEqual([day.birthdate, day.idp_birthdate], ['1958-02-01', '1958-02-00'])
    assert.equal((await site.identity('mois-presume')).idp_birthdate, '1951-00-00')
    assert.equal((await site.identity('sans-nom-d-usage')).preferred_username, '')
    assert.deepEqual((await site.identity('aidee')).rep_scope, ['Logement', 'Social-Santé'])
    assert.equal((await site.identity('corse')).address, undefined)
  })

  test('a deceased person comes back as access_denied', async () => {
    const reply = await site.authorize({}, { 'x-persona': 'decede' })
    assert.equal(new URL(reply.headers.get('location') ?? '').searchParams.get('error'), 'access_denied')
  })

  test('sign-out asks for an ID token of ours with at_hash and the exact address', async () => {
    const { id_token: hint } = await site.tokens('corse')
    const out = (query: Record<string, string>) =>
      fetch(`${simulator.issuer}/session/end?${new URLSearchParams(query)}`, { redirect: 'manual' })
    const right = await out({ id_token_hint: hint, post_logout_redirect_uri: OUT, state: 'x' })
    assert.deepEqual([right.status, right.headers.get('location')], [303, `${OUT}?state=x`])
    for (const wrong of [
      { post_logout_redirect_uri: OUT },
      { id_token_hint: `${hint}x`, post_logout_redirect_uri: OUT },
      { id_token_hint: hint, post_logout_redirect_uri: `${OUT}/` },
    ])
      assert.equal((await out(wrong)).status, 400)
  })

  test('at least twelve personas and twenty faults', () => {
    assert.ok(franceConnect.personas.length >= 12)
    assert.ok(Object.keys(FAULTS).length >= 20)
  })
})

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
