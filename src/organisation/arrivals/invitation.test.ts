// Agents are invited: what an invitation tells, of accounts nothing, who reads whose name, and how many one may send.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { territory } from '#territory'
import { throttle } from '#platform/limits/throttle.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { LIMITS } from '../arrivals/limits.ts'

const HERE = '/administration/agents'
const BRON = 'admin.bron@parvis.example'
const CHIEF = 'elodie.voirie@parvis.example'

describe('invitations of agents', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  let bron: TestBrowser
  let chief: TestBrowser
  const units: Record<string, number> = {}
  const people: Record<string, number> = {}

  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
    bron = await parvis.signedInAs(BRON)
    chief = await parvis.signedInAs(CHIEF)
    await parvis.db.read(system, async (tx) => {
      const place = await territory(tx)
      const bronId = place.authorityByCode('69029')?.id ?? 0
      for (const [of, id] of [
        ['metro', place.metropolis.id],
        ['bron', bronId],
      ] as const)
        for (const unit of place.unitsOf(id)) units[`${of}:${unit.code}`] = unit.id
      const { rows } = await sql<{
        email: string
        id: number
      }>`select email, id from accounts.person where email is not null`.execute(tx.q)
      for (const { email, id } of rows) people[email.split('@')[0] ?? ''] = id
    })
  })
  after(() => parvis.close())

  const names = (body: string) =>
    [...body.matchAll(/<a href="\/administration\/agents\/(?:invitations\/)?\d+">([^<]+)</g)].map(
      ([, name]) => name,
    )
  const list = async (who: TestBrowser, query = '') => names((await who.get(`${HERE}${query}`)).body)

  test('an invitation tells nothing of accounts; its link gives the posts once', async () => {
    const invite = (values: Record<string, string>) =>
      bron.post(`${HERE}/nouveau`, {
        name: 'Nouvelle Venue',
        email: 'nouvelle@parvis.example',
        unit: String(units['bron:accueil']),
        role: 'handler',
        from: '2026-11-23',
        to: '',
        ...values,
      })
    const fresh = await invite({})
    const known = await invite({ name: 'Lucette M.', email: 'habitante@parvis.example' })
    assert.deepEqual([fresh.statusCode, known.statusCode], [303, 303])
    assert.match((await invite({})).body, /déjà une invitation en attente/)
    assert.match((await invite({ email: 'agent.bron@parvis.example' })).body, /celle d’Odile Perrachon/)
    assert.equal((await invite({ unit: String(units['metro:voirie-est']) })).statusCode, 404)
    assert.deepEqual(await list(bron, '?etat=invited'), ['Lucette M.', 'Nouvelle Venue'])
    assert.deepEqual(await list(chief, '?etat=invited'), [])
    assert.doesNotMatch((await bron.get(HERE)).body, /Morandat/)
    await parvis.runJobs()
    let mail = ''
    const link = async (to: string) => {
      const { rows } = await parvis.db.read(system, (tx) =>
        sql<{
          text: string
        }>`select text_body as text from platform.mail where recipient = ${to} order by created_at desc limit 1`.execute(
          tx.q,
        ),
      )
      mail = rows[0]?.text ?? ''
      return /(\/invitation\?jeton=\S+)/.exec(mail)?.[1] ?? ''
    }
    const address = await link('nouvelle@parvis.example')
    assert.match(mail, /Paul Essarts vous invite à travailler dans Parvis, où la Ville de Bron/)
    assert.match(
      mail,
      /Ce que vous y ferez.{1,3}: Instruction \(traite les demandes du service\), Accueil de la mairie/,
    )
    assert.match(
      mail,
      /jusqu’au.{1,3}: \S+ \d+\s\S+ 2026 à [^]*Après, ou pour une question.{1,3}: Paul Essarts/,
    )
    const newcomer = parvis.browser()
    assert.match((await newcomer.get(address)).body, /value="Nouvelle Venue"/)
    const jeton = new URL(address, 'http://x').searchParams.get('jeton') ?? ''
    const joined = await newcomer.post('/invitation', {
      jeton,
      name: 'Nouvelle Venue',
      password: 'une-phrase-assez-longue-42',
    })
    assert.equal(joined.statusCode, 303)
    assert.deepEqual(await list(bron, '?q=venue'), ['Nouvelle Venue'])
    assert.deepEqual(await list(bron, '?etat=invited'), ['Lucette M.'])
    const waiting =
      /(\/administration\/agents\/invitations\/\d+)/.exec(
        (await bron.get(`${HERE}?etat=invited`)).body,
      )?.[1] ?? ''
    assert.equal((await metropolis.get(waiting)).statusCode, 200)
    assert.equal((await chief.get(waiting)).statusCode, 404)
    assert.equal((await bron.post(`${waiting}/retrait`, {})).statusCode, 303)
    assert.equal((await parvis.browser().get(await link('habitante@parvis.example'))).statusCode, 410)
  })

  test('whoever is written to reads the names of their own people, and « la Métropole » for the others', async () => {
    const { label } = await parvis.actor('admin@parvis.example')
    const post = {
      unit: String(units['bron:accueil']),
      role: 'reception',
      from: '2027-03-01',
      to: '2027-03-31',
    }
    const invited = { ...post, name: 'Autre Venue', email: 'autre.venue@parvis.example' }
    const remi = `${HERE}/${people['remi.bron']}/fonctions`
    for (const [who, at, said] of [
      [metropolis, `${HERE}/nouveau`, invited],
      [metropolis, remi, post],
      [bron, remi, { ...post, from: '2027-05-01', to: '2027-05-31' }],
    ] as const)
      assert.equal((await who.post(at, said)).statusCode, 303)
    await parvis.runJobs()
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{ text: string }>`select text_body as text from platform.mail
        where recipient in ('autre.venue@parvis.example', 'remi.bron@parvis.example')`.execute(tx.q),
    )
    const mails = rows.map(({ text }) => text).join('\n')
    assert.match(mails, /La Métropole de Lyon vous invite à travailler/)
    assert.match(mails, /2027[^]*Décidé par la Métropole de Lyon\./)
    assert.match(mails, /Décidé par Paul Essarts\./)
    assert.ok(!mails.includes(label), label)
  })

  test('nobody writes to strangers without end', async () => {
    const { invitations } = LIMITS
    parvis.advance({ hours: 2 })
    for (let n = 0; n < invitations.limit; n += 1)
      await throttle(parvis, `invitation:${people['admin.bron']}`, invitations)
    const refused = await bron.post(`${HERE}/nouveau`, {
      name: 'Une de trop',
      email: 'trop@mairie.example',
      unit: String(units['bron:accueil']),
      role: 'handler',
      from: '2026-12-01',
      to: '',
    })
    assert.equal(refused.statusCode, 429)
    assert.match(refused.body, /Vous avez envoyé 60[^<]*Celle-ci n’est pas partie[^]*value="Une de trop"/)
    assert.ok(!(await list(bron, '?etat=invited')).includes('Une de trop'))
  })
})
