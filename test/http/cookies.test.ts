// Our cookies, and the session that one of them holds.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { createTestApp, type TestApp } from '#test/app.ts'

describe('cookies', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  it('gives cookies to the browser alone: HttpOnly, SameSite, Secure behind TLS', async () => {
    const check = (reply: LightMyRequestResponse, secure: boolean) => {
      const list = [reply.headers['set-cookie'] ?? []].flat()
      assert.ok(list.length > 0)
      for (const cookie of list) {
        assert.match(cookie, /HttpOnly/)
        assert.match(cookie, /SameSite=(Lax|Strict)/)
        assert.match(cookie, /Path=\//)
        assert.equal(/Secure/.test(cookie), secure, cookie)
      }
    }
    const signIn = { email: 'habitante@parvis.example', password: 'parvis-demo-2026' }
    check(await parvis.browser().get('/'), false)
    check(await parvis.browser().post('/connexion', signIn), false)
    check(await parvis.browser().post('/commune', { commune: '69029', retour: '/' }), false)
    const behindTls = await createTestApp({ env: { PARVIS_URL: 'https://demarches.exemple.fr' } })
    try {
      check(await behindTls.browser().get('/'), true)
      check(await behindTls.browser().post('/connexion', signIn), true)
    } finally {
      await behindTls.close()
    }
  })

  it('changes the session when signing in, and ends it at the back end when signing out', async () => {
    const browser = parvis.browser()
    browser.cookies.set('parvis_session', 'choisi-par-un-autre')
    await browser.post('/connexion', { email: 'habitante@parvis.example', password: 'parvis-demo-2026' })
    const session = browser.cookies.get('parvis_session') ?? ''
    assert.notEqual(session, 'choisi-par-un-autre')
    await browser.post('/deconnexion', {})
    const reply = await parvis.app.inject({
      method: 'GET',
      url: '/compte',
      headers: { cookie: `parvis_session=${session}` },
    })
    assert.equal(reply.statusCode, 303)
  })

  it('knows a visitor for ninety days after their last visit, whatever the browser says of the age of its cookie', async () => {
    const browser = parvis.browser()
    const given = async () => (await browser.get('/brouillons')).headers['set-cookie']
    await browser.get('/')
    const first = browser.cookies.get('parvis_visitor') ?? ''
    const [id] = first.split('_')
    assert.equal(await given(), undefined, 'given once a day')
    parvis.advance({ days: 89 })
    assert.match(String(await given()), /parvis_visitor=.*Max-Age=7776000;/)
    assert.equal(
      browser.cookies.get('parvis_visitor')?.split('_')[0],
      id,
      'the same visitor, for ninety days more',
    )
    parvis.advance({ days: 2 })
    const copied = parvis.browser()
    copied.cookies.set('parvis_visitor', first)
    await copied.get('/')
    assert.notEqual(
      copied.cookies.get('parvis_visitor')?.split('_')[0],
      id,
      'a copy of the first day is nobody',
    )
    await browser.get('/')
    assert.equal(browser.cookies.get('parvis_visitor')?.split('_')[0], id)
  })
})
