// A resident who lost everything but the password, through HTTP: three days, told twice and on every session, cancelled by a
// link, by a session or by a code found again; agents never; nothing shortens the wait.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { type Browser, openBrowser } from '#test/account-browser.ts'
import { jobs } from '../jobs.ts'
import { openSession } from '../../people/sessions/session.ts'
import { HOUR, openSample, PASSWORD, type Sample } from '#test/accounts.ts'
import { setTotp } from '../factors/enrolment.ts'
import { codeAt } from '../factors/one-time.ts'
import { addMembership } from '../../people/posts/posts.ts'

const SECRET = 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU'
const TOLD = 'Vos moyens de connexion seront bientôt oubliés'

describe('a resident who lost everything but the password', () => {
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

  async function resident(name: string): Promise<{ email: string; personId: number }> {
    const email = `${name}@parvis.example`
    const personId = await world.person(email)
    await world.db.write(system, (tx) => setTotp(tx, world.tools.config.secret, personId, SECRET))
    return { email, personId }
  }
  async function half(email: string): Promise<Browser> {
    const browser = openBrowser(app)
    assert.equal((await browser.post('/connexion', { email, password: PASSWORD })).to, '/connexion/code')
    return browser
  }
  async function open(personId: number): Promise<Browser> {
    const browser = openBrowser(app)
    await browser.get('/connexion')
    const { token } = await world.db.write(system, (tx) => openSession(tx, personId, { factors: 2 }))
    browser.cookies.set('parvis_session', token)
    return browser
  }
  /** What the worker does when the time of each job has come. */
  async function work(): Promise<void> {
    const { rows } = await world.db.read(system, (tx) =>
      sql<{ id: number; dueAt: Date }>`select id, due_at as "dueAt" from accounts.factor_reset`.execute(tx.q),
    )
    for (const { id: resetId, dueAt } of rows) {
      const left = dueAt.getTime() - world.db.clock().getTime()
      if (left === 24 * HOUR) await jobs(world.tools.config)['accounts.remind_lost']?.(world.db, { resetId })
      await jobs(world.tools.config)['accounts.forget_factors']?.(world.db, { resetId })
    }
  }
  const told = async (email: string) =>
    (await world.mails(email)).filter(({ subject }) => subject === TOLD).length
  const hasFactor = async (personId: number) => {
    const { rows } = await world.db.read(system, (tx) =>
      sql`select from accounts.totp where person_id = ${personId}`.execute(tx.q),
    )
    return rows.length === 1
  }

  test('three days later the password suffices, every session has ended, and the person was told three times', async () => {
    const { email, personId } = await resident('perdue')
    const elsewhere = await open(personId)
    const browser = await half(email)
    assert.match((await browser.get('/connexion/code')).text, /href="\/connexion\/perdu"/)
    assert.match((await browser.get('/connexion/perdu')).text, /trois jours/)
    assert.equal((await browser.post('/connexion/perdu', {})).to, '/connexion/perdu')
    assert.match((await browser.get('/connexion/perdu')).text, /C’est demandé/)
    assert.equal(await told(email), 1)
    // Sent twice, asked again from another browser: one wait, not a shorter one.
    await browser.post('/connexion/perdu', {})
    await (await half(email)).post('/connexion/perdu', {})
    assert.equal(await told(email), 1)
    assert.match((await elsewhere.get('/compte/securite')).text, /Vos moyens de connexion vont être oubliés/)
    world.pass(48 * HOUR)
    await work()
    assert.equal(await told(email), 2)
    world.pass(23 * HOUR)
    await work()
    assert.ok(await hasFactor(personId))
    await half(email)
    world.pass(HOUR)
    await work()
    await work()
    assert.equal(await hasFactor(personId), false)
    assert.equal((await elsewhere.get('/compte/securite')).status, 303)
    const subjects = (await world.mails(email)).map(({ subject }) => subject)
    assert.equal(subjects.filter((subject) => subject === 'Vos moyens de connexion sont oubliés').length, 1)
    assert.equal((await openBrowser(app).post('/connexion', { email, password: PASSWORD })).to, '/compte')
  })

  test('the link of the mail cancels, and a scanner that opens it does not', async () => {
    const { email, personId } = await resident('refus')
    await (await half(email)).post('/connexion/perdu', {})
    const link = await world.link(email)
    const stranger = openBrowser(app)
    for (let scans = 0; scans < 2; scans++)
      assert.match((await stranger.get(link)).text, /Quelqu’un qui connaît votre mot de passe/)
    const jeton = new URLSearchParams(link.split('?')[1]).get('jeton') ?? ''
    assert.equal((await stranger.post('/connexion/reinitialisation', { jeton })).to, '/connexion')
    world.pass(73 * HOUR)
    await work()
    assert.ok(await hasFactor(personId))
  })

  test('an open session cancels, and so does a code found again', async () => {
    const { email, personId } = await resident('retrouvee')
    const elsewhere = await open(personId)
    const browser = await half(email)
    await browser.post('/connexion/perdu', {})
    const cancel = '/compte/securite/reinitialisation/annulation'
    assert.equal((await elsewhere.post(cancel, {})).to, '/compte/securite')
    assert.equal((await elsewhere.post(cancel, {})).status, 404)
    await browser.post('/connexion/perdu', {})
    const code = codeAt(SECRET, world.db.clock())
    assert.equal((await browser.post('/connexion/code', { code })).to, '/compte')
    assert.doesNotMatch((await browser.get('/compte/securite')).text, /vont être oubliés/)
    world.pass(73 * HOUR)
    await work()
    assert.ok(await hasFactor(personId))
  })

  test('an agent does not ask: not by the page, not by becoming one while waiting', async () => {
    const { email, personId } = await resident('agente')
    await (await half(email)).post('/connexion/perdu', {})
    await world.db.write(system, (tx) =>
      addMembership(tx, { personId, unitId: world.units.east, role: 'handler', from: '2020-01-01' }),
    )
    world.pass(73 * HOUR)
    await work()
    assert.ok(await hasFactor(personId))
    const browser = await half(email)
    assert.doesNotMatch((await browser.get('/connexion/code')).text, /connexion\/perdu/)
    assert.equal((await browser.get('/connexion/perdu')).to, '/connexion/code')
    assert.equal((await browser.post('/connexion/perdu', {})).status, 403)
  })

  test('without half a session there is nothing to ask, and a reset of the password shortens nothing', async () => {
    const stranger = openBrowser(app)
    for (const answer of [
      await stranger.get('/connexion/perdu'),
      await stranger.post('/connexion/perdu', {}),
    ])
      assert.equal(answer.to, '/connexion')
    const { email } = await resident('oublieuse')
    await stranger.post('/mot-de-passe-oublie', { email })
    const jeton = new URLSearchParams((await world.link(email)).split('?')[1]).get('jeton') ?? ''
    const password = 'trois poules sur un mur'
    assert.equal((await stranger.post('/mot-de-passe/nouveau', { jeton, password })).to, '/connexion')
    assert.equal((await stranger.post('/connexion', { email, password })).to, '/connexion/code')
    assert.match((await stranger.get('/compte/securite')).to, /^\/connexion\?suite=/)
  })
})
