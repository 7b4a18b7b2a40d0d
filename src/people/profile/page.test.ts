// The page of one's profile: what it shows, what it changes, what it refuses.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { system } from '#platform/actor.ts'
import { type Browser, openBrowser } from '#test/account-browser.ts'
import { recordCivil } from '../../signin/federation/civil.ts'
import { profileOf } from '../person/person.ts'
import { openSample, PASSWORD, type Sample } from '#test/accounts.ts'
import { profileValues, recordValue } from './values.ts'
import { type NewValue } from './kinds.ts'

const DAY = 86_400_000

describe('the page of one’s profile', () => {
  let world: Sample
  let app: FastifyInstance
  let browser: Browser
  let personId: number
  let agentId: number
  let count = 0
  before(async () => {
    world = await openSample()
    app = await world.serve()
    agentId = await world.person('guichet@parvis.example', 'Guichet')
  })
  beforeEach(async () => {
    const email = `profil${++count}@parvis.example`
    personId = await world.person(email, 'Camille Essai')
    browser = openBrowser(app, `192.0.2.${count}`)
    await browser.post('/connexion', { email, password: PASSWORD })
  })
  after(async () => {
    await app.close()
    await world.close()
  })

  const record = (value: Omit<NewValue, 'personId'>) =>
    world.db.write(system, (tx) => recordValue(tx, { personId, ...value }))
  const values = () => world.db.read(system, (tx) => profileValues(tx, personId))
  const typed = {
    name: 'Camille Essai',
    given_name: '',
    family_name: '',
    phone: '',
    address: '',
    commune: '',
  }

  test('it is one’s own: nobody else reads it', async () => {
    assert.equal((await openBrowser(app).get('/compte/profil')).status, 303)
    const { status, text } = await browser.get('/compte/profil')
    assert.equal(status, 200)
    assert.match(text, /<h1>Mon profil<\/h1>/)
    assert.match(text, /href="\/compte\/profil" aria-current="true"/)
  })

  test('each value is shown with its source, its date, how sure it is, and until when', async () => {
    await record({ valueId: 'phone', value: '06 39 98 00 01', source: 'declared', level: 'declared' })
    await record({
      valueId: 'birthdate',
      value: '1958-02-00',
      source: 'desk',
      level: 'proved',
      recordedBy: agentId,
      proof: 'Carte nationale d’identité',
    })
    await world.db.write(system, (tx) =>
      recordCivil(tx, personId, { given_name: 'Aminata', gender: 'female' }),
    )
    const { text } = await browser.get('/compte/profil')
    assert.match(text, /06 39 98 00 01<p class="meta"> ?Déclaré par vous, le \d/)
    assert.match(
      text,
      /février 1958 \(jour inconnu\).*Prouvé<\/span> Vérifié au guichet \(pièce vue\u00a0: carte nationale d’identité\), le/,
    )
    assert.match(text, /Féminin.*Certifié<\/span> FranceConnect, le [^<]*, valable jusqu’au \d/)
    assert.match(text, /se corrige à l’état civil/)
    assert.match(text, /se corrige au guichet de votre mairie/)
    assert.match(text, new RegExp(`profil${count}@parvis\\.example<p class="meta">`))
    world.pass(366 * DAY)
    await browser.post('/connexion', { email: `profil${count}@parvis.example`, password: PASSWORD })
    assert.match(
      (await browser.get('/compte/profil')).text,
      /Expiré<\/span> FranceConnect, le [^<]*, n’est plus valable depuis le/,
    )
  })

  test('what one declared is changed, taken back, and kept as history; what stands keeps its date', async () => {
    const answer = await browser.post('/compte/profil', {
      ...typed,
      name: 'Camille E.',
      phone: ' 06 39 98 00 01 ',
      address: '1 rue du Port, 69001 Lyon',
    })
    assert.deepEqual([answer.status, answer.to], [303, '/compte/profil'])
    const [phone] = await values()
    assert.equal(phone?.value, '06 39 98 00 01')
    world.pass(DAY)
    await browser.post('/compte/profil', { ...typed, phone: '06 39 98 00 01' })
    const after = await values()
    assert.deepEqual(
      after.map(({ valueId, recordedAt }) => [valueId, recordedAt.getTime()]),
      [['phone', phone?.recordedAt.getTime()]],
    )
    const profile = await world.db.read(system, (tx) => profileOf(tx, personId))
    assert.deepEqual(
      [profile?.name, profile?.phone, profile?.commune],
      ['Camille Essai', '06 39 98 00 01', null],
    )
    const { text } = await browser.get('/compte/profil')
    assert.match(text, /<details><summary>Ce qui a été remplacé<\/summary>[\s\S]*1 rue du Port, 69001 Lyon/)
  })

  test('a wrong value is said beside its field; everything typed is kept, nothing is recorded', async () => {
    const { status, text } = await browser.post('/compte/profil', {
      ...typed,
      name: 'Camille E.',
      phone: 'bientôt',
      address: '2 rue du Pont, 69500 Bron',
    })
    assert.equal(status, 422)
    assert.match(text, /<title>Erreur/)
    assert.match(text, /id="phone-erreur"/)
    assert.match(text, /value="bientôt"/)
    assert.match(text, /value="2 rue du Pont, 69500 Bron"/)
    assert.match(text, /value="Camille E\."/)
    assert.deepEqual(await values(), [])
    assert.equal((await world.db.read(system, (tx) => profileOf(tx, personId)))?.name, 'Camille Essai')
    const noName = await browser.post('/compte/profil', { ...typed, name: ' ', phone: '06 39 98 00 01' })
    assert.match(noName.text, /id="name-erreur"/)
    assert.match(noName.text, /value="06 39 98 00 01"/)
  })

  test('a value that may not be declared is not asked, and is not changed by posting it', async () => {
    await record({ valueId: 'family_name', value: 'ESSAI', source: 'franceconnect', level: 'certified' })
    const { text } = await browser.get('/compte/profil')
    assert.doesNotMatch(text, /name="family_name"|name="birthdate"/)
    await browser.post('/compte/profil', { ...typed, family_name: 'AUTRE' })
    assert.deepEqual(
      (await values()).map(({ value }) => value),
      ['ESSAI'],
    )
  })
})
