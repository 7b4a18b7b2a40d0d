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

  it('shows the message of an act to the browser that did it, and to no other that holds it', async () => {
    const [browser, other] = [parvis.browser(), parvis.browser()]
    for (const one of [browser, other]) await one.get('/')
    await browser.post('/commune', { commune: '69029', retour: '/' })
    const message = browser.cookies.get('parvis_flash') ?? assert.fail('no message')
    for (const one of [other, parvis.browser()]) {
      one.cookies.set('parvis_flash', message)
      assert.doesNotMatch((await one.get('/')).body, /Nous la gardons un an/)
      assert.equal(one.cookies.get('parvis_flash'), undefined)
    }
    assert.match((await browser.get('/')).body, /Nous la gardons un an/)
  })

  it('shows it after signing in or out too, and to nobody who comes next', async () => {
    const browser = await parvis.signedInAs('habitante@parvis.example')
    await browser.post('/deconnexion', {})
    const message = browser.cookies.get('parvis_flash') ?? assert.fail('no message')
    assert.match((await browser.get('/')).body, /Vous êtes déconnecté/)
    browser.cookies.set('parvis_flash', message)
    assert.doesNotMatch((await browser.get('/')).body, /Vous êtes déconnecté/, 'another visitor by then')
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
})
