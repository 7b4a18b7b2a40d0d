// The ledger of the pass: whatever moves, in whatever order and however many at once, no unit is made or lost, nobody stands below zero, what is
// undone is as it was, what is told twice is once; and nobody rewrites it.
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { Conflict } from '#platform/errors.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { addSupport, endSupport, openPass } from '../record/passes.ts'
import { type Product, productById } from '../record/queries.ts'
import { entitlementsOf } from '../record/entitlements.ts'
import { unlinkUses } from '../queries.personal.ts'
import { giveEntitlement, spend, undo, type Used } from './move.ts'
import { balancesOf, faultsOf } from './books.fixture.ts'

describe('the ledger of the pass', () => {
  let parvis: TestApp
  let pool: TestPartner
  let credit = 0
  let weekly = 0
  let free = 0
  let device = 0
  let seq = 0
  const passes: number[] = []
  before(async () => {
    parvis = await createTestApp()
    pool = await openPool(parvis, { by: 'admin@parvis.example', managedBy: 'habitant@parvis.example' })
    ;[credit = 0, weekly = 0, free = 0] = await all<number>(
      sql`insert into pass.product (partner_id, sector, name, kind, quantity, months, alone, on_paper, since)
        select ${pool.partner}, 'sport', n, k::pass.kind, q, 12, 2, false, '2026-01-01'
        from (values ('Porte-monnaie', 'credit', 2000), ('Deux par semaine', 'weekly', 2), ('Entrée libre', 'entry', null)) as v (n, k, q) returning id`,
    )
    ;[device = 0] = await all<number>(
      sql`insert into pass.device (partner_id, place_id, sector, label, code_until, made_at)
        values (${pool.partner}, ${pool.place}, 'sport', 'Tourniquet', now(), now()) returning id`,
    )
    for (const email of ['habitante@parvis.example', 'habitant@parvis.example']) {
      const { personId } = await parvis.actor(email)
      const pass = await parvis.db.write(system, (tx) => openPass(tx, personId ?? 0, null))
      passes.push(pass.id)
    }
  })
  after(() => parvis.close())

  const all = async <T>(statement: ReturnType<typeof sql>): Promise<T[]> =>
    (await parvis.db.write(system, (tx) => statement.execute(tx.q))).rows.map(
      (row) => Object.values(row as object)[0] as T,
    )
  const refused = async (statement: ReturnType<typeof sql>, why: RegExp) =>
    assert.rejects(
      parvis.db.write(system, (tx) => statement.execute(tx.q)),
      why,
    )

  /** Another holding of that product each time: that of before ends. */
  async function give(productId: number, passId = passes[0] ?? 0): Promise<number> {
    await all(
      sql`update pass.entitlement set ended_at = now(), ended_because = 'Essai' where pass_id = ${passId} and product_id = ${productId} and ended_at is null`,
    )
    return again(productId, passId)
  }
  const again = (
    productId: number,
    passId = passes[0] ?? 0,
    cents: number | null = null,
    askedKey = randomUUID(),
  ): Promise<number> =>
    parvis.db.write(system, async (tx) => {
      const product = (await productById(tx, productId)) as Product
      const { entitlementId } = await giveEntitlement(tx, {
        ...{ passId, product, class: '', since: '2026-01-01', until: '2027-01-01', givenAs: 'desk' },
        ...{ because: 'Essai', decidedBy: null, askedKey },
        paid: cents === null ? null : { cents, means: 'cash' },
      })
      return entitlementId
    })
  const shown = async (entitlementId: number): Promise<number> => {
    const [id = 0] = await all<number>(
      sql`insert into pass.redemption (device_id, seq, partner_id, place_id, entitlement_id, at, received_at, is_online, result, hash)
        values (${device}, ${++seq}, ${pool.partner}, ${pool.place}, ${entitlementId}, ${parvis.now()}, ${parvis.now()}, true, 'ok', ${randomBytes(32)}) returning id`,
    )
    return id
  }
  const use = (entitlementId: number, redemptionId: number, isOnline = true, cents?: number): Promise<Used> =>
    parvis.db.write(system, (tx) =>
      spend(tx, { entitlementId, redemptionId, isOnline, ...(cents === undefined ? {} : { cents }) }),
    )
  const takeBack = (redemptionId: number, isManager = false) =>
    parvis.db.write(system, (tx) =>
      undo(tx, { which: { redemptionId }, by: null, isManager, reason: 'door' }),
    )
  const left = async (id: number) =>
    (await all<number | null>(sql`select remaining from pass.entitlement where id = ${id}`))[0]
  const faults = () => parvis.db.read(system, (tx) => faultsOf(tx, pool.partner))
  const balance = async (kind: string, unit = 'entry') =>
    (await parvis.db.read(system, (tx) => balancesOf(tx, pool.partner))).find(
      (one) => one.kind === kind && one.unit === unit,
    )?.amount ?? 0

  test('gives, sells and uses, and each unit is somewhere', async () => {
    const id = await give(pool.product)
    assert.equal(await left(id), 10)
    assert.deepEqual(await use(id, await shown(id)), { is: 'used', left: 9, over: 0 })
    const key = randomUUID()
    assert.equal(await again(pool.product, passes[0], 2500, key), id)
    assert.equal(await left(id), 19, 'what was left is kept, what is bought is added')
    await again(pool.product, passes[0], 2500, key)
    assert.equal(await left(id), 19, 'the same page, sent twice, sells once')
    assert.deepEqual([await balance('cash', 'cent'), await balance('income', 'cent')], [2500, -2500])
    assert.deepEqual([await balance('used'), await balance('funding')], [1, -20])
    assert.deepEqual(await faults(), [])
  })

  test('lets one of two doors have the last entry, or the last cents, at the same instant', async () => {
    const id = await give(pool.product)
    for (let n = 0; n < 9; n++) await use(id, await shown(id))
    const doors = await Promise.all([1, 2, 3, 4].map(() => shown(id)))
    const answers = await Promise.all(doors.map((door) => use(id, door)))
    assert.deepEqual(answers.map(({ is }) => is).sort(), ['short', 'short', 'short', 'used'])
    assert.equal(await left(id), 0)
    const purse = await give(credit)
    const tills = await Promise.all([1, 2, 3].map(() => shown(purse)))
    const paid = await Promise.all(tills.map((till) => use(purse, till, true, 900)))
    assert.deepEqual(paid.map(({ is }) => is).sort(), ['short', 'used', 'used'])
    assert.equal(await left(purse), 200)
    const week = await give(weekly)
    const gates = await Promise.all([1, 2, 3, 4].map(() => shown(week)))
    const weeks = await Promise.all(gates.map((gate) => use(week, gate)))
    assert.deepEqual(weeks.map(({ is }) => is).sort(), ['short', 'short', 'used', 'used'])
    const one = await shown(await give(pool.product))
    const [entitlement = 0] = await all<number>(
      sql`select entitlement_id from pass.redemption where id = ${one}`,
    )
    await Promise.all([1, 2, 3].map(() => use(entitlement, one)))
    assert.equal(await left(entitlement), 9, 'one use told three times at once is one')
    assert.deepEqual(await faults(), [])
  })

  test('counts beyond what was left at the loss of the authority, and says it', async () => {
    const id = await give(pool.product)
    for (let n = 0; n < 9; n++) await use(id, await shown(id))
    const lost = await balance('loss')
    assert.deepEqual(await use(id, await shown(id), false), { is: 'used', left: 0, over: 0 })
    assert.deepEqual(await use(id, await shown(id), false), { is: 'used', left: 0, over: 1 })
    const purse = await give(credit)
    assert.deepEqual(await use(purse, await shown(purse), false, 2300), { is: 'used', left: 0, over: 300 })
    assert.equal(await balance('loss'), lost - 1)
    assert.deepEqual(await faults(), [])
  })

  test('takes a use back once, within a quarter of an hour, or by whoever manages', async () => {
    const id = await give(pool.product)
    const first = await shown(id)
    await use(id, first)
    await Promise.allSettled([takeBack(first), takeBack(first)])
    assert.equal(await left(id), 10)
    await assert.rejects(takeBack(first), Conflict)
    assert.deepEqual(await all(sql`select undone_at is not null from pass.redemption where id = ${first}`), [
      true,
    ])
    const week = await give(weekly)
    const monday = await shown(week)
    await use(week, monday)
    await takeBack(monday)
    assert.deepEqual(await all(sql`select count from pass.week where entitlement_id = ${week}`), [0])
    const late = await shown(id)
    await use(id, late)
    parvis.advance({ minutes: 16 })
    await assert.rejects(takeBack(late), /15/)
    await takeBack(late, true)
    assert.equal(await left(id), 10)
    const open = await give(free)
    const came = await shown(open)
    assert.deepEqual(await use(open, came), { is: 'used', left: null, over: 0 })
    await takeBack(came)
    assert.deepEqual(await faults(), [])
  })

  test('takes no sale back that has served', async () => {
    const id = await give(pool.product)
    const [sale = 0] =
      await all<number>(sql`select t.id from pass.transfer t join pass.posting p on p.transfer_id = t.id
      join pass.account a on a.id = p.account_id where a.entitlement_id = ${id}`)
    await use(id, await shown(id))
    const cancel = () =>
      parvis.db.write(system, (tx) =>
        undo(tx, { which: { id: sale }, by: null, isManager: true, reason: 'sale' }),
      )
    await assert.rejects(cancel(), /a déjà servi/)
    await again(pool.product)
    await cancel()
    assert.equal(await left(id), 9)
    assert.deepEqual(await faults(), [])
  })

  test('moves nothing when a support is lost and replaced', async () => {
    const id = await give(pool.product)
    await use(id, await shown(id))
    const passId = passes[0] ?? 0
    const before = await parvis.db.read(system, (tx) => balancesOf(tx, pool.partner))
    await parvis.db.write(system, async (tx) => {
      const card = await addSupport(tx, { passId, kind: 'card', label: 'Carte' })
      await endSupport(tx, { passId, id: card, as: 'lost' })
      await addSupport(tx, { passId, kind: 'card', label: 'Carte' })
    })
    assert.deepEqual(await parvis.db.read(system, (tx) => balancesOf(tx, pool.partner)), before)
    const held = await parvis.db.read(system, (tx) => entitlementsOf(tx, passId, '2026-11-23'))
    assert.equal(held.find((one) => one.id === id)?.remaining, 9)
  })

  test('forgets after two days whose a use was, and every account stands where it stood', async () => {
    const id = await give(pool.product)
    const one = await shown(id)
    const two = await shown(id)
    await use(id, one)
    await use(id, two)
    await takeBack(two)
    const used = await balance('used')
    await parvis.db.write(system, (tx) => unlinkUses(tx, new Date(parvis.now().getTime() + 1000), 1000))
    assert.deepEqual(
      await all(
        sql`select t.kind from pass.posting p join pass.account a on a.id = p.account_id join pass.transfer t on t.id = p.transfer_id where a.entitlement_id = ${id}`,
      ),
      ['given'],
      'when it was used is nobody’s',
    )
    assert.equal(await left(id), 9)
    assert.equal(await balance('used'), used)
    assert.deepEqual(await faults(), [])
    await assert.rejects(takeBack(one, true), /plus celui de personne/)
  })

  test('conserves every unit over any sequence, below zero for nobody', async () => {
    type Step = {
      is: 'give' | 'online' | 'offline' | 'replay' | 'undo' | 'unlink'
      n: number
      holder: 0 | 1
      purse: boolean
    }
    const step = fc.record({
      is: fc.constantFrom<Step['is']>(
        'give',
        'online',
        'online',
        'offline',
        'offline',
        'replay',
        'undo',
        'unlink',
      ),
      n: fc.integer({ min: 1, max: 2500 }),
      holder: fc.constantFrom<0 | 1>(0, 1),
      purse: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
        const ids = [
          await give(pool.product),
          await give(credit),
          await give(pool.product, passes[1]),
          await give(credit, passes[1]),
        ]
        const model = [10, 2000, 10, 2000]
        const told: { at: number; redemption: number; taken: number; isUndone: boolean; isPast: boolean }[] =
          []
        for (const { is, n, holder, purse } of steps) {
          const at = holder * 2 + (purse ? 1 : 0)
          const id = ids[at] ?? 0
          const stands = model[at] ?? 0
          if (is === 'give') {
            await again(purse ? credit : pool.product, passes[holder])
            model[at] = stands + (purse ? 2000 : 10)
          } else if (is === 'online' || is === 'offline') {
            const asked = purse ? n : 1
            const redemption = await shown(id)
            const answer = await use(id, redemption, is === 'online', asked)
            const isRefused = is === 'online' && asked > stands
            const taken = isRefused ? 0 : Math.min(asked, stands)
            assert.deepEqual(
              answer,
              isRefused
                ? { is: 'short', left: stands }
                : { is: 'used', left: stands - taken, over: asked - taken },
            )
            model[at] = stands - taken
            if (!isRefused) told.push({ at, redemption, taken, isUndone: false, isPast: false })
          } else if (is === 'unlink') {
            await parvis.db.write(system, (tx) =>
              unlinkUses(tx, new Date(parvis.now().getTime() + 1000), 1000),
            )
            for (const one of told) one.isPast = true
          } else {
            const one = told[n % Math.max(1, told.length)]
            if (one === undefined) continue
            if (is === 'replay') await use(ids[one.at] ?? 0, one.redemption, n % 2 === 0, 7)
            else if (one.isUndone || (one.isPast && one.taken > 0))
              await assert.rejects(takeBack(one.redemption), Conflict)
            else {
              await takeBack(one.redemption)
              one.isUndone = true
              model[one.at] = (model[one.at] ?? 0) + one.taken
            }
          }
        }
        for (const [at, id] of ids.entries()) assert.equal(await left(id), model[at])
        assert.deepEqual(await faults(), [])
      }),
      { numRuns: 12 },
    )
  })

  test('is rewritten by nobody, the system included', async () => {
    const id = await give(pool.product)
    await refused(sql`update pass.entitlement set remaining = 99 where id = ${id}`, /postings alone/)
    await refused(
      sql`insert into pass.entitlement (pass_id, product_id, class, since, until, given_as, because, decided_at, remaining)
      values (${passes[1]}, ${pool.product}, 'x', '2026-01-01', '2026-12-31', 'desk', 'Essai', now(), 5)`,
      /postings alone/,
    )
    await refused(sql`update pass.posting set amount = amount + 1`, /permission denied/)
    await refused(sql`delete from pass.posting`, /permission denied/)
    await refused(sql`delete from pass.transfer`, /permission denied/)
    await refused(sql`update pass.account set opening = 5`, /permission denied/)
    await refused(
      sql`update pass.posting set account_id = (select id from pass.account where kind = 'past' and unit = 'entry' and partner_id = ${pool.partner})
      where transfer_id in (select id from pass.transfer where kind = 'given')`,
      /not changed/,
    )
    await refused(sql`update pass.transfer set redemption_id = ${await shown(id)}`, /not changed/)
    await refused(
      sql`insert into pass.posting (transfer_id, account_id, amount)
      select t.id, a.id, 1 from pass.transfer t, pass.account a where a.kind = 'loss' and a.unit = 'entry' and a.partner_id = ${pool.partner} limit 1`,
      /goes to another/,
    )
    await refused(
      sql`with t as (insert into pass.transfer (partner_id, product_id, class, kind, at) values (${pool.partner}, ${pool.product}, '', 'used', now()) returning id),
      a as (select * from pass.account)
      insert into pass.posting (transfer_id, account_id, amount) select t.id, a.id, case a.kind when 'holder' then -11 else 11 end from t, a where a.entitlement_id = ${id} or (a.kind = 'loss' and a.unit = 'entry' and a.partner_id = ${pool.partner})`,
      /check/,
    )
  })

  test('keeps what a holder who leaves had, of nobody, and goes with its partner', async () => {
    const id = await give(pool.product, passes[1])
    await use(id, await shown(id))
    await all(sql`delete from pass.pass where id = ${passes[1]}`)
    assert.deepEqual(await faults(), [])
    await all(sql`delete from pass.product where partner_id = ${pool.partner}`)
    await all(sql`delete from pass.partner where id = ${pool.partner}`)
    assert.deepEqual(await all(sql`select count(*)::int from pass.posting`), [0])
  })
})
