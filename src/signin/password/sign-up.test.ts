// Opening an account through HTTP: the address is proved, strangers learn nothing, links serve once.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { HOUR, openSample, type Sample } from '#test/accounts.ts'
import { openBrowser } from '#test/account-browser.ts'

const CHOSEN = 'quatre chevaux dans le vent'

describe('signing up', () => {
  let world: Sample
  let app: FastifyInstance
  before(async () => {
    world = await openSample()
    app = await world.serve()
    await world.person('connue@parvis.example')
  })
  after(async () => {
    await app.close()
    await world.close()
  })

  const ask = async (email: string, more: Record<string, string> = {}) => {
    const browser = openBrowser(app)
    const answer = await browser.post('/inscription', {
      name: 'Camille Essai',
      email,
      password: CHOSEN,
      ...more,
    })
    return { browser, answer }
  }
  const tokenOf = (link: string) => new URLSearchParams(link.split('?')[1]).get('jeton') ?? ''

  test('the link opens the account and a session; looking at it uses nothing', async () => {
    const { browser, answer } = await ask('nouvelle@parvis.example', { suite: '/demarches' })
    assert.deepEqual([answer.status, answer.to], [303, '/inscription/message'])
    assert.match((await browser.get(answer.to)).text, /Regardez votre messagerie/)
    const link = await world.link('nouvelle@parvis.example')
    const scanner = openBrowser(app)
    for (let count = 0; count < 3; count++) assert.equal((await scanner.get(link)).status, 200)
    const shown = await browser.get(link)
    assert.match(shown.text, /Confirmer et ouvrir mon compte<\/button>/)
    assert.doesNotMatch(shown.text, /type="password"/)
    const done = await browser.post('/inscription/confirmer', { jeton: tokenOf(link) })
    assert.deepEqual([done.status, done.to], [303, '/demarches'])
    assert.equal((await browser.get('/compte/securite')).status, 200)
    assert.equal((await browser.get(link)).status, 410)
    assert.equal((await browser.post('/inscription/confirmer', { jeton: tokenOf(link) })).status, 410)
    const { to } = await openBrowser(app).post('/connexion', {
      email: 'nouvelle@parvis.example',
      password: CHOSEN,
    })
    assert.equal(to, '/compte')
    const told = await world.db.read(system, (tx) =>
      sql<{
        name: string
        payload: unknown
      }>`select name, payload from platform.event where subject_kind = 'person'`.execute(tx.q),
    )
    assert.ok(
      told.rows.every(({ name, payload }) => name === 'person.created' && JSON.stringify(payload) === '{}'),
    )
  })

  test('a known address gets the same answer; its owner alone learns it', async () => {
    const known = await ask('Connue@parvis.example')
    const unknown = await ask('inconnue@parvis.example')
    assert.deepEqual(known.answer, unknown.answer)
    assert.deepEqual(
      (await world.mails('connue@parvis.example')).map(({ subject }) => subject),
      ['Vous avez déjà un compte'],
    )
    assert.equal(await world.link('connue@parvis.example'), '')
    assert.deepEqual(
      (await world.mails('inconnue@parvis.example')).map(({ subject }) => subject),
      ['Confirmez votre adresse e-mail'],
    )
  })

  test('from another browser the chosen password is asked: the owner never confirms a stranger’s password', async () => {
    await ask('victime@parvis.example')
    const link = await world.link('victime@parvis.example')
    const phone = openBrowser(app)
    assert.match((await phone.get(link)).text, /Celui que vous avez choisi à l’inscription/)
    const wrong = await phone.post('/inscription/confirmer', {
      jeton: tokenOf(link),
      password: 'je ne sais pas',
    })
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /Ce n’est pas le mot de passe choisi/)
    assert.equal(
      (await phone.post('/inscription/confirmer', { jeton: tokenOf(link), password: CHOSEN })).status,
      303,
    )
  })

  test('of two links the first used wins; the other is dead', async () => {
    const first = await ask('deux@parvis.example')
    const firstLink = await world.link('deux@parvis.example')
    world.pass(1000)
    const second = await ask('deux@parvis.example')
    const secondLink = await world.link('deux@parvis.example')
    assert.notEqual(firstLink, secondLink)
    assert.equal(
      (await second.browser.post('/inscription/confirmer', { jeton: tokenOf(secondLink) })).status,
      303,
    )
    assert.equal(
      (await first.browser.post('/inscription/confirmer', { jeton: tokenOf(firstLink) })).status,
      410,
    )
  })

  test('a link lives 24 hours', async () => {
    const { browser } = await ask('tard@parvis.example')
    const link = await world.link('tard@parvis.example')
    world.pass(25 * HOUR)
    assert.equal((await browser.get(link)).status, 410)
  })

  test('each mistake is said beside its field, the rest is kept', async () => {
    const { answer } = await ask('pas-une-adresse', { name: '', password: 'court' })
    assert.equal(answer.status, 422)
    for (const part of [
      /Écrivez votre nom\./,
      /Écrivez une adresse e-mail complète/,
      /value="pas-une-adresse"/,
    ])
      assert.match(answer.text, part)
    const weak = (await ask('bien@parvis.example', { password: 'motdepasse2026', name: '<b>Ada</b>' })).answer
    assert.equal(weak.status, 422)
    assert.match(weak.text, /figure dans des listes volées/)
    assert.match(weak.text, /value="&lt;b&gt;Ada&lt;\/b&gt;"/)
    assert.doesNotMatch(weak.text, /motdepasse2026/)
  })

  test('five mails to one address, then wait', async () => {
    for (let count = 0; count < 5; count++)
      assert.equal((await ask('assez@parvis.example')).answer.status, 303)
    assert.equal((await ask('assez@parvis.example')).answer.status, 429)
    assert.equal((await world.mails('assez@parvis.example')).length, 5)
  })
})
