// A network where many accounts are tried is closed to unknown devices, and keeps nobody out: whoever has the right password
// and the mail box comes in by a link. Whoever guesses learns nothing there.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { DEMO_PASSWORD } from '#demo'
import { system } from '#platform/actor.ts'
import { LIMITS } from '../entry/limits.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { countStatements } from '#test/statements.ts'
import { openBrowser } from '#test/account-browser.ts'
import { hashesDone } from '../secret/hash.ts'
import { askNewPassword, recoverPassword } from './recovery.ts'

const OWNER = 'habitante@parvis.example'
const TOWN_HALL = '198.51.100.50'
const SENT = '/connexion/lien/message'
const SUBJECT = 'Votre lien de connexion'

describe('from a network that somebody had closed', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp({ env: { PARVIS_URL: 'https://parvis.test' } })
  })
  after(() => parvis.close())

  const from = (network: string) => openBrowser(parvis.app, network)
  const signIn = (network: string, email: string, password: string, suite = '') =>
    from(network).post('/connexion', { email, password, suite })

  /** Somebody tries invented addresses until the network is closed. */
  async function close(network: string): Promise<void> {
    parvis.advance({ hours: 2 })
    for (let count = 0; count < LIMITS.accountsFromNetwork.limit; count++)
      assert.equal((await signIn(network, `invente.${count}@parvis.example`, 'faux')).status, 422)
    parvis.advance({ minutes: 1 })
  }

  async function links(email: string): Promise<string[]> {
    await parvis.runJobs()
    return parvis.db.read(system, async (tx) => {
      const mails = (await keptMails(tx, { to: email })).filter(({ subject }) => subject === SUBJECT)
      const texts = await Promise.all(mails.map(({ id }) => keptMail(tx, id)))
      return texts.map(
        (mail) => /https:\/\/parvis\.test(\/\S*jeton=[\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '',
      )
    })
  }
  const tokenOf = (link: string) => link.split('jeton=')[1] ?? ''

  test('a newcomer with the right password comes in by a link, which shows a button and serves once', async () => {
    await close(TOWN_HALL)
    const newcomer = from(TOWN_HALL)
    const asked = await newcomer.post('/connexion', {
      email: OWNER,
      password: DEMO_PASSWORD,
      suite: '/mes-demandes',
    })
    assert.deepEqual([asked.status, asked.to], [303, SENT])
    assert.equal(newcomer.cookies.has('parvis_session'), false)
    assert.match((await newcomer.get(SENT)).text, /Si cette adresse et ce mot de passe sont bons/)
    const [link = '', ...more] = await links(OWNER)
    assert.equal(more.length, 0)
    assert.match((await from('192.0.2.9').get(link)).text, /Me connecter/, 'a scanner of mails uses nothing')
    await newcomer.get(link)
    const entered = await newcomer.post('/connexion/lien', { jeton: tokenOf(link) })
    assert.deepEqual([entered.status, entered.to], [303, '/mes-demandes'])
    assert.equal((await newcomer.get('/compte/securite')).status, 200)
    assert.equal((await from(TOWN_HALL).get(link)).status, 410)
    assert.equal((await from(TOWN_HALL).post('/connexion/lien', { jeton: tokenOf(link) })).status, 410)
    // From then on the device is known there.
    newcomer.cookies.delete('parvis_session')
    const again = await newcomer.post('/connexion', { email: OWNER, password: DEMO_PASSWORD })
    assert.deepEqual([again.status, again.to === SENT], [303, false])
  })

  test('right, wrong and unknown are one answer, for the same statements and hashes; only the right one is written to', async () => {
    await close(TOWN_HALL)
    const before = (await links(OWNER)).length
    const asked = await countStatements(parvis.db)
    const answers: unknown[] = []
    const tries = [
      [OWNER, DEMO_PASSWORD],
      [OWNER, 'pas le bon mot'],
      ['absente@parvis.example', 'pas le bon mot'],
    ] as const
    for (const [email, password] of [...tries, ...tries]) {
      const browser = from(TOWN_HALL)
      await browser.get('/connexion')
      const [statements, hashes] = [asked.count(), hashesDone()]
      const { status, to, text } = await browser.post('/connexion', { email, password })
      answers.push({
        status,
        to,
        text,
        cookies: [...browser.cookies.keys()],
        statements: asked.count() - statements,
        hashes: hashesDone() - hashes,
      })
    }
    asked.stop()
    for (const answer of answers) assert.deepEqual(answer, answers.at(-1))
    assert.equal((await links(OWNER)).length - before, 2)
    assert.deepEqual(await links('absente@parvis.example'), [])
  })

  test('in another browser the link asks for the password: nobody is signed in to the account of whoever sent it on', async () => {
    await close(TOWN_HALL)
    parvis.advance({ minutes: 31 })
    await signIn(TOWN_HALL, OWNER, DEMO_PASSWORD)
    const [link = ''] = await links(OWNER)
    const other = from('192.0.2.77')
    const shown = await other.get(link)
    assert.match(shown.text, /demandé dans un autre navigateur/)
    assert.match(shown.text, /type="password"/)
    const enter = (password: string) => other.post('/connexion/lien', { jeton: tokenOf(link), password })
    for (const password of ['', 'pas le bon mot']) {
      const refused = await enter(password)
      assert.equal(refused.status, 422)
      assert.match(refused.text, /Ce n’est pas le mot de passe de votre compte/)
      assert.equal(other.cookies.has('parvis_session'), false)
    }
    assert.equal((await enter(DEMO_PASSWORD)).status, 303, 'on the telephone that has the mail')
    assert.equal((await other.get('/compte/securite')).status, 200)
    parvis.advance({ minutes: 1 })
    await signIn(TOWN_HALL, OWNER, DEMO_PASSWORD)
    const [next = ''] = await links(OWNER)
    for (let count = 0; count < LIMITS.passwordOfLink.limit; count++)
      await from('192.0.2.78').post('/connexion/lien', { jeton: tokenOf(next), password: `essai ${count}` })
    const late = await from('192.0.2.79').post('/connexion/lien', {
      jeton: tokenOf(next),
      password: DEMO_PASSWORD,
    })
    assert.equal(late.status, 429, 'ten tries for one link')
  })

  test('three links in a quarter of an hour, however often the right password is given', async () => {
    await close(TOWN_HALL)
    parvis.advance({ minutes: 31 })
    const before = (await links(OWNER)).length
    for (let count = 0; count < 8; count++) await signIn(TOWN_HALL, OWNER, DEMO_PASSWORD)
    assert.equal((await links(OWNER)).length - before, LIMITS.signInLink.limit)
  })

  test('whoever goes on trying there locks nobody: neither the account elsewhere, nor the other networks', async () => {
    await close(TOWN_HALL)
    // More than closes an account to unknown devices when the answers tell something.
    const thief = from(TOWN_HALL)
    for (let count = 0; count < 130; count++) {
      const tried = await thief.post('/connexion', { email: OWNER, password: `essai ${count}` })
      assert.equal(tried.to, SENT)
      if (count % 50 === 49) parvis.advance({ minutes: 1 })
    }
    const elsewhere = await signIn('203.0.113.90', OWNER, DEMO_PASSWORD)
    assert.deepEqual([elsewhere.status, elsewhere.to === SENT], [303, false])
    const before = (await links(OWNER)).length
    parvis.advance({ minutes: 1 })
    assert.equal((await signIn(TOWN_HALL, OWNER, DEMO_PASSWORD)).to, SENT)
    assert.equal((await links(OWNER)).length - before, 1, 'and the owner comes in there too')
  })

  test('the link proves the password and nothing more: the second factor is asked, a new password ends it', async () => {
    await close(TOWN_HALL)
    const agent = from(TOWN_HALL)
    await agent.post('/connexion', { email: 'voirie@parvis.example', password: DEMO_PASSWORD })
    const [link = ''] = await links('voirie@parvis.example')
    parvis.advance({ minutes: 9 })
    const half = await agent.post('/connexion/lien', { jeton: tokenOf(link) })
    assert.deepEqual([half.status, half.to], [303, '/connexion/code'])
    assert.notEqual((await agent.get('/agents')).status, 200)

    parvis.advance({ minutes: 31 })
    await signIn(TOWN_HALL, OWNER, DEMO_PASSWORD)
    const [mailed = ''] = await links(OWNER)
    assert.equal((await from(TOWN_HALL).get(mailed)).status, 200)
    parvis.advance({ minutes: 11 })
    assert.equal((await from(TOWN_HALL).get(mailed)).status, 410, 'ten minutes')
    await signIn(TOWN_HALL, OWNER, DEMO_PASSWORD)
    const [fresh = ''] = await links(OWNER)
    assert.equal((await from(TOWN_HALL).get(fresh)).status, 200)
    parvis.advance({ minutes: 1 })
    const writer = { site: { name: 'Parvis' }, origin: 'https://parvis.test' }
    await askNewPassword(parvis, { email: OWNER, ip: '203.0.113.91' }, writer)
    const token = await parvis.db.read(system, async (tx) => {
      const [latest] = await keptMails(tx, { to: OWNER })
      return /jeton=([\w-]+)/.exec((await keptMail(tx, latest?.id ?? ''))?.text ?? '')?.[1] ?? ''
    })
    await recoverPassword(parvis, { token, password: DEMO_PASSWORD }, writer)
    assert.equal((await from(TOWN_HALL).get(fresh)).status, 410)
  })
})
