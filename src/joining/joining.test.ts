// A commune joins, sees to what is left, and answers from the day it chose: not before, and without anybody’s hand.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { NotFound } from '#platform/errors.ts'
import { decideCompetence, catalogue } from '#services'
import { territory } from '#territory'
import { signWith } from '#test/agreements.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { open } from './steps.ts'

const HERE = '/administration/ouverture'
/** Colombier-Saugnieu, east of the territory. */
const CODE = '69299'
/** Beside it. */
const SAINT_BONNET = '69287'

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
    const begun = (await metropolis.follow(reply)).body
    assert.match(begun, /Sa convention reste à préparer.{1,3}: aucune grille de prix/)
    // The DNS may not know its name yet, whatever a browser says: src/territory/answering.test.ts has what is believed.
    assert.match(begun, /colombier-saugnieu\.parvis\.test ne répond pas encore/)
    assert.match(begun, /href="[^"]*\/communes\/colombier-saugnieu"[^]{1,200}Voir ce guichet/)
    assert.match(begun, /aucun service ne sert encore votre commune pour «.Voirie.»/)
    const site = await parvis.browser().get('/', { host: 'colombier-saugnieu.parvis.test' })
    assert.match(site.body, /Colombier-Saugnieu/)
    const { body } = await metropolis.get(`${HERE}?collectivite=colombier-saugnieu`)
    assert.match(body, /ne répond pas encore/)
    await parvis.runJobs()
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        text: string
      }>`select text_body as text from platform.mail where recipient like 'mairie@%'`.execute(tx.q),
    )
    assert.match(
      rows[0]?.text ?? '',
      /administrer Parvis, le guichet en ligne, pour la mairie de Colombier-Saugnieu/,
    )
    assert.match(
      rows[0]?.text ?? '',
      /jusqu’au.{1,3}: mercredi 25[^]*Une question.{1,3}: [^]*invitation\?jeton=/,
    )
    const again = await metropolis.post(`${HERE}/communes/nouvelle`, {
      commune: CODE,
      mail: 'mairie@colombier.example',
    })
    assert.match((await metropolis.follow(again)).body, /l’était déjà/)
    const mistyped = await metropolis.post(`${HERE}/communes/nouvelle`, {
      commune: '69029',
      mail: 'mairie@colombier.example',
    })
    assert.equal(mistyped.statusCode, 422)
    assert.match(
      mistyped.body,
      /id="commune-erreur"[^]*La Ville de Bron est déjà du territoire, et quelqu’un l’administre/,
    )
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
    assert.match(shown.body, /href="[^"]*\/\/bron\.localhost[^"]*"[^]{1,200}Voir mon guichet/)
    assert.doesNotMatch(shown.body, /aucun service ne sert encore/)
    const steps = [...shown.body.matchAll(/name="etape" value="([^"]+)"/g)].map(([, step]) => step ?? '')
    const standing = shown.body.match(/>En place</g)?.length ?? 0
    assert.ok(steps.length > 0 && standing > 0)
    assert.equal(steps.length + standing, parvis.house.opening.length)
    assert.doesNotMatch(
      shown.body,
      /Avant d’ouvrir|étapes? vérifiée/,
      'a counter that answers is not told so',
    )
    const home = async () => (await bron.get('/administration')).body
    assert.match(
      await home(),
      new RegExp(`${standing}\\sétapes? en place sur ${parvis.house.opening.length}`),
    )
    const [first = ''] = steps
    for (const etape of steps) await bron.post(`${HERE}/etapes`, { collectivite: 'bron', etape, vu: 'oui' })
    assert.doesNotMatch(await home(), /Premiers pas/)
    await bron.post(`${HERE}/etapes`, { collectivite: 'bron', etape: first, vu: 'non' })
    assert.match(await home(), /Premiers pas[^]*À compléter/)
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
      sql<{
        held: number
      }>`select held from accounts.count_holders(${mions}, '{handler}', '2026-11-24')`.execute(tx.q),
    )
    assert.equal(held.rows[0]?.held, 0, 'nobody is counted elsewhere')
  })

  test('a code that is no commune’s is refused beside it', async () => {
    for (const [commune, message] of [
      ['99999', /n’est le code INSEE d’aucune commune/],
      ['Bron', /cinq caractères du code INSEE/],
      ['59183', /Dunkerque est dans le département 59, où le territoire n’a aucune commune/],
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

  test('begins the agreement where communes sign, and tells each town hall what it gives; no place, no opening', async () => {
    const owner = new pg.Client(parvis.ownerUrl)
    await owner.connect()
    await signWith(owner, '69029')
    await owner.query(
      `update agreements.deed set state = 'notified'; update agreements.agreement set notified_on = '2026-11-02'`,
    )
    await owner.end()
    const reply = await metropolis.post(`${HERE}/communes/nouvelle`, {
      commune: SAINT_BONNET,
      mail: 'mairie@saint-bonnet.example',
    })
    const joined = await metropolis.follow(reply)
    assert.match(joined.body, /Sa convention n° 2026-002 est un projet/)
    assert.match(
      joined.body,
      /Convention n° 2026-002[^<]*projet[^<]*Elle donne 10\splaces d’agents à partir du /,
    )
    assert.match(joined.body, /La convention avec la métropole[^]{1,600}Il le faut pour ouvrir/)
    const slug = 'saint-bonnet-de-mure'
    const unseen = await metropolis.post(`${HERE}/etapes`, {
      collectivite: slug,
      etape: 'agreements.agreement',
      vu: 'oui',
    })
    assert.equal(unseen.statusCode, 409, 'what is missing is not looked at')
    const early = await metropolis.post(HERE, { collectivite: slug, jour: '2026-12-01' })
    assert.match(early.body, /n’ouvre pas sans cela[^]*La convention avec la métropole/)
    const draft = (await metropolis.get('/administration/conventions?q=Bonnet')).body
    const [, at = ''] = /href="(\/administration\/conventions\/\d+)"/.exec(draft) ?? []
    const terms = (await metropolis.get(`${at}/modifier`)).body
    for (const [name, value] of [
      ['figure', /value="6984"/],
      ['year', /value="2023"/],
      ['decree', /value="décret n° 2025-1362"/],
      ['startsOn', /value="2026-12-23"/],
      ['endsOn', /value="2030-12-31"/],
    ] as const)
      assert.match(new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(terms)?.[0] ?? '', value)
    const places = (await metropolis.get(`/administration/agents?collectivite=${slug}`)).body
    assert.match(places, /Aucune place d’agent aujourd’hui/)
    assert.match((await bron.get('/administration/agents')).body, /Aucune place d’agent aujourd’hui/)
    parvis.advance({ days: 40 })
    const later = await parvis.signedInAs('admin.bron@parvis.example')
    assert.match(
      (await later.get('/administration/agents')).body,
      /60\splaces d’agents.{1,3}: \d+\sprises?, \d+\slibres/,
    )
  })
})
