// Each attack and breakdown a relying party must survive (OpenID Foundation's `oidcc-client-test-*` named beside), as FranceConnect
// and ProConnect's client: refused with a clear page, no session, no link, nothing kept.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { FAULTS, type Fault } from '../../simulators/index.ts'
import type { TestBrowser } from '#test/app.ts'
import { LIMITS } from '../../src/signin/entry/limits.ts'
import {
  AT_HOME,
  codeSentTo,
  type FederationWorld,
  openAccountWith,
  openFederation,
  SITE,
} from '#test/federation.ts'

const DISTRUSTED = 502
const AWAY = 503

/** Fault -> status of the page, and the suite's name for it. */
const REFUSED: Partial<Record<Fault, [status: number, module?: string]>> = {
  access_denied: [403],
  server_error: [AWAY],
  temporarily_unavailable: [AWAY],
  invalid_acr: [403],
  callback_without_state: [400],
  callback_wrong_state: [400],
  callback_without_iss: [DISTRUSTED],
  callback_wrong_iss: [DISTRUSTED],
  callback_duplicated: [DISTRUSTED],
  code_unknown: [DISTRUSTED],
  code_expired: [DISTRUSTED],
  token_500: [AWAY],
  token_slow: [AWAY],
  token_not_json: [DISTRUSTED],
  id_token_missing: [DISTRUSTED],
  id_token_alg_none: [DISTRUSTED, 'oidcc-client-test-idtoken-sig-none'],
  id_token_hs256_secret: [DISTRUSTED, 'oidcc-client-test-invalid-sig-hs256'],
  id_token_hs256_public_key: [DISTRUSTED],
  id_token_bad_signature: [DISTRUSTED, 'oidcc-client-test-invalid-sig-es256'],
  id_token_unknown_kid: [DISTRUSTED],
  id_token_embedded_key: [DISTRUSTED],
  id_token_wrong_iss: [DISTRUSTED, 'oidcc-client-test-invalid-iss'],
  id_token_wrong_aud: [DISTRUSTED, 'oidcc-client-test-invalid-aud'],
  id_token_missing_aud: [DISTRUSTED, 'oidcc-client-test-missing-aud'],
  id_token_wrong_azp: [DISTRUSTED],
  id_token_expired: [DISTRUSTED],
  id_token_missing_iat: [DISTRUSTED, 'oidcc-client-test-missing-iat'],
  id_token_clock_ahead: [DISTRUSTED],
  id_token_missing_sub: [DISTRUSTED, 'oidcc-client-test-missing-sub'],
  id_token_wrong_nonce: [DISTRUSTED, 'oidcc-client-test-nonce-invalid'],
  id_token_missing_nonce: [DISTRUSTED],
  id_token_wrong_at_hash: [DISTRUSTED, 'oidcc-client-test-invalid-athash'],
  id_token_low_acr: [403],
  userinfo_500: [AWAY],
  userinfo_slow: [AWAY],
  userinfo_plain_json: [DISTRUSTED],
  userinfo_alg_none: [DISTRUSTED],
  userinfo_hs256: [DISTRUSTED],
  userinfo_bad_signature: [DISTRUSTED],
  userinfo_unknown_kid: [DISTRUSTED],
  userinfo_wrong_iss: [DISTRUSTED],
  userinfo_wrong_aud: [DISTRUSTED],
  userinfo_sub_mismatch: [DISTRUSTED, 'oidcc-client-test-userinfo-invalid-sub'],
  userinfo_missing_claim: [DISTRUSTED],
}
/** Those that must succeed, those of journeys.test.ts, and those of the whole provider (down.test.ts). */
const ELSEWHERE: readonly Fault[] = [
  'id_token_clock_near',
  'id_token_rotated_key',
  'userinfo_rotated_key',
  'changed_sub',
  'discovery_500',
  'discovery_wrong_issuer',
  'jwks_500',
]

const PERSON = { persona: 'sans-nom-d-usage' }
const ADDRESS = 'firmin@essai.example'

