// What was begun is found again: on another device when signed in, where one looks for it, for three months.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { beginForm, sendForm } from '#test/apply.ts'

const EMAIL = 'habitante@parvis.example'
const SERVICE = '/demarches/signaler-un-nid-de-poule'

describe('drafts on another device', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  test('the account and the page of the service lead back to it; a stranger sees nothing', async () => {
    const phone = await parvis.signedInAs(EMAIL)
    const { at } = await beginForm(phone)
    await phone.post(`${at}/place/sauver`, { 'place-commune': '69283', 'place-adresse': '3, rue Neuve' })
    const computer = await parvis.signedInAs(EMAIL)
    const account = (await computer.get('/compte')).body
    assert.match(account, new RegExp(`href="${at}/reprendre"><b>Signaler un nid-de-poule`))
    assert.match(
      (await computer.get(SERVICE)).body,
      new RegExp(`href="${at}/reprendre">Reprendre où vous en étiez`),
    )
    assert.match((await computer.get(`${at}/place`)).body, /value="3, rue Neuve"/)
    const stranger = parvis.browser()
    assert.doesNotMatch((await stranger.get(SERVICE)).body, /Vous avez commencé cette démarche/)
    const other = await parvis.signedInAs('habitant@parvis.example')
    assert.doesNotMatch((await other.get('/compte')).body, new RegExp(at))
  })

  const TYPED = { 'place-commune': '69283', 'place-adresse': '3, rue Neuve', place_kind: 'street' }
  const QUESTION = /Une demande commencée sur cet appareil le [^<]+est-ce la vôtre/
  const signIn = (browser: TestBrowser) =>
    browser.post('/connexion', { email: EMAIL, password: 'parvis-demo-2026' })

  async function begun(street = 'rue Neuve'): Promise<{ browser: TestBrowser; at: string; draft: string }> {
    const browser = parvis.browser()
    const { at, draft } = await beginForm(browser)
    await browser.post(`${at}/place`, { ...TYPED, 'place-adresse': `3, ${street}` })
    return { browser, at, draft }
  }
  const pagesOf = (at: string, draft: string) => [
    ...['place', 'problem', 'verifier', 'reprendre'].map((step) => `${at}/${step}`),
    `/brouillons/${draft}/effacement`,
    '/brouillons',
    SERVICE,
  ]
  const shown = async (browser: TestBrowser, at: string, draft: string) =>
    (await Promise.all(pagesOf(at, draft).map(async (path) => (await browser.get(path)).body))).join('')

  test('begun without an account, it is asked about half an hour later, before anything of it is shown', async () => {
    const { browser, at, draft } = await begun()
    parvis.advance({ minutes: 20 })
    assert.match((await browser.get(`${at}/place`)).body, /3, rue Neuve/, 'the same hand')
    parvis.advance({ minutes: 20 })
    const all = await shown(browser, at, draft)
    assert.match(all, QUESTION)
    assert.doesNotMatch(all, /rue Neuve|nid-de-poule<\/b>|Vous avez commencé cette démarche/)
    const yes = await browser.post(`/brouillons/${draft}/reprise`, { mien: 'oui' })
    assert.equal(yes.headers.location, `${at}/reprendre`)
    assert.match((await browser.get(`${at}/place`)).body, /3, rue Neuve/)
    parvis.advance({ minutes: 40 })
    const no = await browser.post(`/brouillons/${draft}/reprise`, { mien: 'non' })
    assert.equal(no.statusCode, 303)
    assert.doesNotMatch((await browser.get('/brouillons')).body, new RegExp(draft))
  })

  test('who saves what they were filling is not asked', async () => {
    const { browser, at } = await begun()
    parvis.advance({ minutes: 90 })
    assert.equal((await browser.post(`${at}/place`, TYPED)).statusCode, 303)
    assert.match((await browser.get(`${at}/place`)).body, /3, rue Neuve/)
  })

  test('whoever signs in there is asked too, once; begun a moment before, it is theirs', async () => {
    const own = await begun()
    await signIn(own.browser)
    assert.match((await own.browser.get(`${own.at}/place`)).body, /3, rue Neuve/)
    const other = await begun('rue Vieille')
    parvis.advance({ hours: 1 })
    await signIn(other.browser)
    const all = await shown(other.browser, other.at, other.draft)
    assert.match(all, QUESTION)
    assert.doesNotMatch(all, /rue Vieille/)
    assert.doesNotMatch((await other.browser.get('/compte')).body, /rue Vieille/)
    assert.doesNotMatch((await other.browser.get('/compte/donnees')).body, /rue Vieille/)
    await other.browser.post(`/brouillons/${other.draft}/reprise`, { mien: 'oui' })
    parvis.advance({ days: 2 })
    const phone = await parvis.signedInAs(EMAIL)
    assert.match((await phone.get(`${other.at}/place`)).body, /3, rue Vieille/)
  })

  test('the receipt of one sent without an account is asked about too, by whoever is at that browser, signed in or not', async () => {
    const browser = parvis.browser()
    const { at, draft, code, ref } = await sendForm(browser, { address: '7 rue Haute', name: 'Odile Vernay' })
    const isShut = async (next: TestBrowser) => {
      const { body } = await next.get(`${at}/recu`)
      assert.match(body, /Une demande envoyée depuis cet appareil le .*est-ce la vôtre/)
      assert.doesNotMatch(body, new RegExp(`rue Haute|Odile|${code}|${ref}`))
      assert.match((await next.get(`${at}/recu/papier`)).body, /est-ce la vôtre/)
    }
    parvis.advance({ minutes: 20 })
    assert.match((await browser.get(`${at}/recu`)).body, new RegExp(code), 'the same hand')
    parvis.advance({ minutes: 20 })
    await isShut(browser)
    await signIn(browser)
    await isShut(browser)
    assert.equal((await browser.post(`/brouillons/${draft}/reprise`, { mien: 'non' })).headers.location, '/')
    await isShut(browser)
    await browser.post(`/brouillons/${draft}/reprise`, { mien: 'oui' })
    parvis.advance({ days: 2 })
    const phone = await parvis.signedInAs(EMAIL)
    assert.match((await phone.get(`${at}/recu`)).body, new RegExp(code), 'theirs, on every device')
  })

  test('one is resumed where it stopped, then erased', async () => {
    const { browser, at, draft } = await begun()
    assert.equal((await browser.get(`${at}/reprendre`)).headers.location, `${at}/problem`)
    const gone = await browser.post(`/brouillons/${draft}/effacement`, {})
    assert.equal(gone.headers.location, '/brouillons')
    assert.doesNotMatch((await browser.get('/brouillons')).body, new RegExp(draft))
    assert.equal((await browser.post('/brouillons/nawak/effacement', {})).statusCode, 404)
  })

  test('one untouched for three months goes away', async () => {
    const { browser, draft } = await begun()
    const sent = await sendForm(browser, { address: '7 rue Haute' })
    const { jobsOf } = await import('../../app.ts')
    const purge = jobsOf(parvis.config)['privacy.retention'] ?? assert.fail()
    parvis.advance({ days: 89 })
    await purge(parvis.db, {})
    assert.match((await browser.get('/brouillons')).body, new RegExp(draft))
    parvis.advance({ days: 2 })
    await purge(parvis.db, {})
    assert.doesNotMatch((await browser.get('/brouillons')).body, new RegExp(draft))
    // What was sent keeps its receipt, for whoever says that it is theirs, and sending it again after so long is still the same request.
    await browser.post(`/brouillons/${sent.draft}/reprise`, { mien: 'oui' })
    assert.match((await browser.get(`${sent.at}/recu`)).body, /7 rue Haute/)
    assert.equal((await browser.post(`${sent.at}/envoyer`, {})).headers.location, `${sent.at}/recu`)
    assert.match((await browser.get(`${sent.at}/recu`)).body, new RegExp(sent.ref))
  })
})
