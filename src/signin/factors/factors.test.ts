// The second factor through HTTP: a password alone opens nothing, each code once, few tries, setting up needs the mail box.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { type Browser, openBrowser } from '#test/account-browser.ts'
import { HOUR, openSample, PASSWORD, type Sample } from '#test/accounts.ts'
import { encode } from 'uqr'
import { setTotp } from './enrolment.ts'
import { codeAt, codeOfStep, stepAt } from './one-time.ts'
import { addMembership } from '../../people/posts/posts.ts'

const SECRET = 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU'
const WRONG = '000000'

/** The squares of the QR code of that page, dark or not, row by row: what its path fills. */
function drawnSquares(page: string): boolean[][] {
  const [, side = '', path = ''] =
    /class="qr-code" viewBox="0 0 (\d+) \1"[^>]*><path d="([^"]+)"/.exec(page) ?? []
  const squares = Array.from({ length: Number(side) }, () => Array<boolean>(Number(side)).fill(false))
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    squares[Number(y)]?.fill(true, Number(x), Number(x) + Number(width))
  return squares
}

describe('the second factor', () => {
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

  const code = () => codeAt(SECRET, world.db.clock())

  async function agent(email: string, secret: string | null = SECRET): Promise<number> {
    const personId = await world.person(email)
    await world.db.write(system, async (tx) => {
      await addMembership(tx, { personId, unitId: world.units.east, role: 'handler', from: '2020-01-01' })
      if (secret !== null) await setTotp(tx, world.tools.config.secret, personId, secret)
    })
    return personId
  }

  async function half(email: string, browser = openBrowser(app)): Promise<Browser> {
    assert.equal((await browser.post('/connexion', { email, password: PASSWORD })).to, '/connexion/code')
    return browser
  }

  async function whole(email: string): Promise<Browser> {
    const browser = await half(email)
    // The step after the one other tests have used.
    world.pass(60_000)
    assert.equal((await browser.post('/connexion/code', { code: code() })).to, '/agents')
    return browser
  }

  const isIn = async (browser: Browser) => (await browser.get('/compte/securite')).status === 200

  test('a password alone sees the code page and nothing else', async () => {
    await agent('moitie@parvis.example')
    const browser = await half('moitie@parvis.example')
    const shown = await browser.get('/connexion/code?suite=/agents')
    assert.equal(shown.status, 200)
    assert.match(shown.text, /<label for="code">Code à six chiffres<\/label>/)
    for (const path of [
      '/compte/securite',
      '/compte/securite/code',
      '/compte/equipe',
      '/compte/confirmation',
    ])
      assert.match((await browser.get(path)).to, /^\/connexion\?suite=/, path)
    assert.equal(
      (await browser.get('/connexion?suite=/compte/securite')).to,
      '/connexion/code?suite=%2Fcompte%2Fsecurite',
    )
    assert.match((await browser.post('/compte/securite/appareils/fermeture', {})).to, /^\/connexion\?suite=/)
  })

  test('the code opens the whole session under a new token, and leads on', async () => {
    await agent('entier@parvis.example')
    const browser = await half('entier@parvis.example')
    const old = browser.cookies.get('parvis_session')
    const done = await browser.post('/connexion/code', { code: code(), suite: '/agents?q=a' })
    assert.deepEqual([done.status, done.to], [303, '/agents?q=a'])
    assert.notEqual(browser.cookies.get('parvis_session'), old)
    assert.ok(await isIn(browser))
    const thief = openBrowser(app)
    thief.cookies.set('parvis_session', old ?? '')
    assert.equal((await thief.get('/connexion/code')).to, '/connexion')
  })

  test('each code once, by two browsers at once too; one step away is taken, two are not', async () => {
    await agent('rejeu@parvis.example')
    const now = code()
    const [first, second] = [await half('rejeu@parvis.example'), await half('rejeu@parvis.example')]
    const answers = await Promise.all(
      [first, second].map((browser) => browser.post('/connexion/code', { code: now })),
    )
    assert.deepEqual(
      answers.map(({ status }) => status).sort((a, b) => a - b),
      [303, 422],
    )
    const third = await half('rejeu@parvis.example')
    const again = await third.post('/connexion/code', { code: now })
    assert.equal(again.status, 422)
    assert.match(again.text, /déjà servi/)
    const step = stepAt(world.db.clock())
    assert.equal((await third.post('/connexion/code', { code: codeOfStep(SECRET, step + 2) })).status, 422)
    assert.equal((await third.post('/connexion/code', { code: codeOfStep(SECRET, step - 1) })).status, 303)
  })

  test('five wrong codes in a quarter of an hour, then none is looked at, the right one neither', async () => {
    await agent('essais@parvis.example')
    const browser = await half('essais@parvis.example')
    for (let tries = 0; tries < 5; tries++)
      assert.equal((await browser.post('/connexion/code', { code: WRONG })).status, 422)
    assert.equal((await browser.post('/connexion/code', { code: code() })).status, 429)
    const other = await half('essais@parvis.example', openBrowser(app, '203.0.113.77'))
    assert.equal((await other.post('/connexion/code', { code: code() })).status, 429)
    assert.equal((await other.post('/connexion/secours', { code: 'AAAA-AAAA' })).status, 429)
    world.pass(HOUR / 4)
    const later = await half('essais@parvis.example')
    assert.equal((await later.post('/connexion/code', { code: code() })).status, 303)
  })

  test('whoever stole a password cannot keep the owner out of a known device', async () => {
    await agent('connue@parvis.example')
    const owner = await whole('connue@parvis.example')
    const thief = await half('connue@parvis.example', openBrowser(app, '203.0.113.78'))
    for (let tries = 0; tries < 6; tries++) await thief.post('/connexion/code', { code: WRONG })
    await owner.post('/deconnexion', {})
    await owner.get('/connexion')
    await half('connue@parvis.example', owner)
    world.pass(60_000)
    assert.equal((await owner.post('/connexion/code', { code: code() })).status, 303)
  })

  test('half a session ends after a quarter of an hour', async () => {
    await agent('lent@parvis.example')
    const browser = await half('lent@parvis.example')
    world.pass(HOUR / 4)
    assert.equal(
      (await browser.post('/connexion/code', { code: code(), suite: '/agents' })).to,
      '/connexion?suite=%2Fagents',
    )
    assert.equal((await browser.get('/connexion/code')).to, '/connexion')
  })

  test('an agent without a second factor sets it up with the mail box, not with the password alone', async () => {
    const email = 'neuf@parvis.example'
    await agent(email, null)
    const browser = await half(email)
    assert.match((await browser.get('/connexion/code')).text, /Recevoir le lien<\/button>/)
    assert.equal((await browser.post('/connexion/code', { code: WRONG })).status, 422)
    assert.equal((await browser.get('/connexion/activer?jeton=faux')).status, 410)
    assert.equal((await browser.post('/connexion/code/lien', {})).to, '/connexion/code/message')
    const link = await world.link(email)
    assert.equal((await openBrowser(app).get(link)).status, 410, 'a mail box alone is not enough either')
    const shown = await browser.get(link)
    const sealed = /name="passe_secret" value="([^"]+)"/.exec(shown.text)?.[1] ?? ''
    const secret = sealed.split('.')[0] ?? ''
    assert.match(secret, /^[A-Z2-7]{32}$/)
    const otpauth = /href="(otpauth:[^"]+)"/.exec(shown.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    assert.match(otpauth, /^otpauth:\/\/totp\//)
    assert.deepEqual(
      drawnSquares(shown.text),
      encode(otpauth, { border: 4 }).data,
      'the same link, to be aimed at',
    )
    const jeton = new URLSearchParams(link.split('?')[1]).get('jeton') ?? ''
    const wrong = await browser.post('/connexion/activer', { jeton, passe_secret: sealed, code: WRONG })
    assert.equal(wrong.status, 422)
    assert.ok(wrong.text.includes(sealed), 'the same key is shown again')
    const forged = await browser.post('/connexion/activer', {
      jeton,
      passe_secret: `${SECRET}.x`,
      code: code(),
    })
    assert.equal(forged.status, 422)
    const done = await browser.post('/connexion/activer', {
      jeton,
      passe_secret: sealed,
      code: codeAt(secret, world.db.clock()),
    })
    assert.equal(done.status, 200)
    assert.equal(done.text.match(/[2-9A-Z]{4}-[2-9A-Z]{4}/g)?.length, 10)
    assert.ok(await isIn(browser))
    assert.equal(
      (
        await browser.post('/connexion/activer', {
          jeton,
          passe_secret: sealed,
          code: codeAt(secret, world.db.clock()),
        })
      ).status,
      410,
    )
    assert.ok(
      (await world.mails(email)).some(({ subject }) => subject === 'La double vérification est active'),
    )
  })

  test('the link is asked five times in a quarter of an hour at most', async () => {
    await agent('liens@parvis.example', null)
    const browser = await half('liens@parvis.example')
    for (let count = 0; count < 5; count++)
      assert.equal((await browser.post('/connexion/code/lien', {})).status, 303)
    assert.equal((await browser.post('/connexion/code/lien', {})).status, 429)
  })

  test('recovery codes replace the application, each once, and the person is told', async () => {
    const email = 'secours@parvis.example'
    await agent(email)
    const browser = await whole(email)
    const given = await browser.post('/compte/securite/codes-de-secours', {})
    const codes = given.text.match(/[2-9A-Z]{4}-[2-9A-Z]{4}/g) ?? []
    assert.equal(codes.length, 10)
    const lost = await half(email)
    const used = codes[3] ?? ''
    assert.equal((await lost.post('/connexion/secours', { code: 'ZZZZ-ZZZZ' })).status, 422)
    assert.equal(
      (await lost.post('/connexion/secours', { code: used.toLowerCase().replace('-', ' ') })).to,
      '/agents',
    )
    assert.equal((await (await half(email)).post('/connexion/secours', { code: used })).status, 422)
    assert.ok((await world.mails(email)).some(({ subject }) => subject === 'Un code de secours a servi'))
    await browser.post('/compte/securite/codes-de-secours', {})
    assert.equal((await (await half(email)).post('/connexion/secours', { code: codes[5] ?? '' })).status, 422)
  })

  test('a resident may ask for a second factor, is then always asked, and may take it back; an agent may not', async () => {
    const email = 'prudente@parvis.example'
    await world.person(email)
    const browser = openBrowser(app)
    assert.equal((await browser.post('/connexion', { email, password: PASSWORD })).to, '/compte')
    const elsewhere = openBrowser(app)
    await elsewhere.post('/connexion', { email, password: PASSWORD })
    const sealed =
      /name="passe_secret" value="([^"]+)"/.exec((await browser.get('/compte/securite/code')).text)?.[1] ?? ''
    const secret = sealed.split('.')[0] ?? ''
    const done = await browser.post('/compte/securite/code', {
      passe_secret: sealed,
      code: codeAt(secret, world.db.clock()),
    })
    assert.equal(done.status, 200)
    assert.match(done.text, /Fermer mes autres appareils/)
    assert.ok(await isIn(browser))
    assert.equal(await isIn(elsewhere), false, 'sessions of a password alone are half a session from now on')
    await half(email)
    assert.equal((await browser.post('/compte/securite/code/retrait', {})).to, '/compte/securite')
    assert.equal((await openBrowser(app).post('/connexion', { email, password: PASSWORD })).to, '/compte')
    await agent('tenue@parvis.example')
    const held = await whole('tenue@parvis.example')
    assert.equal((await held.post('/compte/securite/code/retrait', {})).status, 403)
  })

  test('changing one’s password keeps the whole session, a reset by mail never skips the second factor', async () => {
    const email = 'mdp@parvis.example'
    await agent(email)
    const browser = await whole(email)
    const password = 'cinq lampes au plafond'
    assert.equal((await browser.post('/compte/securite', { current: PASSWORD, password })).status, 303)
    assert.ok(await isIn(browser))
    // So that the link is in the latest mail.
    world.pass(1000)
    await openBrowser(app).post('/mot-de-passe-oublie', { email })
    const link = await world.link(email)
    const jeton = new URLSearchParams(link.split('?')[1]).get('jeton') ?? ''
    await openBrowser(app).post('/mot-de-passe/nouveau', { jeton, password: PASSWORD })
    await half(email)
  })

  test('the database keeps no secret that opens anything', async () => {
    const { rows } = await world.db.read(system, (tx) =>
      sql<{
        all: string
      }>`select coalesce(string_agg(encode(locked_secret, 'escape'), ''), '') as all from accounts.totp`.execute(
        tx.q,
      ),
    )
    assert.ok(!rows[0]?.all.includes(SECRET))
  })
})
