// Passwords forgotten and changed through HTTP: one use, half an hour, other sessions ended, the person told.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { HOUR, openSample, PASSWORD, type Sample } from '#test/accounts.ts'
import { type Browser, openBrowser } from '#test/account-browser.ts'

const NEW = 'trois poules sur un mur'

describe('passwords forgotten and changed', () => {
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

  const signIn = async (email: string, password: string): Promise<Browser> => {
    const browser = openBrowser(app)
    assert.equal((await browser.post('/connexion', { email, password })).status, 303)
    return browser
  }
  const ask = (email: string) => openBrowser(app).post('/mot-de-passe-oublie', { email })
  const tokenOf = (link: string) => new URLSearchParams(link.split('?')[1]).get('jeton') ?? ''
  const isIn = async (browser: Browser) => (await browser.get('/compte/securite')).status === 200

  test('the link sets a new password once, ends every session and tells the person', async () => {
    const email = 'oubli@parvis.example'
    await world.person(email)
    const elsewhere = await signIn(email, PASSWORD)
    assert.equal((await ask(email)).to, '/mot-de-passe-oublie/message')
    const link = await world.link(email)
    const browser = openBrowser(app)
    assert.equal((await browser.get(link)).status, 200)
    const weak = await browser.post('/mot-de-passe/nouveau', { jeton: tokenOf(link), password: email })
    assert.equal(weak.status, 422)
    assert.match(weak.text, /tient trop à votre nom, à votre adresse/)
    const done = await browser.post('/mot-de-passe/nouveau', { jeton: tokenOf(link), password: NEW })
    assert.deepEqual([done.status, done.to], [303, '/connexion'])
    assert.equal(await isIn(elsewhere), false)
    assert.equal(
      (await browser.post('/mot-de-passe/nouveau', { jeton: tokenOf(link), password: NEW })).status,
      410,
    )
    assert.equal((await browser.post('/connexion', { email, password: PASSWORD })).status, 422)
    await signIn(email, NEW)
    assert.ok((await world.mails(email)).some(({ subject }) => subject === 'Votre mot de passe a changé'))
  })

  test('a link lives half an hour, and an address without account gets the same answer', async () => {
    await world.person('lente@parvis.example')
    assert.deepEqual(await ask('lente@parvis.example'), await ask('rien@parvis.example'))
    assert.deepEqual(
      (await world.mails('rien@parvis.example')).map(({ subject }) => subject),
      ['Aucun compte avec cette adresse'],
    )
    const link = await world.link('lente@parvis.example')
    world.pass(HOUR / 2 + 1000)
    assert.equal((await openBrowser(app).get(link)).status, 410)
  })

  test('changing one’s password asks for the current one and ends the other sessions', async () => {
    const email = 'change@parvis.example'
    await world.person(email)
    const [here, elsewhere] = [await signIn(email, PASSWORD), await signIn(email, PASSWORD)]
    const wrong = await here.post('/compte/securite', { current: 'autre chose', password: NEW })
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /Ce n’est pas votre mot de passe actuel/)
    const done = await here.post('/compte/securite', { current: PASSWORD, password: NEW })
    assert.deepEqual([done.status, done.to], [303, '/compte/securite'])
    assert.equal(await isIn(here), true)
    assert.equal(await isIn(elsewhere), false)
    assert.match((await here.get('/compte/securite')).text, /Se déconnecter/)
  })

  test('a link of one kind does nothing of the other', async () => {
    const email = 'genre@parvis.example'
    await world.person(email)
    await ask(email)
    const token = tokenOf(await world.link(email))
    assert.equal((await openBrowser(app).post('/inscription/confirmer', { jeton: token })).status, 410)
    assert.equal((await openBrowser(app).get(`/mot-de-passe/nouveau?jeton=${token}`)).status, 200)
  })
})
