// Devices through HTTP: listed, closed one by one or all the others; a new one is told by mail, a known one is not.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { type Browser, openBrowser } from '#test/account-browser.ts'
import { HOUR, openSample, PASSWORD, type Sample } from '#test/accounts.ts'
import { browserName } from '../entry/browser-name.ts'

const TOLD = 'Nouvelle connexion à votre compte'

describe('devices', () => {
  let world: Sample
  let app: FastifyInstance
  before(async () => {
    world = await openSample()
    app = await world.serve()
  })
  after(async () => {
    await app.close()
    await world.close()
  })

  async function signIn(email: string, browser = openBrowser(app)): Promise<Browser> {
    assert.equal((await browser.post('/connexion', { email, password: PASSWORD })).to, '/compte')
    return browser
  }
  const told = async (email: string) => {
    await world.work()
    return (await world.mails(email)).filter(({ subject }) => subject === TOLD).length
  }
  const isIn = async (browser: Browser) => (await browser.get('/compte/securite')).status === 200
  const ids = (text: string) =>
    [...text.matchAll(/appareils\/([0-9a-f-]{36})\/fermeture/g)].map((found) => found[1] ?? '')

  test('the first device is not unusual, another is, and the first stays known after signing out', async () => {
    const email = 'appareils@parvis.example'
    await world.person(email)
    const first = await signIn(email)
    assert.equal(await told(email), 0)
    await signIn(email)
    assert.equal(await told(email), 1)
    await first.post('/deconnexion', {})
    await first.get('/connexion')
    await signIn(email, first)
    assert.equal(await told(email), 1)
  })

  test('whoever closes the device they came in with does not keep its owner from being told', async () => {
    const email = 'vite@parvis.example'
    await world.person(email)
    await signIn(email)
    const intruder = await signIn(email)
    const [own] = ids((await intruder.get('/compte/securite')).text)
    await intruder.post(`/compte/securite/appareils/${own ?? ''}/fermeture`, {})
    await intruder.post('/compte/securite/appareils/fermeture', {})
    await intruder.post('/deconnexion', {})
    assert.equal(await told(email), 1)
  })

  test('a browser shared by two people is known to each apart', async () => {
    await world.person('une@parvis.example')
    await world.person('autre@parvis.example')
    await signIn('autre@parvis.example')
    const shared = await signIn('une@parvis.example')
    await shared.post('/deconnexion', {})
    await shared.get('/connexion')
    await signIn('autre@parvis.example', shared)
    assert.equal(await told('autre@parvis.example'), 1)
  })

  test('one is closed, or all the others; nobody closes somebody else’s', async () => {
    const email = 'ferme.tout@parvis.example'
    await world.person(email)
    const [mine, second, third] = [await signIn(email), await signIn(email), await signIn(email)]
    const { text } = await mine.get('/compte/securite')
    assert.equal(text.match(/>Celui-ci</g)?.length, 1)
    const [target = ''] = ids(text)
    assert.equal(ids(text).length, 2)
    await world.person('intruse@parvis.example')
    const intruder = await signIn('intruse@parvis.example')
    assert.equal((await intruder.post(`/compte/securite/appareils/${target}/fermeture`, {})).status, 404)
    assert.equal((await mine.post(`/compte/securite/appareils/${target}/fermeture`, {})).status, 303)
    const left = [await isIn(second), await isIn(third)]
    assert.equal(left.filter(Boolean).length, 1)
    assert.equal((await mine.post('/compte/securite/appareils/fermeture', {})).to, '/compte/securite')
    assert.deepEqual([await isIn(mine), await isIn(second), await isIn(third)], [true, false, false])
    // Closed means forgotten: from there it is unusual again.
    const before = await told(email)
    world.pass(HOUR)
    await signIn(email, second)
    assert.equal(await told(email), before + 1)
  })

  test('the list says the family and the system, never the version', () => {
    const names = {
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0':
        'Firefox sur Windows',
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36':
        'Chrome sur Android',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1':
        'Safari sur iPhone',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0':
        'Edge sur Mac',
      '': 'Navigateur',
      '<script>': 'Navigateur',
    }
    for (const [agent, name] of Object.entries(names)) assert.equal(browserName(agent), name)
  })
})
