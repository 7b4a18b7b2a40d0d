// Attacks through a browser, on signing out, and what of all that the journal may hold.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTarget, stepsOf } from './attacks.fixture.ts'
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

describe('attacks on the provider: browsers and the journal', () => {
  let world: World
  let site: Site
  let visitor: Visitor
  before(async () => {
    ;({ world, site, visitor } = await openTarget())
  })
  after(() => world.close())
  const { direct, begun } = stepsOf(() => ({ world, site, visitor }))

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
