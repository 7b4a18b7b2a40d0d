// The pass at a desk, through HTTP: somebody is found exactly or not at all; a pass is opened, something sold, taken back, replaced; each agent has
// their own till; who resolves a number says why; the person reads it all.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { accessEntriesOf } from '#platform/ledger/audit.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { faultsOf } from '../ledger/books.fixture.ts'
import { addSupport, openPass, passOf } from '../record/passes.ts'
import { sectorValue } from '../record/values.ts'
import { fileAt } from './file.ts'

const HERE = '/agents/pass'
const plain = (body: string): string =>
  body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/[\s\u00a0\u202f]+|&nbsp;/g, ' ')

describe('the pass at a desk', () => {
  let parvis: TestApp
  let pool: TestPartner
  let desk: TestBrowser
  let lucette = 0
  let file = ''
  before(async () => {
    parvis = await createTestApp()
    pool = await openPool(parvis, { by: 'admin@parvis.example', managedBy: 'habitant@parvis.example' })
    await run(
      sql`insert into pass.price (product_id, class, cents) values (${pool.product}, 'plein', 3000), (${pool.product}, 'solidaire', 1500), (${pool.product}, 'gratuit', 0)`,
    )
    await run(sql`update pass.product set grid = 'piscine-solidaire' where id = ${pool.product}`)
    lucette = (await parvis.actor('habitante@parvis.example')).personId ?? 0
    await run(
      sql`insert into accounts.profile_value (person_id, value_id, value, source, level, recorded_at) values (${lucette}, 'birthdate', '1961-03-12', 'declared', 'declared', ${parvis.now()})`,
    )
    desk = await parvis.signedInAs('accueil@parvis.example')
  })
  after(() => parvis.close())

  const run = async <T>(statement: ReturnType<typeof sql<T>>): Promise<T[]> =>
    (await parvis.db.write(system, (tx) => statement.execute(tx.q))).rows
  const named = (own: Record<string, string> = {}) => ({
    ...{ numero: '', prenom: 'lucette', nom: 'MORANDAT', naissance: '12/03/1961' },
    ...own,
  })
  const found = async (browser: TestBrowser, own: Record<string, string> = {}): Promise<string> => {
    const reply = await browser.post(HERE, named(own))
    assert.equal(reply.statusCode, 303, plain(reply.body))
    return String(reply.headers.location)
  }
  const textOf = async (browser: TestBrowser, url: string): Promise<string> => {
    const reply = await browser.get(url)
    assert.equal(reply.statusCode, 200, url)
    return plain(reply.body)
  }
  const give = async (own: Record<string, string>) => {
    const key = /name="cle" value="([^"]+)"/.exec((await desk.get(`${file}/droit`)).body)?.[1] ?? ''
    return desk.post(`${file}/droit`, {
      droit: `${pool.product}:solidaire`,
      vu: 'tax',
      moyen: 'card',
      cle: key,
      ...own,
    })
  }
  const held = async () =>
    (
      await run<{
        remaining: number
        until: string
        because: string
      }>(sql`select e.remaining, e.until::text, e.because from pass.entitlement e
      join pass.pass p on p.id = e.pass_id where p.person_id = ${lucette} and e.ended_at is null`)
    ).map((one) => ({ ...one, because: plain(one.because) }))

  test('finds whoever is there by all that they say, and nobody by less', async () => {
    for (const [own, why] of [
      [{ prenom: '', nom: '', naissance: '' }, /Écrivez le numéro de compte, ou/],
      [{ nom: '' }, /Écrivez le nom entier/],
      [{ naissance: '' }, /Écrivez la date de naissance/],
      [{ naissance: '13/03/1961' }, /Personne n’a ce nom entier/],
      [{ nom: 'Morand' }, /Personne n’a ce nom entier/],
      [{ numero: '12' }, /dix chiffres/],
    ] as const) {
      const reply = await desk.post(HERE, named(own))
      assert.equal(reply.statusCode, 422)
      assert.match(plain(reply.body), why)
    }
    file = await found(desk)
    assert.match(await textOf(desk, file), /Pass de Lucette Morandat.*Pas encore de pass/)
    const [entry] = (await parvis.db.read(system, (tx) => accessEntriesOf(tx, lucette))).slice(-1)
    assert.equal(entry?.object, 'A ouvert votre pass à un guichet')
    const resident = await parvis.signedInAs('habitante@parvis.example')
    assert.match(await textOf(resident, '/compte/donnees/acces'), /A ouvert votre pass à un guichet/)
  })

  test('opens a file for that agent alone, for two hours, whatever is counted', async () => {
    const roads = await parvis.signedInAs('voirie@parvis.example')
    assert.equal((await roads.get(file)).statusCode, 404)
    assert.equal((await desk.get(file.replace(/fiche\/\d+/, 'fiche/9999'))).statusCode, 404)
    assert.equal((await desk.get(`${HERE}/fiche/${lucette}`)).statusCode, 404)
    parvis.advance({ hours: 2 })
    assert.match(plain((await desk.get(file)).body), /s’est refermée/)
    file = await found(desk)
  })

  test('sells once what is sold, with the sentence that explains it, and prints a receipt that names nobody', async () => {
    await desk.post(`${file}/ouvrir`, {})
    assert.match(await textOf(desk, file), /Rien chez les partenaires/)
    const offers = await textOf(desk, `${file}/droit`)
    assert.match(offers, /Une piscine, Dix entrées, tarif solidaire : 15,00 €/)
    assert.match(plain((await give({ moyen: '' })).body), /Dites comment les 15,00 €/)
    assert.match(plain((await give({ vu: 'none' })).body), /demande un justificatif/)
    assert.match(plain((await give({ droit: `${pool.product}:gratuit` })).body), /rien n’est à payer/)
    assert.match(plain((await give({ droit: '999:x' })).body), /Choisissez dans la liste/)
    const key = crypto.randomUUID()
    const sold = await give({ cle: key })
    const receipt = await textOf(desk, String(sold.headers.location))
    assert.match(receipt, /Reçu n° \d+.*Une piscine, Dix entrées, tarif solidaire.*15,00 €.*Carte bancaire/)
    assert.doesNotMatch(receipt, /Morandat/)
    assert.match(String((await give({ cle: key })).headers.location), /fiche/)
    assert.deepEqual(await held(), [
      {
        remaining: 10,
        until: '2027-11-22',
        because:
          'Parce que vous l’avez acheté à un guichet le 23 novembre 2026, « tarif solidaire » (avis d’impôt vu).',
      },
    ])
    assert.match(await textOf(desk, file), /Dix entrées Une piscine tarif solidaire, 10 entrées/)
    await give({})
    assert.deepEqual(
      (await held()).map(({ remaining, until }) => [remaining, until]),
      [[20, '2028-11-22']],
    )
    // Entries keep the price that they were sold at.
    assert.match(
      plain((await give({ droit: `${pool.product}:plein` })).body),
      /Il reste 20 entrées à un autre tarif \(tarif solidaire\)/,
    )
  })

  test('counts to each agent what they took today, and takes a receipt back once', async () => {
    assert.match(
      await textOf(desk, `${HERE}/caisse`),
      /Une piscine, Dix entrées Tarif solidaire Carte bancaire 2 30,00 €/,
    )
    const roads = await parvis.signedInAs('voirie@parvis.example')
    assert.match(await textOf(roads, `${HERE}/caisse`), /Rien aujourd’hui/)
    const [last] = await run<{ id: number }>(sql`select max(id) as id from pass.transfer`)
    const receipt = `${HERE}/recus/${last?.id}`
    assert.equal((await roads.get(receipt)).statusCode, 404)
    assert.equal((await roads.post(`${receipt}/annulation`, {})).statusCode, 404)
    await desk.post(`${receipt}/annulation`, {})
    assert.match(await textOf(desk, receipt), /Annulé/)
    assert.equal((await desk.post(`${receipt}/annulation`, {})).statusCode, 409)
    assert.deepEqual(
      (await held()).map(({ remaining }) => remaining),
      [10],
    )
    assert.match(await textOf(desk, `${HERE}/caisse`), /Carte bancaire 1 15,00 €/)
    assert.deepEqual(await parvis.db.read(system, (tx) => faultsOf(tx, pool.partner)), [])
  })

  test('shows an agent of another authority no right but how many, and gives nothing of others', async () => {
    const bron = await parvis.signedInAs('agent.bron@parvis.example')
    const theirs = await found(bron)
    assert.match(
      await textOf(bron, theirs),
      /Rien chez les partenaires de votre collectivité.*Et 1 droit chez des partenaires/,
    )
    assert.match(await textOf(bron, `${theirs}/droit`), /Rien à donner/)
    const [one] = await run<{ id: number }>(sql`select id from pass.entitlement where ended_at is null`)
    assert.equal((await bron.post(`${theirs}/droits/${one?.id}/fin`, { motif: 'asked' })).statusCode, 404)
    assert.equal(
      (await bron.post(`${theirs}/droit`, { droit: `${pool.product}:plein`, vu: 'identity', moyen: 'cash' }))
        .statusCode,
      422,
    )
  })

  test('stops and replaces supports, and keeps what is left', async () => {
    const pass = await parvis.db.read(system, (tx) => passOf(tx, lucette))
    const passId = pass?.id ?? 0
    const card = await parvis.db.write(system, (tx) =>
      addSupport(tx, { passId, kind: 'card', label: 'Carte finissant par 4417' }),
    )
    const value = () =>
      parvis.db.write(system, (tx) => sectorValue(tx, { passId, partnerId: pool.partner, sector: 'sport' }))
    const before = await value()
    await desk.post(`${file}/supports/${card}`, { suite: 'suspend' })
    assert.notDeepEqual(await value(), before, 'what the partner knew is dead')
    assert.match(await textOf(desk, file), /4417 Suspendu/)
    await desk.post(`${file}/supports/${card}`, { suite: 'resume' })
    assert.equal((await desk.post(`${file}/supports/${card}`, { suite: 'resume' })).statusCode, 422)
    await desk.post(`${file}/supports/${card}`, { suite: 'replace' })
    assert.match(await textOf(desk, file), /4417 Commandé/)
    assert.equal((await desk.get(`${file}/supports/${card}`)).statusCode, 404)
    assert.deepEqual(
      (await held()).map(({ remaining }) => remaining),
      [10],
    )
    await desk.post(`${file}/arret`, {})
    assert.match(await textOf(desk, file), /Ce pass est arrêté/)
    assert.match(await textOf(desk, `${file}/droit`), /Reprenez-le d’abord/)
    await desk.post(`${file}/arret`, {})
    assert.doesNotMatch(await textOf(desk, file), /Ce pass est arrêté/)
    const told = (await parvis.db.read(system, (tx) => accessEntriesOf(tx, lucette))).map(({ object }) =>
      plain(object),
    )
    assert.ok(
      told.includes('Pass : a remplacé, à un guichet, « Carte finissant par 4417 »'),
      told.join(' | '),
    )
  })

  test('prints the pass for whoever is there, who reads it; nothing of what is counted, nor of a pass that was stopped', async () => {
    const print = () => desk.post(`${file}/papier`, {})
    assert.match(await textOf(desk, file), /Imprimer sur papier/)
    const none = await print()
    assert.equal(none.statusCode, 409)
    assert.match(plain(none.body), /Rien de ce que ce pass ouvre ne se montre sur papier/)
    await run(sql`with product as (insert into pass.product (partner_id, sector, name, kind, months, alone, on_paper, since)
        values (${pool.partner}, 'sport', 'Entrée libre', 'entry', 12, 0, true, '2026-01-01') returning id)
      insert into pass.entitlement (pass_id, product_id, class, given_as, because, since, until, decided_at)
        select p.id, product.id, '', 'rule', 'Pour tous.', '2026-01-01', '2027-01-01', ${parvis.now()} from product, pass.pass p where p.person_id = ${lucette}`)
    const printed = await print()
    assert.deepEqual([printed.statusCode, printed.headers['content-type']], [200, 'application/pdf'])
    assert.match(await textOf(desk, file), /Code sur papier En service/)
    const entries = await parvis.db.read(system, (tx) => accessEntriesOf(tx, lucette))
    assert.ok(entries.some(({ object }) => object === 'A imprimé votre pass sur papier, à un guichet'))
    const other = await parvis.signedInAs('voirie@parvis.example')
    assert.equal((await other.post(`${file}/papier`, {})).statusCode, 404)
    await desk.post(`${file}/arret`, {})
    assert.doesNotMatch(await textOf(desk, file), /Imprimer sur papier/)
    assert.match(plain((await print()).body), /Ce pass est arrêté/)
    await desk.post(`${file}/arret`, {})
  })

  test('adds the child of whoever is there, and serves nobody who is an agent by themselves', async () => {
    const added = await desk.post(`${file}/enfant`, {
      given_name: 'Zoé',
      family_name: 'Morandat',
      naissance: '2018-05-04',
    })
    assert.match(
      await textOf(desk, String(added.headers.location)),
      /Pass de Zoé Morandat.*Parents : Lucette Morandat/,
    )
    assert.match(
      plain(
        (
          await desk.post(`${file}/enfant`, {
            given_name: 'Zoé',
            family_name: 'Morandat',
            naissance: '2018-05-04',
          })
        ).body,
      ),
      /déjà dans votre liste/,
    )
    assert.match(
      plain(
        (await desk.post(`${file}/enfant`, { given_name: 'Max', family_name: 'Morandat', naissance: '' }))
          .body,
      ),
      /date de naissance complète/,
    )
    const { personId } = await parvis.actor('accueil@parvis.example')
    await run(
      sql`insert into accounts.profile_value (person_id, value_id, value, source, level, recorded_at) values (${personId}, 'birthdate', '1980-01-01', 'declared', 'declared', ${parvis.now()})`,
    )
    assert.match(
      plain(
        (await desk.post(HERE, named({ prenom: 'Jeanne', nom: 'Vaugneray', naissance: '01/01/1980' }))).body,
      ),
      /Personne ne se sert soi-même/,
    )
  })

  test('takes a number back to a person for a reason that they read, by a manager of the partner’s authority', async () => {
    const chief = await parvis.signedInAs('chef.voirie@parvis.example')
    const pass = await parvis.db.read(system, (tx) => passOf(tx, lucette))
    const { value } = await parvis.db.write(system, (tx) =>
      sectorValue(tx, { passId: pass?.id ?? 0, partnerId: pool.partner, sector: 'sport' }),
    )
    const asked = {
      partenaire: String(pool.partner),
      numero: value.toString('hex'),
      motif: 'Objet trouvé à la caisse de la piscine',
    }
    assert.equal((await desk.post(`${HERE}/numero`, asked)).statusCode, 404, 'no manager')
    assert.match(
      plain((await chief.post(`${HERE}/numero`, { ...asked, motif: 'non' })).body),
      /Écrivez pourquoi/,
    )
    assert.match(
      plain((await chief.post(`${HERE}/numero`, { ...asked, numero: 'a'.repeat(32) })).body),
      /ne connaît personne/,
    )
    const reply = await chief.post(`${HERE}/numero`, asked)
    assert.match(await textOf(chief, String(reply.headers.location)), /Lucette Morandat/)
    const resident = await parvis.signedInAs('habitante@parvis.example')
    assert.match(
      await textOf(resident, '/compte/donnees/acces'),
      /retrouvé à partir du numéro que connaît Une piscine. Motif : Objet trouvé à la caisse/,
    )
  })

  test('serves nobody by their own number either', async () => {
    const chief = await parvis.signedInAs('chef.voirie@parvis.example')
    const { personId } = await parvis.actor('chef.voirie@parvis.example')
    const { value } = await parvis.db.write(system, async (tx) => {
      const { id } = await openPass(tx, personId ?? 0, null)
      return sectorValue(tx, { passId: id, partnerId: pool.partner, sector: 'sport' })
    })
    const reply = await chief.post(`${HERE}/numero`, {
      partenaire: String(pool.partner),
      numero: value.toString('hex'),
      motif: 'Une carte trouvée à la caisse',
    })
    assert.equal(reply.statusCode, 422)
    assert.match(plain(reply.body), /Personne ne se sert soi-même/)
    const own = fileAt(
      { config: parvis.config, db: parvis.db, actor: await parvis.actor('chef.voirie@parvis.example') },
      personId ?? 0,
    )
    for (const page of ['', '/droit', '/arret'])
      assert.equal((await chief.get(`${own}${page}`)).statusCode, 403, page)
  })

  test('takes up again no phone that another one replaced', async () => {
    const pass = await parvis.db.read(system, (tx) => passOf(tx, lucette))
    const passId = pass?.id ?? 0
    const phone = (label: string) =>
      parvis.db.write(system, (tx) =>
        addSupport(tx, { passId, kind: 'phone', label, holderKey: { kty: 'EC' } }),
      )
    const value = async () =>
      (
        await parvis.db.write(system, (tx) =>
          sectorValue(tx, { passId, partnerId: pool.partner, sector: 'sport' }),
        )
      ).value
    const stolen = await phone('Téléphone volé')
    file = await found(desk)
    await desk.post(`${file}/supports/${stolen}`, { suite: 'suspend' })
    const known = await value()
    const next = await phone('Téléphone neuf')
    assert.notDeepEqual(await value(), known, 'what the phone before shows is dead')
    assert.equal((await desk.post(`${file}/supports/${stolen}`, { suite: 'resume' })).statusCode, 404)
    const before = await value()
    await phone('Encore un autre')
    assert.notDeepEqual(await value(), before)
    assert.equal((await desk.get(`${file}/supports/${next}`)).statusCode, 404)
  })

  test('sells a credit for what it holds, whatever a use of it takes', async () => {
    const [{ id: credit } = { id: 0 }] = await run<{ id: number }>(sql`with made as (insert into pass.product
        (partner_id, sector, name, kind, quantity, months, alone, on_paper, since)
        values (${pool.partner}, 'sport', 'Vingt euros', 'credit', 2000, 12, 0, false, '2026-01-01') returning id),
      priced as (insert into pass.price (product_id, class, cents) select id, '', 250 from made) select id from made`)
    assert.match(await textOf(desk, `${file}/droit`), /Vingt euros : 20,00 €/)
    assert.match(
      plain((await give({ droit: `${credit}:`, vu: 'none', moyen: '' })).body),
      /20,00 € sont payés/,
    )
    const sold = await give({ droit: `${credit}:`, vu: 'none' })
    assert.match(await textOf(desk, String(sold.headers.location)), /Vingt euros.*20,00 €/)
    assert.match(await textOf(desk, '/pass/partenaires'), /2,50 € par passage/)
    assert.deepEqual(await parvis.db.read(system, (tx) => faultsOf(tx, pool.partner)), [])
  })

  test('lets whoever can write SQL read their own till, and write nothing', async () => {
    const agent = await parvis.actor('accueil@parvis.example')
    const other = await parvis.actor('voirie@parvis.example')
    const rows = (actor: typeof agent, statement: ReturnType<typeof sql>) =>
      parvis.db.read(actor, async (tx) => (await statement.execute(tx.q)).rows.length)
    assert.ok((await rows(agent, sql`select id from pass.transfer`)) > 0)
    assert.ok((await rows(agent, sql`select amount from pass.posting`)) > 0)
    assert.equal(await rows(other, sql`select id from pass.transfer`), 0)
    assert.equal(await rows(other, sql`select amount from pass.posting`), 0)
    assert.equal(await rows(agent, sql`select id from pass.account where kind = 'holder'`), 0)
    assert.equal(await rows(agent, sql`select id from pass.entitlement`), 0)
    await assert.rejects(rows(agent, sql`select entitlement_id from pass.transfer`), /permission denied/)
  })
})
