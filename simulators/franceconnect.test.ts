// The simulator of FranceConnect keeps to what the service documents: parameters, lifetimes, subjects, answers, sign-out.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { FAULTS, franceConnect, type Simulator, startSimulator } from './index.ts'
import { BACK, client, errorOf, OUT, party, STATE, type Tokens } from './party.fixture.ts'

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
