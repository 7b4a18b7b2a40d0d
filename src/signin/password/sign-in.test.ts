// Signing in and out through HTTP: one answer for every failure, throttled, and a browser left clean.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { system } from '#platform/actor.ts'
import { HOUR, openSample, PASSWORD, type Sample } from '#test/accounts.ts'
import { openBrowser } from '#test/account-browser.ts'
import { addMembership } from '../../people/posts/posts.ts'

describe('signing in', () => {
  let world: Sample
  let app: FastifyInstance
  before(async () => {
    world = await openSample()
    app = await world.serve()
    await world.person('camille@parvis.example')
    const personId = await world.person('agent@parvis.example')
    const { roads: unitId } = world.units
    await world.db.write(system, (tx) =>
      addMembership(tx, { personId, unitId, role: 'manager', from: '2020-01-01' }),
    )
  })
  after(async () => {
    await app.close()
    await world.close()
  })

  test('the page has the two fields and the button', async () => {
    const { status, text } = await openBrowser(app).get('/connexion')
    assert.equal(status, 200)
    for (const part of [
      />Adresse e-mail</,
      /type="email"/,
      />Mot de passe</,
      /type="password"/,
      /autocomplete="username"/,
      /autocomplete="current-password"/,
      />Se connecter<\/button>/,
    ])
      assert.match(text, part)
  })

  test('a password has no date: it opens three years later', async () => {
    const email = 'fidele@parvis.example'
    await world.person(email)
    const years = 3 * 365 * 24 * HOUR
    world.pass(years)
    const { status, to } = await openBrowser(app).post('/connexion', { email, password: PASSWORD })
    assert.deepEqual([status, to], [303, '/compte'])
    world.pass(-years)
  })

  test('residents go to their account, agents to the code of their second factor, both where they were going', async () => {
    const go = async (email: string, suite: string) => {
      const { status, to } = await openBrowser(app).post('/connexion', { email, password: PASSWORD, suite })
      assert.equal(status, 303)
      return to
    }
    assert.equal(await go(' Camille@Parvis.example', ''), '/compte')
    assert.equal(await go('agent@parvis.example', ''), '/connexion/code')
    assert.equal(
      await go('agent@parvis.example', '/agents?q=trou'),
      '/connexion/code?suite=%2Fagents%3Fq%3Dtrou',
    )
    for (const elsewhere of ['https://evil.example/', '//evil.example', '/\\evil.example'])
      assert.equal(await go('camille@parvis.example', elsewhere), '/compte')
  })

  test('a session opens anew and opens what needs one', async () => {
    const browser = openBrowser(app)
    assert.equal((await browser.get('/compte/securite')).to, '/connexion?suite=%2Fcompte%2Fsecurite')
    await browser.post('/connexion', { email: 'camille@parvis.example', password: PASSWORD })
    const first = browser.cookies.get('parvis_session')
    assert.equal((await browser.get('/compte/securite')).status, 200)
    assert.equal((await browser.get('/connexion')).to, '/compte')
    await browser.post('/connexion', { email: 'camille@parvis.example', password: PASSWORD })
    assert.notEqual(browser.cookies.get('parvis_session'), first)
    const old = openBrowser(app)
    old.cookies.set('parvis_session', first ?? '')
    assert.equal((await old.get('/compte/securite')).status, 303)
  })

  test('unknown address and wrong password: the same page', async () => {
    const answer = async (email: string) => {
      const { status, text } = await openBrowser(app).post('/connexion', {
        email,
        password: 'pas le bon mot',
      })
      return {
        status,
        text: text.replaceAll(email, 'X').replace(/(name="_csrf" value|data-whose)="[^"]+"/g, ''),
      }
    }
    const wrong = await answer('camille@parvis.example')
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /Adresse e-mail ou mot de passe incorrect/)
    assert.match(wrong.text, /<title>Erreur – Se connecter/)
    assert.doesNotMatch(wrong.text, /pas le bon mot/)
    assert.deepEqual(await answer('personne@parvis.example'), wrong)
  })

  test('nothing typed: each field says so, the address is kept', async () => {
    const { status, text } = await openBrowser(app).post('/connexion', {
      email: 'camille@parvis.example',
      password: '',
    })
    assert.equal(status, 422)
    assert.match(text, /Écrivez votre mot de passe\./)
    assert.match(text, /value="camille@parvis\.example"/)
  })

  test('ten failures for one account from one address, then wait; others go on', async () => {
    const attacker = openBrowser(app, '198.51.100.9')
    const attempt = (password: string) =>
      attacker.post('/connexion', { email: 'camille@parvis.example', password })
    for (let count = 0; count < 10; count++) assert.equal((await attempt('mauvais')).status, 422)
    const refused = await attempt(PASSWORD)
    assert.equal(refused.status, 429)
    assert.match(refused.text, /Trop d’essais en peu de temps\. Réessayez dans/)
    const owner = await openBrowser(app, '203.0.113.4').post('/connexion', {
      email: 'camille@parvis.example',
      password: PASSWORD,
    })
    assert.equal(owner.status, 303)
    world.pass(HOUR)
    assert.equal((await attempt(PASSWORD)).status, 303)
  })

  test('many people of one address sign in', async () => {
    const townHall = openBrowser(app, '203.0.113.50')
    for (let count = 0; count < 65; count++)
      assert.equal(
        (await townHall.post('/connexion', { email: 'agent@parvis.example', password: PASSWORD })).status,
        303,
      )
  })

  test('signing out ends the session and leaves no trace in the browser', async () => {
    const browser = openBrowser(app)
    await browser.post('/connexion', { email: 'camille@parvis.example', password: PASSWORD })
    const token = browser.cookies.get('parvis_session') ?? ''
    const visitor = browser.cookies.get('parvis_visitor')
    const { status, to } = await browser.post('/deconnexion', {})
    assert.deepEqual([status, to], [303, '/'])
    assert.equal(browser.cookies.has('parvis_session'), false)
    browser.cookies.set('parvis_session', token)
    assert.equal((await browser.get('/compte/securite')).status, 303)
    assert.notEqual(browser.cookies.get('parvis_visitor'), visitor)
  })
})
