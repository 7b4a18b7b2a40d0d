// The first administrator: a link that opens the account, gives the role and asks for the second factor, once.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { createTestApp, type TestApp } from '#test/app.ts'
import { emptyDatabase, TEST_SECRET } from '#test/database.ts'
import { system } from '#platform/actor.ts'
import { systemClock } from '#platform/clock.ts'
import { openDatabase } from '#platform/db/db.ts'
import { migrate } from '#platform/db/migrate.ts'
import { loadDefinitions } from '#services'
import { importTerritory } from '#territory'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { startProgram } from '#test/program.ts'
import { houseOf } from '../../src/app.ts'
import { codeAt, hasAdministrator, inviteAdministrator } from '#signin'

const PASSWORD = 'trois poules sur un mur'
const DEFINITIONS = join(import.meta.dirname, '../../definitions')
const FIRST = 'premiere@ville.example'

test('an installation without a territory says what to do first, in a sentence', async () => {
  const database = await emptyDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'parvis-empty-'))
  const env = { DATABASE_URL: database.ownerUrl, PARVIS_DATA: folder, PARVIS_DEMO: '0' }
  await assert.rejects(startProgram(env), (error: Error) => {
    assert.match(error.message, /n’a pas encore de territoire.: npm run import -- definitions/)
    assert.doesNotMatch(error.message, /\n\s+at |\.ts:/)
    return true
  })
  await rm(folder, { recursive: true, force: true })
  await database.drop()
})

describe('the first administrator', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp({ env: { PARVIS_DEMO: '0' } })
  })
  after(() => parvis.close())

  const invite = async (email: string) =>
    new URL(
      (
        await inviteAdministrator(parvis.db, email, {
          site: { name: 'Parvis' },
          origin: 'http://parvis.test',
        })
      ).link,
    )
  const tokenOf = (link: URL) => link.searchParams.get('jeton') ?? ''

  test('is told from the table of roles, not guessed', async () => {
    assert.equal(await parvis.db.read(system, hasAdministrator), true)
  })

  test('opens the account, chooses a password, sets up a second factor and administers', async () => {
    const link = await invite(FIRST)
    const mail = await parvis.db.read(system, async (tx) => {
      const [last] = await keptMails(tx, { to: FIRST })
      return keptMail(tx, last?.id ?? '')
    })
    assert.ok(mail?.text.includes(link.href))
    const browser = parvis.browser()
    const page = await browser.get(link.pathname + link.search)
    assert.match(page.body, /premiere@ville\.example/)
    const nameless = await browser.post('/invitation', { jeton: tokenOf(link), name: '', password: PASSWORD })
    assert.equal(nameless.statusCode, 422)
    const weak = await browser.post('/invitation', {
      jeton: tokenOf(link),
      name: 'Anne Rive',
      password: 'court',
    })
    assert.equal(weak.statusCode, 422)
    assert.match(weak.body, /value="Anne Rive"/)
    const joined = await browser.post('/invitation', {
      jeton: tokenOf(link),
      name: 'Anne Rive',
      password: PASSWORD,
    })
    assert.equal(joined.statusCode, 303)
    assert.equal((await browser.get('/administration')).statusCode, 303, 'nothing before the second factor')
    const setUp = await browser.get(String(joined.headers.location))
    const secret = /name="passe_secret" value="([^"]+)"/.exec(setUp.body)?.[1] ?? ''
    const key = (/secret=([A-Z2-7]+)/.exec(setUp.body)?.[1] ?? '').replaceAll(' ', '')
    const done = await browser.post('/connexion/activer', {
      jeton: new URL(String(joined.headers.location), 'http://parvis.test').searchParams.get('jeton') ?? '',
      passe_secret: secret,
      code: codeAt(key, parvis.now()),
    })
    assert.equal(done.statusCode, 200, done.body.slice(0, 300))
    assert.equal((await browser.get('/administration')).statusCode, 200)
    assert.equal((await browser.get(link.pathname + link.search)).statusCode, 410, 'a link serves once')
  })

  test('a link for somebody who has an account asks for its password, and then its second factor', async () => {
    const link = await invite('voirie@parvis.example')
    const browser = parvis.browser()
    const wrong = await browser.post('/invitation', { jeton: tokenOf(link), password: PASSWORD })
    assert.equal(wrong.statusCode, 422)
    const right = await browser.post('/invitation', { jeton: tokenOf(link), password: 'parvis-demo-2026' })
    assert.equal(right.headers.location, '/connexion/code')
    assert.equal((await browser.get('/administration')).statusCode, 303)
  })

  test('an invitation lives two days, and a newer one ends it', async () => {
    const [old, newer] = [await invite('lente@ville.example'), await invite('lente@ville.example')]
    const browser = parvis.browser()
    assert.equal((await browser.get(old.pathname + old.search)).statusCode, 410)
    assert.equal((await browser.get(newer.pathname + newer.search)).statusCode, 200)
    parvis.advance({ hours: 49 })
    assert.equal((await browser.get(newer.pathname + newer.search)).statusCode, 410)
  })

  test('without the demonstration there are neither its pages nor its code in a band', async () => {
    const browser = parvis.browser()
    for (const path of ['/demo/courrier', '/ui'])
      assert.equal((await browser.get(path)).statusCode, 404, path)
    assert.doesNotMatch((await browser.get('/connexion')).body, /démonstration/i)
  })

  test('has no account at all before the first invitation', async () => {
    const database = await emptyDatabase()
    await migrate(database.ownerUrl, TEST_SECRET)
    const db = openDatabase(database.urls, systemClock, {}, 2)
    try {
      await db.write(system, async (tx) => {
        await importTerritory(tx, DEFINITIONS)
        assert.deepEqual((await loadDefinitions(tx, DEFINITIONS, houseOf({ demo: false }))).problems, [])
      })
      const { rows } = await db.read(system, (tx) =>
        sql<{ people: number }>`select count(*)::integer as people from accounts.person`.execute(tx.q),
      )
      assert.deepEqual(rows, [{ people: 0 }])
      assert.equal(await db.read(system, hasAdministrator), false)
    } finally {
      await db.close()
      await database.drop()
    }
  })

  test('what is no address is refused in words', async () => {
    await assert.rejects(invite('anne'), { message: /./ })
  })
})
