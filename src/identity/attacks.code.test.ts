// Attacks on the code and on the sign-in that gives it (RFC 9700, 4.5 and 4.7): replay, PKCE, CSRF, fixation.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { errorOf, openTarget, stepsOf } from './attacks.fixture.ts'
import {
  ask,
  OTHER,
  questionOf,
  RESIDENT,
  signIn,
  type Site,
  tokenRequest,
  type Visitor,
  type World,
} from './world.fixture.ts'

describe('attacks on the provider: code and sign-in', () => {
  let world: World
  let site: Site
  let visitor: Visitor
  before(async () => {
    ;({ world, site, visitor } = await openTarget())
  })
  after(() => world.close())
  const { direct, begun, redeem, read } = stepsOf(() => ({ world, site, visitor }))

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
})
