// What was signed is what works: a sector of the pass opens and closes with the agreement of its authority, on its day, by the database too;
// what was held waits, and comes back.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { agreement, amend, denounce, noteAct } from '#agreements'
import { signAgreements } from '#demo'
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { daysBetween } from '#platform/ui/french.ts'
import type { Day } from '#territory'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { spokenBy, openDoor, phoneOf, type TestDoor, type TestPhone } from '#test/doors.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import {
  insertPartner,
  insertProduct,
  keptPartners,
  keptProducts,
  updatePartner,
} from '../partner/queries.ts'
import { deviceCodeHash, insertDevice } from './devices.ts'
import { entitlementsOf } from './entitlements.ts'

const [ADMIN, KEEPER, MANAGER, HOLDER] = [
  'admin@parvis.example',
  'admin.bron@parvis.example',
  'habitant@parvis.example',
  'habitante@parvis.example',
]
/** One that took the restricted offer. */
const LYON = '69123'
const HERE = '/administration/pass'
const NONCE = 'AAAAAAAAAAAAAAAAAAAAAA'
const plain = (body: string): string =>
  body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/[\s\u00a0\u202f]+|&nbsp;/g, ' ')

describe('sectors of the pass follow the agreement', () => {
  let parvis: TestApp
  let pool: TestPartner
  let door: TestDoor
  let phone: TestPhone
  let bron = 0
  let agreementId = 0
  let seq = 0
  before(async () => {
    parvis = await createTestApp()
    await parvis.db.write(system, signAgreements)
    bron = (await parvis.actor(KEEPER)).memberships[0]?.authorityId ?? 0
    pool = await openPool(parvis, { by: KEEPER, managedBy: MANAGER })
    door = await openDoor(parvis, pool)
    phone = await phoneOf(parvis, pool, HOLDER)
    const found = await rows(
      sql<{ id: number }>`select id from agreements.agreement where authority_id = ${bron}`,
    )
    agreementId = found[0]?.id ?? 0
  })
  after(() => parvis.close())

  const rows = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.read(system, (tx) => statement.execute(tx.q))).rows
  const textOf = async (browser: TestBrowser, at: string) => plain((await browser.get(at)).body)
  /** To eight in the morning of that day. */
  const until = (day: Day) =>
    parvis.advance({ days: daysBetween(parvis.now().toISOString().slice(0, 10), day) })
  /** Voted, signed and notified today. */
  const amended = async (startsOn: Day, opens: readonly string[]) => {
    const today = parvis.now().toISOString().slice(0, 10)
    await parvis.db.write(await parvis.actor(ADMIN), async (tx) => {
      const last = (await agreement(tx, agreementId)).deeds.at(-1) ?? assert.fail()
      const rank = await amend(tx, agreementId, 0, { ...last, startsOn, opens })
      for (const [act, side] of [
        ['voted', 'commune'],
        ['voted', 'metropolis'],
        ['signed', 'commune'],
        ['signed', 'metropolis'],
        ['notified', null],
      ] as const)
        await noteAct(tx, agreementId, 0, { rank, act, side, onDay: today, reference: '2026-1' })
    })
  }
  const said = async () => {
    const code = await spokenBy(parvis, phone.passId)
    seq += 1
    const { status, json } = await door.check(seq, code)
    return status === 200 ? json.result : status
  }
  const held = async () => {
    const day = parvis.now().toISOString().slice(0, 10)
    const [one] = await parvis.db.read(system, (tx) => entitlementsOf(tx, phone.passId, day))
    return [one?.remaining, one?.opensUntil]
  }
  const reach = async () => {
    const actor = await parvis.actor(MANAGER)
    const { rows: found } = await parvis.db.read(actor, (tx) =>
      sql<
        Record<'read' | 'managed', number[]>
      >`select audiences.actor_ids('partner') as read, audiences.actor_ids('managed') as managed`.execute(
        tx.q,
      ),
    )
    return [found[0]?.read.length, found[0]?.managed.length]
  }

  test('a partner has no sector beyond the agreement: said beside the field, and refused by the database', async () => {
    const keeper = await parvis.signedInAs(KEEPER)
    const form = await keeper.get(`${HERE}/partenaires/nouveau`)
    assert.match(form.body, /value="sport"[^]*value="|value="culture"/)
    assert.doesNotMatch(form.body, /value="social"/)
    const typed = {
      ...{ name: 'Un foyer', status: 'public', about: 'Un lieu ouvert à tous.', siret: '', mostHolders: '' },
      ...{ since: '2026-01-01', until: '2027-12-31' },
    }
    const sign = (browser: TestBrowser, authority: number, sectors: string[]) =>
      browser.post(`${HERE}/partenaires/nouveau`, { ...typed, authority: String(authority), sectors })
    const refused = await sign(keeper, bron, ['sport', 'social'])
    assert.equal(refused.statusCode, 422)
    assert.match(
      plain(refused.body),
      /n’ouvre pas « Action sociale et santé » ce jour-là : elle ouvre seulement « Culture » et « Sport et loisirs » au pass/,
    )
    assert.match(refused.body, /value="Un foyer"/)
    assert.equal((await sign(keeper, bron, ['culture', 'sport'])).statusCode, 303)
    const metropolis = await parvis.signedInAs(ADMIN)
    const [lyon] = await rows(sql<{ id: number }>`select id from territory.authority where code = ${LYON}`)
    assert.match(
      plain((await sign(metropolis, lyon?.id ?? 0, ['sport'])).body),
      /elle ouvre aucun secteur au pass/,
    )
    const [whole] = await rows(
      sql<{ id: number }>`select id from territory.authority where level = 'metropolis'`,
    )
    assert.equal((await sign(metropolis, whole?.id ?? 0, ['sport', 'social'])).statusCode, 303)

    const actor = await parvis.actor(KEEPER)
    const wall = (work: (tx: Write) => Promise<unknown>) => parvis.db.write(actor, work)
    const own = (await parvis.db.read(actor, (tx) => keptPartners(tx, pool.partner)))[0] ?? assert.fail()
    const closed = { constraint: 'partner_agreement' }
    await assert.rejects(
      wall((tx) => insertPartner(tx, bron, { ...own, name: 'Forcé', sectors: ['social'] })),
      closed,
    )
    await assert.rejects(
      wall((tx) => updatePartner(tx, own.id, own.version, { ...own, sectors: ['sport', 'social'] })),
      closed,
    )
    await assert.rejects(
      wall((tx) =>
        sql`update pass.partner set sectors = '{sport,social}', name = 'Autre' where id = ${own.id}`.execute(
          tx.q,
        ),
      ),
      closed,
    )
  })

  test('an amendment closes a sector on its day: its doors, what is given and shown; what was held waits', async () => {
    const metropolis = await parvis.signedInAs(ADMIN)
    const tried = plain(
      (
        await metropolis.post(`/administration/conventions/${agreementId}/avenant`, {
          ...{ startsOn: '2027-01-01', offer: 'full', opens: ['pass.culture'], essai: 'oui' },
          grid: String((await rows(sql<{ id: number }>`select min(id) as id from agreements.grid`))[0]?.id),
        })
      ).body,
    )
    assert.match(
      tried,
      /secteur « Sport et loisirs » : les portes de « Un foyer » et « Une piscine » n’ouvrent plus/,
    )
    await amended('2027-01-01', ['pass.culture'])
    assert.match(
      await textOf(metropolis, `/administration/conventions/${agreementId}`),
      /Ce qui bouge le vendredi 1er janvier 2027 [^]*« Une piscine » n’ouvrent plus/,
    )
    assert.equal(
      (await door.ask('GET', `?tire=${NONCE}`)).json.until,
      '2026-12-31',
      'a door alone knows its last day',
    )
    until('2026-12-31')
    assert.equal(await said(), 'ok')
    assert.notEqual(await phone.shown(), '')
    assert.deepEqual(await held(), [9, '2026-12-31'])
    const open = async () => plain((await parvis.app.inject('/pass/partenaires')).body)
    assert.match(await open(), /Une piscine/)
    until('2027-01-01')

    assert.equal((await door.ask('GET', `?tire=${NONCE}`)).status, 401)
    assert.equal(await said(), 401)
    assert.equal(await phone.shown(), '')
    assert.deepEqual(await held(), [9, null])
    const lucette = await parvis.signedInAs(HOLDER)
    assert.match(await textOf(lucette, '/pass'), /n’ouvre plus le secteur .* Ce droit est gardé tel quel/)
    assert.doesNotMatch(await open(), /Une piscine/)
    const keeper = await parvis.signedInAs(KEEPER)
    const at = `${HERE}/partenaires/${pool.partner}`
    assert.match(await textOf(keeper, at), /Secteur fermé : Sport et loisirs/)
    assert.match(
      await textOf(await parvis.signedInAs(MANAGER), `/pass/partenaire/${pool.partner}/portes`),
      /Tourniquet [^]*Secteur fermé/,
    )
    const actor = await parvis.actor(KEEPER)
    const wall = (work: (tx: Write) => Promise<unknown>) => parvis.db.write(actor, work)
    const install = { partnerId: pool.partner, placeId: pool.place, sector: 'sport', label: 'Forcée' }
    const hash = deviceCodeHash({ config: parvis.config }, 'x')
    await assert.rejects(
      wall((tx) => insertDevice(tx, install, hash)),
      { constraint: 'device_agreement' },
    )
    const [product] = await parvis.db.read(system, (tx) => keptProducts(tx, pool.partner))
    const offered = { ...(product ?? assert.fail()), name: 'Forcé' }
    await assert.rejects(
      wall((tx) => insertProduct(tx, offered, offered)),
      { constraint: 'product_agreement' },
    )
    const posted = await keeper.post(`${at}/portes/nouvelle`, {
      label: 'Forcée',
      place: String(pool.place),
      sector: 'sport',
    })
    assert.match(plain(posted.body), /Ce secteur est fermé/)
    const [own] = await parvis.db.read(actor, (tx) => keptPartners(tx, pool.partner))
    assert.ok(
      own &&
        (await wall((tx) => updatePartner(tx, own.id, own.version, { ...own, about: 'Un bassin couvert.' }))),
      'what it has waits',
    )
  })

  test('a sector that opens again opens its doors: nothing was lost', async () => {
    await amended('2027-03-01', ['pass.culture', 'pass.sport'])
    until('2027-02-28')
    assert.equal((await door.ask('GET', `?tire=${NONCE}`)).status, 401)
    until('2027-03-01')
    assert.deepEqual(await held(), [9, '2028-12-31'])
    assert.equal(await said(), 'ok')
    assert.deepEqual(await held(), [8, '2028-12-31'])
  })

  test('the end of the agreement closes all; people of the partner read for thirty days', async () => {
    await parvis.db.write(await parvis.actor(ADMIN), (tx) =>
      denounce(tx, agreementId, 0, { side: 'commune', onDay: '2027-03-01', reference: 'lettre' }),
    )
    until('2027-12-31')
    assert.equal((await door.ask('GET', `?tire=${NONCE}`)).json.until, '2027-12-31')
    assert.deepEqual(await reach(), [1, 1])
    until('2028-01-01')
    assert.equal((await door.ask('GET', `?tire=${NONCE}`)).status, 401)
    assert.deepEqual(await held(), [8, null])
    assert.deepEqual(await reach(), [1, 0])
    const manager = await parvis.signedInAs(MANAGER)
    assert.match(
      await textOf(manager, `/pass/partenaire/${pool.partner}`),
      /La convention de la collectivité a pris fin le vendredi 31 décembre 2027 Vous lisez ces pages jusqu’au dimanche 30 janvier 2028/,
    )
    assert.equal((await manager.get(`/pass/partenaire/${pool.partner}/portes/nouvelle`)).statusCode, 404)
    until('2028-01-30')
    assert.deepEqual(await reach(), [1, 0])
    until('2028-01-31')
    assert.deepEqual(await reach(), [0, 0])
  })
})
