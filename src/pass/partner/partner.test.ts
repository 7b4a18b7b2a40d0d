// Partners of the pass as an authority keeps them: only its own; what is refused is said beside the field; nobody overwrites anybody.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { deviceCodeHash, insertDevice } from '../record/devices.ts'
import { insertPartner, keptPartners, updatePartner, updatePlace } from './queries.ts'
import { inviteToPartner, readPaperCode } from '#signin'

const [ADMIN, KEEPER, MANAGER, OTHER] = [
  'admin@parvis.example',
  'admin.bron@parvis.example',
  'habitant@parvis.example',
  'habitante@parvis.example',
]
const HERE = '/administration/pass'

describe('a partner of the pass', () => {
  let parvis: TestApp
  let keeper: TestBrowser
  let pool: TestPartner
  let bron = 0
  before(async () => {
    parvis = await createTestApp()
    keeper = await parvis.signedInAs(KEEPER)
    bron = (await parvis.actor(KEEPER)).memberships[0]?.authorityId ?? 0
    pool = await openPool(parvis, { by: ADMIN, managedBy: MANAGER })
  })
  after(() => parvis.close())

  const rows = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows
  const SAID = {
    ...{
      authority: '',
      name: 'Piscine de Bron',
      status: 'public',
      about: 'Un bassin de 25 mètres, ouvert à tous.',
    },
    ...{ siret: '', sectors: 'sport', since: '2026-01-01', until: '2027-12-31', mostHolders: '50' },
  }
  const versionOf = (text: string) => ({
    version: /name="version" value="(\d+)"/.exec(text)?.[1] ?? '',
    lu: /name="lu" value="([^"]+)"/.exec(text)?.[1] ?? '',
  })

  test('is signed, given a place, a product and a door, by its authority alone', async () => {
    const signed = await keeper.post(`${HERE}/partenaires/nouveau`, { ...SAID, authority: String(bron) })
    assert.equal(signed.statusCode, 303, signed.body)
    const at = String(signed.headers.location).split('?')[0] ?? ''
    const twice = await keeper.post(`${HERE}/partenaires/nouveau`, { ...SAID, authority: String(bron) })
    assert.match(twice.body, /a déjà ce nom/)
    const unpaid = await keeper.post(`${HERE}/partenaires/nouveau`, {
      ...{ ...SAID, authority: String(bron), name: 'Stade', status: 'private' },
    })
    assert.match(unpaid.body, /écrivez son SIRET/)
    const place = { name: 'Entrée du public', address: '1 rue du Bassin, Bron', opening: 'De 9 h à 19 h' }
    assert.equal((await keeper.post(`${at}/lieux/nouveau`, place)).statusCode, 303)
    assert.match((await keeper.post(`${at}/lieux/nouveau`, place)).body, /a déjà ce nom/)
    const product = {
      ...{
        kind: 'entries',
        sector: 'sport',
        name: 'Dix entrées',
        quantity: '10',
        grid: 'piscine-solidaire',
        months: '12',
      },
      ...{ prices: ['quotient-1', '12,50', '', 'plein', '31', '2,4'], places: [], alone: '2', onPaper: 'no' },
      ...{ mostHolders: '', since: '2026-01-01', until: '', closed: ['24/12/2026', '02/01/2027'] },
    }
    const wrongs: readonly (readonly [Record<string, string | string[]>, RegExp])[] = [
      [{ quantity: '' }, /Écrivez combien/],
      [{ prices: ['plein', 'trois', ''] }, /Écrivez un prix/],
      [{ prices: ['plein', '3', '', 'plein', '4', ''] }, /a déjà un prix/],
      [{ closed: ['24/12/2026', '02/01/2026'] }, /finit avant/],
      [{ sector: 'culture' }, /n’a pas ce secteur/],
    ]
    for (const [wrong, said] of wrongs)
      assert.match((await keeper.post(`${at}/produits/nouveau`, { ...product, ...wrong })).body, said)
    assert.equal((await keeper.post(`${at}/produits/nouveau`, product)).statusCode, 303)
    const page = (await keeper.get(at)).body
    assert.match(page, /Dix entrées/)
    assert.match(page, /12,50/)
    const [made] = await rows(sql<{
      id: number
      days: string
      cents: number[]
      back: number[]
    }>`select d.id, d.closed_days::text as days,
      array(select cents from pass.price where product_id = d.id order by class) as cents,
      array(select reimbursed_cents from pass.price where product_id = d.id order by class) as back
      from pass.product d where d.grid = 'piscine-solidaire'`)
    assert.deepEqual(made, {
      ...made,
      days: '{[2026-12-24,2027-01-03)}',
      cents: [3100, 1250],
      back: [240, 0],
    })
    const form = await keeper.get(`${at}/produits/${made?.id}`)
    for (const shown of [/value="24\/12\/2026"/, /value="12,50"/, /value="2,40"/])
      assert.match(form.body, shown)
    const changed = await keeper.post(`${at}/produits/${made?.id}`, {
      ...product,
      prices: ['', '0', ''],
      ...versionOf(form.body),
    })
    assert.equal(changed.statusCode, 303)
    const late = await keeper.post(`${at}/produits/${made?.id}`, {
      ...product,
      months: '6',
      ...versionOf(form.body),
    })
    assert.match(late.body, /a enregistré autre chose/)
    const door = (await keeper.get(`${at}/portes/nouvelle`)).body
    const placeId = /<option value="(\d+)" selected/.exec(door)?.[1] ?? ''
    const slip = await keeper.post(`${at}/portes/nouvelle`, {
      label: 'Tourniquet 1',
      place: placeId,
      sector: 'sport',
    })
    const code = /([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}(?:-[0-9A-Z]{4})*)/.exec(slip.body)?.[1] ?? ''
    const hash = deviceCodeHash({ config: parvis.config }, readPaperCode(code) ?? '')
    const [device] = await rows(
      sql<{ id: number; label: string }>`select id, label from pass.device where code_hash = ${hash}`,
    )
    assert.equal(device?.label, 'Tourniquet 1')
    assert.doesNotMatch((await keeper.get(at)).body, new RegExp(code))
    assert.equal((await keeper.post(`${at}/portes/${device?.id}`, {})).statusCode, 303)
    assert.match((await keeper.get(at)).body, /Porte retirée/)
    for (const email of [MANAGER, 'voirie@parvis.example'])
      assert.equal((await (await parvis.signedInAs(email)).get(at)).statusCode, 404, email)
  })

  test('is on the page that anybody reads, while its agreement runs', async () => {
    const visitor = parvis.browser()
    assert.match(
      (await visitor.get('/pass/partenaires')).body,
      /Piscine de Bron[\s\S]*Dix entrées[\s\S]*De 9 h à 19 h/,
    )
    const bronOnly = (await visitor.get('/pass/partenaires?commune=69029&secteur=sport')).body
    assert.match(bronOnly, /Piscine de Bron/)
    assert.doesNotMatch(bronOnly, /Une piscine/)
    assert.doesNotMatch((await visitor.get('/pass/partenaires?secteur=culture')).body, /<h1>Erreur/)
    assert.match((await visitor.get('/plan-du-site')).body, /Qui accepte le pass/)
  })

  test('of another authority is nothing to its administrator: neither the page, nor the row', async () => {
    assert.equal((await keeper.get(`${HERE}/partenaires/${pool.partner}`)).statusCode, 404)
    assert.doesNotMatch((await keeper.get(HERE)).body, /Une piscine/)
    const actor = await parvis.actor(KEEPER)
    const [row] = await parvis.db.read(system, (tx) => keptPartners(tx, pool.partner))
    assert.ok(row)
    const wall = (work: Parameters<typeof parvis.db.write<unknown>>[1]) => parvis.db.write(actor, work)
    assert.equal(await wall((tx) => updatePartner(tx, row.id, row.version, { ...row, name: 'Volée' })), false)
    const [metropolis] = await rows(
      sql<{ id: number }>`select authority_id as id from pass.partner where id = ${pool.partner}`,
    )
    await assert.rejects(wall((tx) => insertPartner(tx, metropolis?.id ?? 0, { ...row, name: 'Forcée' })))
    const hash = deviceCodeHash({ config: parvis.config }, 'x')
    const door = { partnerId: pool.partner, placeId: pool.place, sector: 'sport', label: 'Forcée' }
    await assert.rejects(wall((tx) => insertDevice(tx, door, hash)))
    // Who works there makes a door of theirs, and changes when a place opens, and nothing of the agreement.
    const manager = await parvis.actor(MANAGER)
    await parvis.db.write(manager, (tx) => insertDevice(tx, door, hash))
    const said = { name: 'Entrée', address: '1 rue du Bassin', opening: 'Le matin', closedOn: null }
    await parvis.db.write(manager, (tx) => updatePlace(tx, pool.place, said))
    assert.equal(await parvis.db.write(manager, (tx) => updatePartner(tx, row.id, row.version, row)), false)
    const other = await parvis.actor(OTHER)
    await assert.rejects(
      parvis.db.write(other, (tx) => insertDevice(tx, { ...door, label: 'Autre' }, Buffer.alloc(32, 7))),
    )
  })

  test('has people who are invited by mail, by its keeper alone, and ended today', async () => {
    const metropolis = await parvis.signedInAs(ADMIN)
    const at = `${HERE}/partenaires/${pool.partner}`
    const guest = { name: 'Nina Mercier', email: 'nina@bassin.example', role: 'manager' }
    assert.equal((await keeper.post(`${at}/personnes/nouvelle`, guest)).statusCode, 404)
    assert.match(
      (await metropolis.post(`${at}/personnes/nouvelle`, { ...guest, email: 'nina' })).body,
      /adresse e-mail complète/,
    )
    assert.equal((await metropolis.post(`${at}/personnes/nouvelle`, guest)).statusCode, 303)
    assert.match((await metropolis.post(`${at}/personnes/nouvelle`, guest)).body, /déjà une invitation/)
    const invite = (actor: Awaited<ReturnType<typeof parvis.actor>>) =>
      parvis.db.write(actor, async (tx) =>
        inviteToPartner(tx, {
          ...guest,
          email: 'autre@bassin.example',
          authorityId: bron,
          partnerId: pool.partner,
          isManager: true,
        }),
      )
    for (const email of [KEEPER, OTHER]) await assert.rejects(invite(await parvis.actor(email)), email)
    await parvis.runJobs()
    const mailed = await parvis.db.read(system, async (tx) => {
      const [last] = await keptMails(tx, { to: guest.email })
      return (await keptMail(tx, last?.id ?? ''))?.text ?? ''
    })
    const link = /invitation\?jeton=[\w-]+/.exec(mailed)?.[0] ?? ''
    const visitor = parvis.browser()
    assert.match((await visitor.get(`/${link}`)).body, /Une piscine/)
    const answer = {
      jeton: link.split('=')[1] ?? '',
      name: guest.name,
      password: 'un bassin de vingt-cinq metres',
    }
    assert.equal((await visitor.post('/invitation', answer)).statusCode, 303)
    const [member] = await rows(sql<{
      id: number
      manager: boolean
    }>`select m.id, m.is_manager as manager from pass.member m
      join accounts.person p on p.id = m.person_id where p.email = ${guest.email} and m.until is null`)
    assert.equal(member?.manager, true)
    assert.match((await metropolis.get(at)).body, /Nina Mercier/)
    assert.equal((await metropolis.post(`${at}/personnes/${member?.id}`, {})).statusCode, 303)
    assert.equal((await metropolis.get(`${at}/personnes/${member?.id}`)).statusCode, 404)
  })

  test('is tried, then lasts, then ends: its people read for thirty days, and change nothing', async () => {
    const metropolis = await parvis.signedInAs(ADMIN)
    const at = `${HERE}/partenaires/${pool.partner}`
    const notTried = await metropolis.post(`${at}/durable`, { until: '2028-12-31' })
    assert.match(notTried.body, /n’est pas un essai/)
    await parvis.db.write(system, (tx) =>
      sql`update pass.partner set most_holders = 50 where id = ${pool.partner}`.execute(tx.q),
    )
    assert.equal((await metropolis.post(`${at}/durable`, { until: '2028-12-31' })).statusCode, 303)
    const held = async () => {
      const actor = await parvis.actor(MANAGER)
      const [row] = await parvis.db.read(
        actor,
        async (tx) =>
          (
            await sql<Record<'partner' | 'managed' | 'headed', number[]>>`select
        audiences.actor_ids('partner') as partner, audiences.actor_ids('managed') as managed, audiences.actor_ids('headed') as headed`.execute(
              tx.q,
            )
          ).rows,
      )
      return [row?.partner.length, row?.managed.length, row?.headed.length]
    }
    const ended = async (lastDay: string) =>
      metropolis.post(`${at}/fin`, { lastDay, ...versionOf((await metropolis.get(`${at}/fin`)).body) })
    assert.match((await ended('2026-11-22')).body, /déjà passé/)
    assert.match((await ended('2029-01-01')).body, /finit déjà avant/)
    assert.equal((await ended('2026-11-24')).statusCode, 303)
    assert.deepEqual(await held(), [1, 1, 1])
    parvis.advance({ days: 2 })
    assert.deepEqual(await held(), [1, 0, 1])
    parvis.advance({ days: 30 })
    assert.deepEqual(await held(), [0, 0, 0])
  })
})
