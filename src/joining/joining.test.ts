// A commune joins, sees to what is left, and answers from the day it chose: not before, and without anybody’s hand.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { NotFound } from '#platform/errors.ts'
import { decideCompetence, catalogue } from '#services'
import { territory } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { open } from './steps.ts'

const HERE = '/administration/ouverture'
/** Colombier-Saugnieu, east of the territory. */
const CODE = '69299'

describe('a commune that joins', () => {
  let parvis: TestApp
  let metropolis: TestBrowser
  let bron: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    metropolis = await parvis.signedInAs('admin@parvis.example')
    bron = await parvis.signedInAs('admin.bron@parvis.example')
  })
  after(() => parvis.close())

  const answering = (code: string, day: string) =>
    parvis.db.read(system, async (tx) => {
      const place = await territory(tx)
      const question = { category: 'eclairage-public', areaCode: code, day }
      const { authorityId, because } = decideCompetence(await catalogue(tx), place, question)
      return { name: place.authority(authorityId).name, because }
    })

  test('is of the territory at once: its counter, its services, its first administrator', async () => {
    const reply = await metropolis.post(`${HERE}/communes/nouvelle`, {
      commune: CODE,
      mail: 'mairie@colombier.example',
    })
    assert.equal(reply.statusCode, 303, reply.body)
    const site = await parvis.browser().get('/', { host: 'colombier-saugnieu.parvis.test' })
    assert.match(site.body, /Colombier-Saugnieu/)
    await parvis.runJobs()
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        text: string
      }>`select text_body as text from platform.mail where recipient like 'mairie@%'`.execute(tx.q),
    )
    assert.match(rows[0]?.text ?? '', /invitation\?jeton=/)
    const again = await metropolis.post(`${HERE}/communes/nouvelle`, {
      commune: CODE,
      mail: 'mairie@colombier.example',
    })
    assert.match((await metropolis.follow(again)).body, /l’était déjà/)
  })

  test('answers from its day on; before, the contact centre does and says why', async () => {
    const before = await answering(CODE, '2026-11-24')
    assert.equal(before.name, 'Métropole de Lyon')
    assert.match(before.because, /Colombier-Saugnieu ouvre son guichet le mercredi 23\sdécembre\s2026/)
    assert.equal((await answering(CODE, '2026-12-23')).name, 'Mairie de Colombier-Saugnieu')
    assert.equal((await answering('69029', '2026-11-24')).name, 'Ville de Bron', 'others answer as ever')
  })

  test('does not open without somebody who answers, nor on a day that is gone, and keeps what was typed', async () => {
    const slug = 'colombier-saugnieu'
    const early = await metropolis.post(HERE, { collectivite: slug, jour: '2026-12-01' })
    assert.equal(early.statusCode, 422)
    assert.match(early.body, /n’ouvre pas sans cela[^]*Où vous joindre[^]*Qui répond/)
    assert.match(early.body, /value="2026-12-01"/)
    const late = await metropolis.post(HERE, { collectivite: slug, jour: '2026-11-01' })
    assert.match(late.body, /Ce jour est passé/)
    const none = await metropolis.post(HERE, { collectivite: slug, jour: '' })
    assert.equal(none.statusCode, 422)
    const opened = await bron.post(HERE, { collectivite: 'bron', jour: '2027-01-01' })
    assert.equal(opened.statusCode, 409)
    assert.match(opened.body, /ne se referme pas/)
  })

  test('sees to each step, once, and may look again; its administrator is led to the next', async () => {
    const shown = await bron.get(HERE)
    assert.equal(shown.statusCode, 200)
    const steps = [...shown.body.matchAll(/name="etape" value="([^"]+)"/g)].map(([, step]) => step ?? '')
    assert.equal(steps.length, parvis.house.opening.length)
    assert.ok(steps.length >= 10)
    assert.match((await bron.get('/administration')).body, /0\sétape vérifiée sur 10/)
    for (const etape of steps) await bron.post(`${HERE}/etapes`, { collectivite: 'bron', etape, vu: 'oui' })
    await bron.post(`${HERE}/etapes`, { collectivite: 'bron', etape: steps[1] ?? '', vu: 'non' })
    const home = (await bron.get('/administration')).body
    assert.match(home, /Premiers pas/)
    assert.ok(home.includes('Quand vous êtes ouverts'))
  })

  test('opens for itself alone', async () => {
    for (const [at, values] of [
      [HERE, { collectivite: 'mions', jour: '2026-12-01' }],
      [`${HERE}/etapes`, { collectivite: 'mions', etape: 'territory.hours', vu: 'oui' }],
      [`${HERE}/communes/nouvelle`, { commune: CODE, mail: 'a@b.example' }],
    ] as const)
      assert.equal((await bron.post(at, values)).statusCode, 404, at)
    assert.equal((await bron.get(`${HERE}?collectivite=mions`)).statusCode, 404)
    const actor = await parvis.actor('admin.bron@parvis.example')
    await assert.rejects(
      parvis.db.write(actor, (tx) => open(tx, parvis.house.opening, 'mions', '2026-12-01')),
      NotFound,
    )
    const mions = await parvis.db.read(
      system,
      async (tx) => (await territory(tx)).authorityByCode('69283')?.id,
    )
    for (const statement of [
      sql`insert into joining.seen_step values (${mions}, 'territory.hours', now(), ${actor.personId})`,
    ])
      await assert.rejects(
        parvis.db.write(actor, (tx) => statement.execute(tx.q)),
        /row-level security/,
      )
    await assert.rejects(
      parvis.db.write(actor, (tx) =>
        sql`insert into territory.opening values (${mions}, '2027-01-01')`.execute(tx.q),
      ),
      /permission denied/,
      'nobody closes what is open',
    )
    const held = await parvis.db.read(actor, (tx) =>
      sql<{ held: number }>`select accounts.count_holders(${mions}, '{handler}') as held`.execute(tx.q),
    )
    assert.equal(held.rows[0]?.held, 0, 'nobody is counted elsewhere')
  })

  test('a code that is no commune’s is refused beside it', async () => {
    for (const [commune, message] of [
      ['99999', /n’est le code INSEE d’aucune commune/],
      ['Bron', /cinq caractères du code INSEE/],
    ] as const) {
      const reply = await metropolis.post(`${HERE}/communes/nouvelle`, { commune, mail: 'a@b.example' })
      assert.equal(reply.statusCode, 422)
      assert.match(reply.body, message)
      assert.match(reply.body, new RegExp(`value="${commune}"`))
    }
    const reply = await metropolis.post(`${HERE}/communes/nouvelle`, { commune: '69298', mail: 'personne' })
    assert.equal(reply.statusCode, 422)
    assert.match(reply.body, /n’est pas une adresse e-mail/)
    const made = await parvis.db.read(system, async (tx) => (await territory(tx)).authorityByCode('69298'))
    assert.equal(made, undefined, 'nothing is half done')
  })
})
