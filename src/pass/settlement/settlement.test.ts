// What is owed to a private partner: its total is the sum of its lines; made twice it is the same; a dispute loses no cent, and nothing is
// rewritten, by anybody.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { settle, settlementsOf } from './queries.ts'
import {
  centsOf,
  disputeLine,
  settleLastMonth,
  settlementIn,
  stateOf,
  stepSettlement,
  totalOf,
} from './settlement.ts'

const [ADMIN, OTHER_ADMIN, MANAGER, OPERATOR] = [
  'admin@parvis.example',
  'admin.bron@parvis.example',
  'habitant@parvis.example',
  'habitante@parvis.example',
]

describe('a settlement', () => {
  let parvis: TestApp
  let pool: TestPartner
  let keeper: TestBrowser
  before(async () => {
    parvis = await createTestApp()
    pool = await openPool(parvis, { by: ADMIN, managedBy: MANAGER })
    keeper = await parvis.signedInAs(ADMIN)
    await asSystem((tx) =>
      sql`with partner as (update pass.partner set is_private = true where id = ${pool.partner}),
        operator as (insert into pass.member (partner_id, person_id, is_manager, since)
          select ${pool.partner}, id, false, '2026-01-01' from accounts.person where email = ${OPERATOR})
        insert into pass.price (product_id, class, cents, reimbursed_cents) values (${pool.product}, 'plein', 310, 240), (${pool.product}, 'reduit', 150, 133)`.execute(
        tx.q,
      ),
    )
  })
  after(() => parvis.close())

  const asSystem = <T>(work: (tx: Write) => Promise<T>) => parvis.db.write(system, work)
  const use = (day: string, group: string, count: number) =>
    asSystem((tx) =>
      sql`insert into pass.use (partner_id, place_id, product_id, class, day, result, is_online, count)
        values (${pool.partner}, ${pool.place}, ${pool.product}, ${group}, ${day}, 'ok', true, ${count})
        on conflict (partner_id, place_id, product_id, class, day, result, is_online) do update set count = pass.use.count + excluded.count`.execute(
        tx.q,
      ),
    )
  const as = async <T>(email: string, work: (tx: Write) => Promise<T>) =>
    parvis.db.write(await parvis.actor(email), work)
  const at = () => `/administration/pass/partenaires/${pool.partner}/decomptes`

  test('is the sum of its lines, in whole cents, whatever they are', () => {
    const line = fc.record({
      uses: fc.integer({ min: -9999, max: 99_999 }),
      unitCents: fc.integer({ min: 0, max: 99_999 }),
    })
    fc.assert(
      fc.property(fc.array(line), fc.array(line), (one, other) => {
        assert.equal(totalOf([...one, ...other]), totalOf(one) + totalOf(other))
        assert.equal(
          totalOf(one.toReversed()),
          one.reduce((sum, each) => sum + centsOf(each), 0),
        )
      }),
    )
  })

  test('pays every use once, whenever doors tell it, and is the same however often it is made', async () => {
    const told = fc.array(
      fc.record({
        day: fc.constantFrom('2026-06-01', '2026-06-30', '2026-07-01', '2026-08-15'),
        group: fc.constantFrom('plein', 'reduit'),
        count: fc.integer({ min: 1, max: 50 }),
      }),
      { minLength: 1, maxLength: 6 },
    )
    await fc.assert(
      fc.asyncProperty(told, told, async (first, late) => {
        await asSystem(async (tx) => {
          for (const { day, group, count } of first)
            await sql`insert into pass.use (partner_id, place_id, product_id, class, day, result, is_online, count)
              values (${pool.partner}, ${pool.place}, ${pool.product}, ${group}, ${day}, 'ok', true, ${count})
              on conflict (partner_id, place_id, product_id, class, day, result, is_online) do update set count = pass.use.count + excluded.count`.execute(
              tx.q,
            )
          const june = await settle(tx, pool.partner, '2026-06-01')
          assert.equal(await settle(tx, pool.partner, '2026-06-01'), june)
          for (const { day, group, count } of late)
            await sql`insert into pass.use (partner_id, place_id, product_id, class, day, result, is_online, count)
              values (${pool.partner}, ${pool.place}, ${pool.product}, ${group}, ${day}, 'refused', true, ${count}), (${pool.partner}, ${pool.place}, ${pool.product}, ${group}, ${day}, 'ok', false, ${count})
              on conflict (partner_id, place_id, product_id, class, day, result, is_online) do update set count = pass.use.count + excluded.count`.execute(
              tx.q,
            )
          const shown = async () => JSON.stringify(await settlementsOf(tx, pool.partner))
          await settle(tx, pool.partner, '2026-07-01')
          await settle(tx, pool.partner, '2026-08-01')
          const once = await shown()
          for (const month of ['2026-06-01', '2026-07-01', '2026-08-01'])
            await settle(tx, pool.partner, month)
          assert.equal(await shown(), once)
          const cents = { plein: 240, reduit: 133 }
          const owed = [...first, ...late].reduce(
            (sum, { group, count }) => sum + cents[group as 'plein'] * count,
            0,
          )
          const all = await settlementsOf(tx, pool.partner)
          assert.equal(
            all.reduce((sum, { lines }) => sum + totalOf(lines), 0),
            owed,
          )
          throw new Error('rolled back')
        }).catch((error: unknown) => {
          if (!(error instanceof Error && error.message === 'rolled back')) throw error
        })
      }),
      { numRuns: 12 },
    )
  })

  test('is disputed line by line by who manages the partner, answered by a counter-entry, accepted, paid', async () => {
    await use('2026-10-05', 'plein', 40)
    await use('2026-10-06', 'reduit', 10)
    assert.match((await keeper.post(at(), { month: '2026-11' })).body, /pas fini/)
    assert.equal((await keeper.post(at(), { month: '2026-10' })).statusCode, 303)
    assert.equal((await keeper.post(at(), { month: '2026-10' })).statusCode, 303)
    assert.match((await keeper.post(at(), { month: '2026-09' })).body, /plus récent est déjà arrêté/)
    const read = (email: string) => as(email, (tx) => settlementsOf(tx, pool.partner))
    const [made] = await read(MANAGER)
    assert.equal(totalOf(made?.lines ?? []), 40 * 240 + 10 * 133)
    for (const email of [OPERATOR, OTHER_ADMIN, 'voirie@parvis.example'])
      assert.deepEqual(await read(email), [], email)
    const line = made?.lines.find((one) => one.class === 'plein')?.id ?? 0
    const disputing = (email: string) =>
      as(email, async (tx) =>
        disputeLine(tx, await settlementIn(tx, pool.partner, '2026-10'), line, 'Il manque le 7 octobre.'),
      )
    await assert.rejects(disputing(OPERATOR))
    await assert.rejects(disputing(ADMIN))
    await disputing(MANAGER)
    await assert.rejects(disputing(MANAGER), /BadInput|déjà contestée|données/)
    assert.match((await keeper.post(`${at()}/2026-10/paiement`, { reference: 'M-1' })).body, /contestée/)
    await assert.rejects(
      as(MANAGER, async (tx) =>
        stepSettlement(tx, await settlementIn(tx, pool.partner, '2026-10'), 'accepted'),
      ),
    )
    const [disputed] = await read(ADMIN)
    assert.ok(disputed)
    assert.equal(stateOf(disputed), 'disputed')
    const answer = `${at()}/2026-10/contestations/${disputed.disputes[0]?.id}`
    assert.match((await keeper.get(`${at()}/2026-10`)).body, /Il manque le 7 octobre[\s\S]*Répondre/)
    assert.match(
      (await keeper.post(answer, { uses: '-41', said: 'Trop comptés.' })).body,
      /plus que ce que la ligne/,
    )
    assert.equal((await keeper.post(answer, { uses: '12', said: 'Retrouvés le 9 octobre.' })).statusCode, 303)
    assert.equal((await keeper.post(answer, { uses: '12', said: 'Encore une fois.' })).statusCode, 422)
    const [answered] = await read(MANAGER)
    assert.equal(totalOf(answered?.lines ?? []), 52 * 240 + 10 * 133)
    const csv = (await keeper.get(`${at()}/2026-10/csv`)).body
    assert.match(csv, /"12";"2,40";"28,80"/)
    assert.equal((await keeper.get(`${at()}/2026-10/pdf`)).headers['content-type'], 'application/pdf')
    await as(MANAGER, async (tx) =>
      stepSettlement(tx, await settlementIn(tx, pool.partner, '2026-10'), 'accepted'),
    )
    await assert.rejects(disputing(MANAGER))
    assert.equal((await keeper.post(`${at()}/2026-10/paiement`, { reference: 'M-2026-81' })).statusCode, 303)
    assert.match((await keeper.get(`${at()}/2026-10`)).body, /M-2026-81/)
  })

  test('is rewritten by nobody, the system neither; the job settles a month that is over, once', async () => {
    for (const statement of [
      sql`update pass.settlement_line set uses = 1`,
      sql`delete from pass.settlement_line`,
      sql`update pass.dispute set reason = 'autre chose'`,
      sql`delete from pass.settlement_step`,
      sql`update pass.settlement set month = '2026-01-01'`,
    ]) {
      await assert.rejects(
        asSystem((tx) => statement.execute(tx.q)),
        /never rewritten/,
      )
      await assert.rejects(as(ADMIN, (tx) => statement.execute(tx.q)))
    }
    const forged = (email: string) =>
      as(email, (tx) =>
        sql`insert into pass.settlement_line (settlement_id, product_id, product, class, uses, unit_cents)
          select id, ${pool.product}, 'x', 'forge', 1000, 1000 from pass.settlement`.execute(tx.q),
      )
    await assert.rejects(forged(ADMIN))
    await assert.rejects(forged(MANAGER))
    await assert.rejects(as(OTHER_ADMIN, (tx) => settle(tx, pool.partner, '2026-10-01')))
    await use('2026-11-10', 'plein', 7)
    // From the 23rd of November to the 4th of December.
    parvis.advance({ days: 11 })
    await asSystem(settleLastMonth)
    await asSystem(settleLastMonth)
    const all = await asSystem((tx) => settlementsOf(tx, pool.partner))
    assert.deepEqual(
      all.map(({ month, lines }) => [month, totalOf(lines)]),
      [
        ['2026-11-01', 7 * 240],
        ['2026-10-01', 52 * 240 + 10 * 133],
      ],
    )
    // It goes with its partner.
    await asSystem((tx) => sql`delete from pass.partner where id = ${pool.partner}`.execute(tx.q))
    assert.deepEqual(await asSystem((tx) => settlementsOf(tx, pool.partner)), [])
  })
})