describe('attacks on the relying party', () => {
  let world: FederationWorld
  before(async () => {
    world = await openFederation()
    await openAccountWith(world, world.browser(), PERSON, ADDRESS)
  })
  after(() => world.close())

  const count = async (table: string) =>
    (
      await world.db.read(system, (tx) =>
        sql<{ n: number }>`select count(*)::int as n from accounts.${sql.ref(table)}`.execute(tx.q),
      )
    ).rows[0]?.n
  const isSignedIn = async (browser: TestBrowser) => (await browser.get('/compte')).statusCode === 200
  const held = () =>
    Promise.all(
      ['session', 'external_identity', 'federation_session', 'federation_arrival', 'identity_check'].map(
        count,
      ),
    )

  test('every fault of the simulators is a case here', () => {
    assert.deepEqual([...Object.keys(REFUSED), ...ELSEWHERE].sort(), Object.keys(FAULTS).sort())
  })

  for (const [fault, [status, module = '']] of Object.entries(REFUSED) as [Fault, [number, string?]][])
    test(`${fault} is refused ${module}`.trim(), async () => {
      const browser = world.browser()
      const before = await held()
      const back = await world.travel(browser, { ...PERSON, fault })
      assert.equal(back.statusCode, status)
      assert.match(back.body, /<h1>[^<]+<\/h1>/)
      // In words alone: attributes hold what was drawn at random.
      assert.doesNotMatch(back.body.replace(/<[^>]*>/g, ' '), /undefined|OAUTH_|JWT|jose/i)
      assert.equal(await isSignedIn(browser), false)
      assert.deepEqual(await held(), before)
    })

  test('id_token_clock_near: clocks ten seconds apart keep nobody out', async () => {
    const browser = world.browser()
    const fault = 'id_token_clock_near'
    assert.equal((await world.travel(browser, { ...PERSON, fault })).headers.location, '/compte')
    assert.equal(await isSignedIn(browser), true)
  })

  for (const fault of ['id_token_rotated_key', 'userinfo_rotated_key'] as const)
    test(`${fault}: keys are fetched again once, and the person comes in (oidcc-client-test-signing-key-rotation-just-before-signing)`, async () => {
      const browser = world.browser()
      assert.equal((await world.travel(browser, { ...PERSON, fault })).headers.location, '/compte')
      assert.equal(await isSignedIn(browser), true)
    })

  for (const fault of [
    'id_token_alg_none',
    'id_token_hs256_secret',
    'id_token_wrong_nonce',
    'userinfo_sub_mismatch',
    'callback_wrong_iss',
    'userinfo_plain_json',
  ] as const)
    test(`ProConnect: ${fault} is refused`, async () => {
      const browser = world.browser()
      assert.equal(
        (await world.travel(browser, { provider: 'proconnect', persona: 'voirie', fault })).statusCode,
        DISTRUSTED,
      )
      assert.equal((await browser.get('/agents')).statusCode, 303)
    })

  test('ProConnect: a lower level than asked is one factor, never two', async () => {
    const browser = world.browser()
    const back = await world.travel(browser, {
      provider: 'proconnect',
      persona: 'voirie',
      fault: 'id_token_low_acr',
    })
    assert.equal(back.headers.location, '/connexion/code')
    assert.equal((await browser.get('/agents')).statusCode, 303)
  })

  test('login CSRF: a return prepared in another browser signs nobody in', async () => {
    const url = await world.outward(world.browser(), PERSON)
    const victim = world.browser()
    await victim.get('/connexion')
    assert.equal((await victim.get(url)).statusCode, 400)
    assert.equal(await isSignedIn(victim), false)
  })

  test('the same return twice signs in once', async () => {
    const browser = world.browser()
    const url = await world.outward(browser, PERSON)
    assert.equal((await browser.get(url)).statusCode, 303)
    assert.equal((await browser.get(url)).statusCode, 400)
  })

  test('a return after half an hour is too late', async () => {
    const browser = world.browser()
    const url = await world.outward(browser, PERSON)
    world.advance({ minutes: 31 })
    assert.equal((await browser.get(url)).statusCode, 400)
  })

  test('mix-up: the answer of one provider brought to the address of the other', async () => {
    const browser = world.browser()
    const url = await world.outward(browser, PERSON)
    assert.equal((await browser.get(url.replace('franceconnect', 'proconnect'))).statusCode, 400)
    assert.equal(await isSignedIn(browser), false)
  })

  test('code injection: somebody else’s code in my own return fails on PKCE and nonce', async () => {
    const [mine, theirs] = [world.browser(), world.browser()]
    const url = new URL(await world.outward(mine, PERSON), SITE)
    const stolen = new URL(await world.outward(theirs, { persona: 'corse' }), SITE)
    url.searchParams.set('code', stolen.searchParams.get('code') ?? '')
    assert.equal((await mine.get(url.pathname + url.search)).statusCode, DISTRUSTED)
    assert.equal(await isSignedIn(mine), false)
  })

  test('session fixation: the session of before ends, the one after is new', async () => {
    const browser = await world.signedInAs('habitant@parvis.example')
    const fixed = browser.cookies.get('parvis_session')
    await world.travel(browser, PERSON)
    assert.notEqual(browser.cookies.get('parvis_session'), fixed)
    const attacker = world.browser()
    attacker.cookies.set('parvis_session', fixed ?? '')
    assert.equal(await isSignedIn(attacker), false)
  })

  test('open redirection: the way back stays on this site', async () => {
    for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', '/connexion']) {
      const back = await world.travel(world.browser(), { ...PERSON, next })
      assert.equal(back.headers.location, '/compte', next)
    }
  })

  test('link CSRF: without the token of the form nothing leaves', async () => {
    const browser = await world.signedInAs('habitant@parvis.example')
    const reply = await browser.post(
      '/compte/connexions/franceconnect',
      { current: 'parvis-demo-2026' },
      { csrf: 'faux' },
    )
    assert.equal(reply.statusCode, 403)
    assert.equal((await browser.get('/compte/connexions/franceconnect')).statusCode, 404)
  })

  test('link CSRF: the attacker’s return, brought into the victim’s session, links nothing', async () => {
    const attacker = await world.signedInAs('habitant@parvis.example')
    const leaving = await attacker.post('/compte/connexions/franceconnect', { current: 'parvis-demo-2026' })
    const url = await world.there(/^0; url=(.+)$/.exec(String(leaving.headers.refresh))?.[1] ?? '', {
      persona: 'corse',
    })
    const victim = await world.signedInAs('habitante@parvis.example')
    await victim.get('/')
    assert.equal((await victim.get(url)).statusCode, 400)
    const links = await world.db.read(system, (tx) =>
      sql`select from accounts.external_identity e join accounts.person p on p.id = e.person_id where p.email = 'habitante@parvis.example'`.execute(
        tx.q,
      ),
    )
    assert.deepEqual(links.rows, [])
  })

  test('link CSRF: whoever signs in meanwhile in the same browser is not linked', async () => {
    const browser = await world.signedInAs('habitant@parvis.example')
    const leaving = await browser.post('/compte/connexions/franceconnect', { current: 'parvis-demo-2026' })
    const url = await world.there(/^0; url=(.+)$/.exec(String(leaving.headers.refresh))?.[1] ?? '', {
      persona: 'corse',
    })
    const other = await world.signedInAs('habitante@parvis.example')
    browser.cookies.set('parvis_session', other.cookies.get('parvis_session') ?? '')
    const before = await count('external_identity')
    assert.equal((await browser.get(url)).statusCode, 400)
    assert.equal(await count('external_identity'), before)
  })

  test('an identity linked to somebody cannot be taken by another account', async () => {
    const thief = await world.signedInAs('habitant@parvis.example')
    const leaving = await thief.post('/compte/connexions/franceconnect', { current: 'parvis-demo-2026' })
    const url = /^0; url=(.+)$/.exec(String(leaving.headers.refresh))?.[1] ?? ''
    const back = await thief.get(await world.there(url, PERSON))
    assert.equal(back.statusCode, 409)
    assert.doesNotMatch(back.body, /firmin|essai\.example/)
  })

  test('pre-hijack: the code sent to the victim opens nothing outside the browser that asked', async () => {
    const attacker = world.browser()
    const wait = String((await world.travel(attacker, { persona: 'corse' })).headers.location)
    await attacker.post(wait, { email: 'victime@essai.example' })
    const code = await codeSentTo(world, 'victime@essai.example')
    assert.match(code, /^\d{3} \d{3}$/)
    assert.equal((await world.browser().post(`${wait}/code`, { code })).statusCode, 400)
    assert.equal((await world.browser().get(wait)).statusCode, 400)
  })

  /** Somebody comes back from FranceConnect for the first time, and leaves the computer. */
  async function leftOnAShared(browser: TestBrowser) {
    const wait = String((await world.travel(browser, { persona: 'nom-d-usage' })).headers.location)
    assert.match((await browser.get(wait)).body, /Solange VERNAISON/)
    return wait
  }

  test('shared computer: who FranceConnect brought ends with the sign-in, or sign-out, of the next', async () => {
    const next = { email: 'habitant@parvis.example', password: 'parvis-demo-2026' }
    for (const [browser, address, values] of [
      [world.browser(), '/connexion', next],
      [await world.signedInAs('habitante@parvis.example'), '/deconnexion', {}],
    ] as const) {
      const wait = await leftOnAShared(browser)
      const visitor = browser.cookies.get('parvis_visitor') ?? assert.fail('no visitor')
      await browser.post(address, values)
      const shadow = world.browser()
      shadow.cookies.set('parvis_visitor', visitor)
      for (const one of [browser, shadow]) {
        const shown = await one.get(wait)
        assert.equal(shown.statusCode, 400)
        assert.doesNotMatch(shown.body, /VERNAISON|solange/i)
        assert.equal((await one.post(wait, { email: 'b@essai.example' })).statusCode, 400)
      }
    }
  })

  test('shared computer: a way in that somebody left half open ends too', async () => {
    const browser = world.browser()
    const halves = () => Promise.all([count('federation_attempt'), count('challenge')])
    const before = await halves()
    const url = await world.outward(browser, PERSON)
    await browser.post('/connexion/cle/defi', {})
    assert.notDeepEqual(await halves(), before)
    await browser.post('/connexion', { email: 'habitant@parvis.example', password: 'parvis-demo-2026' })
    assert.deepEqual(await halves(), before)
    assert.equal((await browser.get(url)).statusCode, 400)
    assert.equal(await isSignedIn(browser), true, 'as who they are')
  })

  test('shared computer: each page says whose identity it is, and forgets it when asked', async () => {
    const browser = world.browser()
    const wait = await leftOnAShared(browser)
    await browser.post(wait, { email: 'b@essai.example' })
    for (const address of [wait, `${wait}/code`])
      assert.match((await browser.get(address)).body, /Vous n’êtes pas Solange VERNAISON/)
    const code = await codeSentTo(world, 'b@essai.example')
    const away = await browser.post(`${wait}/effacement`, {})
    assert.match(away.body, /Cette identité est effacée[^]*Se déconnecter de FranceConnect/)
    assert.equal((await browser.post(`${wait}/code`, { code })).statusCode, 400)
    assert.equal((await browser.get(wait)).statusCode, 400)
  })

  test('shared computer: nobody finds the page a quarter of an hour later', async () => {
    const browser = world.browser()
    const wait = await leftOnAShared(browser)
    world.advance({ minutes: 16 })
    assert.equal((await browser.get(wait)).statusCode, 400)
  })

  test('the code is tried five times, lives ten minutes, and a new one replaces it', async () => {
    const browser = world.browser()
    const wait = String((await world.travel(browser, { persona: 'signes' })).headers.location)
    await browser.post(wait, { email: 'signes@essai.example' })
    const first = await codeSentTo(world, 'signes@essai.example')
    world.advance({ minutes: 11 })
    assert.equal((await browser.post(`${wait}/code`, { code: first })).statusCode, 422)
    await browser.post(wait, { email: 'signes@essai.example' })
    const statuses: number[] = []
    for (let at = 0; at < 6; at++)
      statuses.push((await browser.post(`${wait}/code`, { code: '000000' })).statusCode)
    assert.deepEqual([...new Set(statuses)], [422, 429])
    assert.equal(statuses.at(-1), 429)
  })

  test('a picture, a frame or a script of another page makes nobody leave, and writes nothing', async () => {
    const before = await count('federation_attempt')
    for (const provider of ['franceconnect', 'proconnect'])
      for (const to of ['image', 'iframe', 'script', 'empty']) {
        const headers = { ...AT_HOME, 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': to }
        assert.equal((await world.browser().get(`/connexion/${provider}`, headers)).statusCode, 403, to)
      }
    assert.equal(await count('federation_attempt'), before)
  })

  test('leaving again and again is throttled by browser, and by network', async () => {
    const leave = async (browser: TestBrowser) =>
      (await browser.get('/connexion/franceconnect', AT_HOME)).statusCode
    const untilRefused = async (most: number, browser: () => TestBrowser) => {
      let left = 0
      while (left <= most && (await leave(browser())) === 303) left += 1
      return left
    }
    const one = world.browser()
    assert.equal(
      await untilRefused(LIMITS.providerDepartureOfBrowser.limit, () => one),
      LIMITS.providerDepartureOfBrowser.limit,
    )
    assert.equal(await leave(world.browser()), 303, 'another browser of that network goes on')
    const others = await untilRefused(LIMITS.providerDeparture.limit, () => world.browser())
    assert.ok(others < LIMITS.providerDeparture.limit, String(others))
  })

  test('a closed account does not open again through the provider', async () => {
    world.advance({ minutes: 30 })
    const close = (at: Date | null) =>
      world.db.write(system, (tx) =>
        sql`update accounts.person set closed_at = ${at} where email = ${ADDRESS}`.execute(tx.q),
      )
    await close(world.now())
    const browser = world.browser()
    assert.equal((await world.travel(browser, PERSON)).statusCode, 403)
    assert.equal(await isSignedIn(browser), false)
    await close(null)
  })
})
