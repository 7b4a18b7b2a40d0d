// Attacks on where a sign-in leads (RFC 9700, 2.1 and 4.1): exact addresses, and nowhere else.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { redirectProblem } from './client/client-check.ts'
import { openTarget, staysHere, stepsOf } from './attacks.fixture.ts'
import { ask, type Site, type Visitor, type World } from './world.fixture.ts'

describe('attacks on the provider: where it leads', () => {
  let world: World
  let site: Site
  let visitor: Visitor
  before(async () => {
    ;({ world, site, visitor } = await openTarget())
  })
  after(() => world.close())
  const { direct } = stepsOf(() => ({ world, site, visitor }))

  describe('redirect_uri', () => {
    const variants = {
      'added path': 'https://bron.example/retour/suite',
      'added query': 'https://bron.example/retour?x=1',
      fragment: 'https://bron.example/retour#x',
      'letter case': 'https://bron.example/Retour',
      'letter case of the host': 'https://BRON.example/retour',
      'trailing slash': 'https://bron.example/retour/',
      'userinfo@': 'https://bron.example@mal.example/retour',
      'userinfo of ours': 'https://moi@bron.example/retour',
      IDN: 'https://brоn.example/retour',
      '%2f': 'https://bron.example%2fmal.example/retour',
      'dot segments': 'https://bron.example/x/../retour',
      port: 'https://bron.example:8443/retour',
      http: 'http://bron.example/retour',
      localhost: 'http://localhost/retour',
      subdomain: 'https://bron.example.mal.example/retour',
      backslash: 'https://bron.example\\@mal.example/retour',
    }
    for (const [name, redirect_uri] of Object.entries(variants))
      test(name, async () => staysHere(await direct({ redirect_uri })))
    test('missing, where several are registered', async () => {
      staysHere(
        await direct(
          { redirect_uri: null },
          await world.site({ redirectUris: ['https://bron.example/a', 'https://bron.example/b'] }),
        ),
      )
    })
    test('registration takes exact addresses only', () => {
      for (const address of [
        'http://bron.example/x',
        'https://bron.example/*',
        'https://a:b@bron.example/',
        'https://bron.example/#a',
        'javascript:alert(1)',
        'data:text/html,x',
        'https://BRON.example/x',
        'https://bron.example/a/../b',
        'bron.example',
        'https://brоn.example/',
        'custom.app:/retour',
      ])
        assert.notEqual(redirectProblem(address), null, address)
      for (const address of [
        'https://bron.example/x?y=1',
        'http://localhost:4000/x',
        'http://127.0.0.1/x',
        'http://[::1]:8000/x',
      ])
        assert.equal(redirectProblem(address), null, address)
    })
  })

  describe('open redirect', () => {
    test('on error: an unknown site or address leads nowhere', async () => {
      staysHere(await direct({ client_id: 'inconnu', redirect_uri: 'https://mal.example/' }))
      staysHere(await direct({ response_type: 'token', redirect_uri: 'https://mal.example/' }))
    })
    test('on post_logout_redirect_uri: never without the site it belongs to', async () => {
      const page = await visitor.visit(
        '/oidc/session/end?post_logout_redirect_uri=https%3A%2F%2Fmal.example%2F',
      )
      assert.equal(page.location, null)
      assert.doesNotMatch(page.text, /mal\.example/)
      staysHere(
        await visitor.visit(
          `/oidc/session/end?client_id=${site.id}&post_logout_redirect_uri=https%3A%2F%2Fmal.example%2F`,
        ),
      )
    })
    test('on returnTo: a question leads back to the engine only', async () => {
      const stranger = await world.browser()
      const page = await stranger.visit((await ask(world, site)).url)
      assert.match(/name="suite" value="([^"]+)"/.exec(page.text)?.[1] ?? '', /^\/autorisation\/[\w.-]+$/)
    })
  })
})
