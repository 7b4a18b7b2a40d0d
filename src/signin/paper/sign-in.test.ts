// Signing in with a paper through HTTP: one answer for every failure, few tries, a short session, and the way to an address.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { type Browser, openBrowser } from '#test/account-browser.ts'
import { openSample, PASSWORD, type Sample } from '#test/accounts.ts'
import { setTotp } from '../factors/enrolment.ts'
import { codeAt } from '../factors/one-time.ts'
import { newPaperCode } from './code.ts'
import { newNumber, readNumber } from './number.ts'
import { codeOfNumber } from './queries.ts'
import { atDesk, openPaper, type Printed } from '#test/paper.ts'
import { addMembership } from '../../people/posts/posts.ts'

const MINUTE = 60_000

describe('signing in with a paper', () => {
  let world: Sample
  let app: FastifyInstance
  let agent: Awaited<ReturnType<typeof atDesk>>
  before(async () => {
    world = await openSample()
    app = await world.serve()
    agent = await atDesk(world, app, world.units.bron)
  })
  after(async () => {
    await app.close()
    await world.close()
  })

  const type = (browser: Browser, numero: string, passe: string, more: Record<string, string> = {}) =>
    browser.post('/connexion/papier', { numero, passe, ...more })
  async function signedIn(paper: Printed): Promise<Browser> {
    const browser = openBrowser(app)
    assert.equal((await type(browser, paper.number, paper.code)).status, 303)
    return browser
  }

  test('however it is typed, to where one was going; no device is kept', async () => {
    const { number, code } = await openPaper(agent)
    assert.match((await openBrowser(app).get('/connexion')).text, /href="\/connexion\/papier"/)
    assert.match((await openBrowser(app).get('/connexion/papier')).text, /30&nbsp;minutes|30\u00a0minutes/)
    const browser = openBrowser(app)
    const typed = await type(
      browser,
      number.replaceAll('\u00a0', ' . '),
      ` ${code.toLowerCase().replaceAll('-', ' ')} `,
      {
        suite: '/compte/securite',
      },
    )
    assert.deepEqual([typed.status, typed.to], [303, '/compte/securite'])
    assert.equal(browser.cookies.has('parvis_device'), false)
    assert.equal((await browser.get('/connexion/papier')).to, '/compte')
    assert.equal(
      (await type(openBrowser(app), number, code, { suite: 'https://evil.example' })).to,
      '/compte',
    )
  })

  test('unknown number, wrong code, an agent’s account, no code any more: the same page', async () => {
    const paper = await openPaper(agent)
    const answer = async (numero: string, passe: string) => {
      const { status, text } = await type(openBrowser(app), numero, passe)
      return {
        status,
        text: text.replace(/(name="_csrf" value|data-whose)="[^"]+"/g, '').replaceAll(numero, 'N'),
      }
    }
    const wrong = await answer(paper.number, newPaperCode())
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /ne vont pas ensemble/)
    assert.deepEqual(await answer(newNumber(), newPaperCode()), wrong)
    const working = await openPaper(agent)
    await world.db.write(system, async (tx) => {
      const { rows } = await sql<{ id: number }>`
        select person_id as id from accounts.account_number where number = ${readNumber(working.number)}`.execute(
        tx.q,
      )
      await addMembership(tx, {
        personId: rows[0]?.id ?? 0,
        unitId: world.units.bron,
        role: 'handler',
        from: '2020-01-01',
      })
    })
    assert.deepEqual(await answer(working.number, working.code), wrong)
  })

  test('a slip of the finger is told, and the code is never written back', async () => {
    const paper = await openPaper(agent)
    const { status, text } = await type(openBrowser(app), paper.number.slice(0, -1), 'K7RD-4MWQ')
    assert.equal(status, 422)
    assert.match(text, /dix chiffres/)
    assert.match(text, /seize lettres et chiffres/)
    assert.doesNotMatch(text, /value="K7RD/)
  })

  test('ten wrong codes from one place, then wait; the same from elsewhere goes on; unknown numbers are counted alike', async () => {
    const paper = await openPaper(agent)
    for (const [number, ip] of [
      [paper.number, '198.51.100.7'],
      [newNumber(), '198.51.100.8'],
    ] as const) {
      const attacker = openBrowser(app, ip)
      for (let count = 0; count < 10; count++)
        assert.equal((await type(attacker, number, newPaperCode())).status, 422)
      assert.equal((await type(attacker, number, paper.code)).status, 429)
    }
    await signedIn(paper)
  })

  test('half an hour without use ends the session, use prolongs it, two hours are the most', async () => {
    const paper = await openPaper(agent)
    const browser = await signedIn(paper)
    const isIn = async () => (await browser.get('/compte/securite')).status === 200
    for (let half = 0; half < 4; half++) {
      world.pass(29 * MINUTE)
      assert.ok(await isIn(), `after ${29 * (half + 1)} minutes`)
    }
    world.pass(5 * MINUTE)
    assert.equal(await isIn(), false)
    const idle = await signedIn(paper)
    world.pass(31 * MINUTE)
    assert.equal((await idle.get('/compte/securite')).status, 303)
  })

  test('it is one factor', async () => {
    await signedIn(await openPaper(agent))
    const { rows } = await world.db.read(system, (tx) =>
      sql<{ factors: number }>`select distinct factors from accounts.session where is_shared`.execute(tx.q),
    )
    assert.deepEqual(rows, [{ factors: 1 }])
  })

  test('the pages of the account hold without an address, and a sensitive act asks for the code again', async () => {
    const paper = await openPaper(agent)
    const browser = await signedIn(paper)
    const security = await browser.get('/compte/securite')
    assert.match(security.text, /n’a pas d’adresse e-mail/)
    assert.doesNotMatch(security.text, /Mot de passe actuel|data-passkey-make/)
    assert.match(security.text, /Quand votre compte aura une adresse e-mail/)
    for (const path of ['/compte/securite/adresse', '/compte/securite/code'])
      assert.equal((await browser.get(path)).status, 200, path)
    world.pass(11 * MINUTE)
    const { to } = await browser.get('/compte/securite/adresse')
    assert.match(to, /^\/compte\/confirmation\?suite=/)
    assert.match((await browser.get(to)).text, /action="\/compte\/confirmation\/papier"/)
    const suite = '/compte/securite/adresse'
    assert.equal(
      (await browser.post('/compte/confirmation/papier', { passe: newPaperCode(), suite })).status,
      422,
    )
    assert.equal((await browser.post('/compte/confirmation/papier', { passe: paper.code, suite })).to, suite)
    assert.equal((await browser.get(suite)).status, 200)
    assert.equal((await browser.post('/compte/securite/papier/retrait', {})).status, 409)
  })

  test('an address and a password come later, then the paper is given up, and no desk makes another', async () => {
    const paper = await openPaper(agent)
    const browser = await signedIn(paper)
    await world.person('deja.prise@parvis.example')
    const asked = async (email: string) => {
      const { status, to } = await browser.post('/compte/securite/adresse', { email })
      return { status, to }
    }
    assert.deepEqual(await asked('deja.prise@parvis.example'), await asked('odette@parvis.example'))
    const link = await world.link('odette@parvis.example')
    const jeton = link.split('jeton=')[1] ?? ''
    assert.match(
      (await openBrowser(app).post('/connexion/adresse', { jeton, choix: 'accepter' })).text,
      /Votre adresse est changée/,
    )
    world.pass(MINUTE)
    const stranger = openBrowser(app)
    await stranger.post('/mot-de-passe-oublie', { email: 'odette@parvis.example' })
    const password = 'marguerite plante douze tilleuls'
    const recovery = (await world.link('odette@parvis.example')).split('jeton=')[1] ?? ''
    assert.equal((await stranger.post('/mot-de-passe/nouveau', { jeton: recovery, password })).status, 303)
    assert.equal(
      (await stranger.post('/connexion', { email: 'odette@parvis.example', password })).to,
      '/compte',
    )
    assert.equal((await stranger.post('/compte/securite/papier/retrait', {})).to, '/compte/securite')
    assert.equal((await type(openBrowser(app), paper.number, paper.code)).status, 422)
    const subjects = (await world.mails('odette@parvis.example')).map(({ subject }) => subject)
    assert.ok(subjects.includes('Votre code sur papier ne fonctionne plus'))
    const found = await agent.post('/agents/comptes', { numero: paper.number })
    assert.match(found.text, /ne lui fait pas de code sur papier/)
    const again = { numero: paper.number, cle: crypto.randomUUID(), piece: 'cni', presente: 'oui' }
    assert.equal((await agent.post('/agents/comptes/code', again)).status, 409)
  })

  test('an account opened online gets a number for the desk, once; no desk makes a key to it', async () => {
    await world.person('en.ligne@parvis.example', 'Enzo Enligne')
    const browser = openBrowser(app)
    await browser.post('/connexion', { email: 'en.ligne@parvis.example', password: PASSWORD })
    assert.match((await browser.get('/compte/securite')).text, /Obtenir un numéro de compte/)
    const numberOf = async () =>
      /\d{3}\u00a0\d{3}\u00a0\d{4}/.exec((await browser.get('/compte/securite')).text)?.[0] ?? ''
    assert.equal((await browser.post('/compte/securite/numero', {})).to, '/compte/securite')
    const number = await numberOf()
    assert.ok(readNumber(number))
    await browser.post('/compte/securite/numero', {})
    assert.equal(await numberOf(), number)
    const proof = { numero: number, valeur: 'birthdate', texte: '02/03/1980', document: 'passeport' }
    assert.match((await agent.post('/agents/comptes/preuve', proof)).text, /Enzo Enligne[\s\S]*Prouvé/)
    const key = { numero: number, cle: crypto.randomUUID(), piece: 'cni', presente: 'oui' }
    assert.equal((await agent.post('/agents/comptes/code', key)).status, 409)
  })

  test('a second factor is asked after the paper too', async () => {
    const paper = await openPaper(agent)
    await world.db.write(system, (tx) =>
      sql`insert into accounts.totp (person_id, locked_secret, created_at)
        select person_id, 'x', ${tx.now} from accounts.account_number where number = ${readNumber(paper.number)}`.execute(
        tx.q,
      ),
    )
    const browser = openBrowser(app)
    assert.equal((await type(browser, paper.number, paper.code)).to, '/connexion/code')
    assert.equal((await browser.get('/compte/securite')).status, 303)
  })

  test('with a second factor, the session stays that of a shared computer: short, without a device', async () => {
    const paper = await openPaper(agent)
    const secret = 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU'
    await world.db.write(system, async (tx) => {
      const holder = await codeOfNumber(tx, readNumber(paper.number) ?? '')
      await setTotp(tx, world.tools.config.secret, holder?.personId ?? 0, secret)
    })
    const browser = openBrowser(app)
    assert.equal((await type(browser, paper.number, paper.code)).to, '/connexion/code')
    const given = await browser.post('/connexion/code', { code: codeAt(secret, world.db.clock()) })
    assert.deepEqual([given.status, given.to], [303, '/compte'])
    assert.equal(browser.cookies.has('parvis_device'), false)
    // Proving again who one is renews the session, and leaves it what it is.
    await browser.post('/compte/confirmation/papier', { passe: paper.code })
    assert.match((await browser.get('/compte/securite')).text, /jamais depuis un ordinateur partagé/)
    world.pass(31 * MINUTE)
    assert.equal((await browser.get('/compte/securite')).status, 303)
  })
})
