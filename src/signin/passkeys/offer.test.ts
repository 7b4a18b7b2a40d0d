// A passkey is proposed beside one's requests after a password, until one says « later ».
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { DEMO_PASSWORD } from '#demo'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'

const EMAIL = 'habitante@parvis.example'
const OFFER = /href="\/compte\/securite#t-cles-d-acces"/

describe('a passkey is proposed', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  async function byPassword(email: string): Promise<TestBrowser> {
    const browser = parvis.browser()
    const entered = await browser.post('/connexion', { email, password: DEMO_PASSWORD })
    assert.equal(entered.headers.location, '/compte')
    return browser
  }
  const act = (text: string) => parvis.db.write(system, (tx) => sql.raw(text).execute(tx.q))

  test('after a password, until one says « later »; the page it leads to has the button', async () => {
    const browser = await byPassword(EMAIL)
    assert.match((await browser.get('/compte')).body, OFFER)
    assert.match((await browser.get('/compte/securite')).body, /id="t-cles-d-acces"/)
    const later = await browser.post('/compte/securite/cles/plus-tard', {})
    assert.equal(later.headers.location, '/compte')
    for (const one of [browser, await byPassword(EMAIL)])
      assert.doesNotMatch((await one.get('/compte')).body, OFFER)
  })

  test('never on a shared computer, after two factors, nor to whoever has one', async () => {
    const browser = await byPassword('habitant@parvis.example')
    assert.match((await browser.get('/compte')).body, OFFER)
    for (const [change, back] of [
      ['update accounts.session set is_shared = true', 'update accounts.session set is_shared = false'],
      ['update accounts.session set factors = 2', 'update accounts.session set factors = 1'],
      [
        `insert into accounts.passkey (credential_id, person_id, public_key, counter, transports, name, is_synced, created_at)
          select 'a', id, '', 0, '{}', 'Essai', false, now() from accounts.person where email = 'habitant@parvis.example'`,
        'delete from accounts.passkey',
      ],
    ] as const) {
      await act(change)
      assert.doesNotMatch((await browser.get('/compte')).body, OFFER, change)
      await act(back)
    }
    assert.match((await browser.get('/compte')).body, OFFER)
  })
})
