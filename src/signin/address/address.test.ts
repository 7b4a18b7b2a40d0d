// Changing the address of an account through HTTP: both sides answer, strangers learn nothing.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { keptMail } from '#platform/mail/kept.ts'
import { type Browser, openBrowser } from '#test/account-browser.ts'
import { jobs } from '../jobs.ts'
import { HOUR, openSample, PASSWORD, type Sample } from '#test/accounts.ts'

const DAY = 24 * HOUR

describe('the address of an account', () => {
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

  async function signedIn(email: string): Promise<Browser> {
    const browser = openBrowser(app)
    assert.equal((await browser.post('/connexion', { email, password: PASSWORD })).status, 303)
    return browser
  }
  const canSignIn = async (email: string) =>
    (await openBrowser(app).post('/connexion', { email, password: PASSWORD })).status === 303
  const subjects = async (email: string) => (await world.mails(email)).map(({ subject }) => subject)
  const ask = (browser: Browser, email: string) => browser.post('/compte/securite/adresse', { email })

  async function token(to: string, subject: string): Promise<string> {
    const found = (await world.mails(to)).find((mail) => mail.subject === subject)
    const mail = await world.db.read(system, (tx) =>
      keptMail(tx, found?.id ?? '00000000-0000-0000-0000-000000000000'),
    )
    return /jeton=(\S+)/.exec(mail?.text ?? '')?.[1] ?? assert.fail(`no link for ${to}`)
  }
  const newSide = (to: string) => token(to, 'Confirmez votre nouvelle adresse')
  const oldSide = (to: string) => token(to, 'Votre compte va changer d’adresse')
  const answer = (jeton: string, choix: string) =>
    openBrowser(app).post('/connexion/adresse', { jeton, choix })
  const endWaits = async () => {
    const { rows } = await world.db.read(system, (tx) =>
      sql<{ id: number }>`select id from accounts.email_change`.execute(tx.q),
    )
    for (const { id } of rows)
      await jobs(world.tools.config)['accounts.change_email']?.(world.db, { changeId: id })
  }

  test('both accept: done at once, both are told, looking at a link changes nothing', async () => {
    await world.person('avant@parvis.example')
    const browser = await signedIn('avant@parvis.example')
    assert.equal((await ask(browser, 'apres@parvis.example')).to, '/compte/securite')
    assert.match((await browser.get('/compte/securite')).text, /Elle deviendra <b>apres@parvis\.example/)
    const [fresh, old] = [await newSide('apres@parvis.example'), await oldSide('avant@parvis.example')]
    for (const jeton of [fresh, old])
      assert.equal((await openBrowser(app).get(`/connexion/adresse?jeton=${jeton}`)).status, 200)
    assert.match((await answer(fresh, 'accepter')).text, /C’est noté/)
    assert.ok(await canSignIn('avant@parvis.example'))
    assert.match((await answer(old, 'accepter')).text, /Votre adresse est changée/)
    assert.equal(await canSignIn('avant@parvis.example'), false)
    assert.ok(await canSignIn('apres@parvis.example'))
    for (const email of ['avant@parvis.example', 'apres@parvis.example'])
      assert.ok((await subjects(email)).includes('Votre compte a changé d’adresse'))
    assert.equal((await answer(old, 'refuser')).status, 410)
  })

  test('the old address refuses within seven days, by one press; the new one alone cannot refuse for it', async () => {
    await world.person('garde@parvis.example')
    await ask(await signedIn('garde@parvis.example'), 'voleur@parvis.example')
    const [fresh, old] = [await newSide('voleur@parvis.example'), await oldSide('garde@parvis.example')]
    await answer(fresh, 'accepter')
    assert.equal((await answer(fresh, 'refuser')).status, 410)
    world.pass(6 * DAY)
    await endWaits()
    assert.ok(await canSignIn('garde@parvis.example'))
    assert.match((await answer(old, 'refuser')).text, /Le changement est refusé/)
    world.pass(2 * DAY)
    await endWaits()
    assert.ok(await canSignIn('garde@parvis.example'))
    assert.equal((await answer(fresh, 'accepter')).status, 410)
  })

  test('without a word from the old address it takes seven days; without the new one it is forgotten', async () => {
    await world.person('muette@parvis.example')
    await ask(await signedIn('muette@parvis.example'), 'nouvelle.adresse@parvis.example')
    await answer(await newSide('nouvelle.adresse@parvis.example'), 'accepter')
    await world.person('etourdie@parvis.example')
    await ask(await signedIn('etourdie@parvis.example'), 'jamais.ouverte@parvis.example')
    world.pass(7 * DAY)
    await endWaits()
    await endWaits()
    assert.ok(await canSignIn('nouvelle.adresse@parvis.example'))
    assert.ok(await canSignIn('etourdie@parvis.example'))
    assert.equal((await answer(await newSide('jamais.ouverte@parvis.example'), 'accepter')).status, 410)
  })

  test('an address that has an account gives the same answer; only its owner learns it', async () => {
    await world.person('prise@parvis.example')
    await world.person('curieuse@parvis.example')
    const browser = await signedIn('curieuse@parvis.example')
    const [taken, free] = [
      await ask(browser, 'prise@parvis.example'),
      await ask(browser, 'libre@parvis.example'),
    ]
    assert.deepEqual(taken, free)
    assert.deepEqual(await subjects('prise@parvis.example'), ['Cette adresse a déjà un compte'])
    assert.equal((await ask(browser, 'Curieuse@Parvis.example')).status, 422)
  })

  test('five demands in a quarter of an hour, by account and by new address', async () => {
    await world.person('insiste@parvis.example')
    const browser = await signedIn('insiste@parvis.example')
    for (let count = 0; count < 5; count++)
      assert.equal((await ask(browser, `cible${count}@parvis.example`)).status, 303)
    assert.equal((await ask(browser, 'cible9@parvis.example')).status, 429)
    for (const name of ['un', 'deux', 'trois', 'quatre', 'cinq']) {
      await world.person(`${name}@parvis.example`)
      assert.equal(
        (await ask(await signedIn(`${name}@parvis.example`), 'victime@parvis.example')).status,
        303,
      )
    }
    await world.person('six@parvis.example')
    assert.equal((await ask(await signedIn('six@parvis.example'), 'victime@parvis.example')).status, 429)
  })

  test('ten minutes after signing in, the password is asked again; what was typed waits, but no secret', async () => {
    await world.person('distraite@parvis.example')
    const browser = await signedIn('distraite@parvis.example')
    world.pass(11 * 60_000)
    assert.match(
      (await browser.get('/compte/securite/adresse')).to,
      /^\/compte\/confirmation\?suite=%2Fcompte%2Fsecurite%2Fadresse$/,
    )
    const { to } = await ask(browser, 'tapee@parvis.example')
    assert.match(to, /^\/compte\/confirmation\?suite=%2Freprise%2F/)
    const suite = decodeURIComponent(to.split('suite=')[1] ?? '')
    const wrong = await browser.post('/compte/confirmation', { current: 'pas le bon du tout', suite })
    assert.equal(wrong.status, 422)
    assert.ok(wrong.text.includes(suite))
    const old = browser.cookies.get('parvis_session') ?? ''
    assert.equal((await browser.post('/compte/confirmation', { current: PASSWORD, suite })).to, suite)
    assert.notEqual(browser.cookies.get('parvis_session'), old, 'a new token at each proof')
    const thief = openBrowser(app)
    thief.cookies.set('parvis_session', old)
    assert.equal((await thief.get('/compte/securite')).status, 303)
    const kept = await browser.get(suite)
    assert.match(kept.text, /name="email" value="tapee@parvis\.example"/)
    assert.equal((await ask(browser, 'tapee@parvis.example')).to, '/compte/securite')
    assert.equal(
      (await browser.post('/compte/confirmation', { current: PASSWORD, suite: 'https://evil.example/' })).to,
      '/compte/securite',
    )
    await openBrowser(app).post('/compte/securite', {
      current: 'canari-actuel',
      password: 'canari-nouveau',
      autre: 'canari-garde',
    })
    const { rows } = await world.db.read(system, (tx) =>
      sql<{ all: string }>`select string_agg(body::text, '') as all from platform.kept_post`.execute(tx.q),
    )
    // A grave act is not kept at all: whoever signs in again is led back to its form.
    assert.doesNotMatch(rows[0]?.all ?? '', /canari/)
  })

  test('the password is asked again ten times in a quarter of an hour at most', async () => {
    await world.person('devine@parvis.example')
    const browser = await signedIn('devine@parvis.example')
    for (let tries = 0; tries < 10; tries++)
      assert.equal((await browser.post('/compte/confirmation', { current: 'non' })).status, 422)
    assert.equal((await browser.post('/compte/confirmation', { current: PASSWORD })).status, 429)
  })
})
