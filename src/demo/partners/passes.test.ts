// The year of the pass in the demonstration: nothing without partners; with them, 3,000 holders, books that stand, and counts, months and
// settlements that say the same.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { type Database, openDatabase } from '#platform/db/db.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { faultsOf } from '../../pass/ledger/books.fixture.ts'
import { actorAt } from '../choices.ts'
import { dice } from '../dice.ts'
import { signPartners } from './pass.ts'
import { tellPasses } from './passes.ts'

describe('the year of the pass in the demonstration', () => {
  let parvis: TestApp
  let past: Database
  before(async () => {
    parvis = await createTestApp()
    const url = parvis.systemUrl
    past = openDatabase({ web: url, system: url }, parvis.now, { effects: parvis.house.effects }, 2)
  })
  after(async () => {
    await past.close()
    await parvis.close()
  })

  const rows = async <T>(statement: ReturnType<typeof sql<T>>): Promise<T[]> =>
    (await parvis.db.write(system, (tx) => statement.execute(tx.q))).rows

  test('nothing is told when no partner is there', async () => {
    await tellPasses(past, actorAt, dice(1))
    assert.deepEqual(await rows(sql`select id from pass.pass`), [])
  })

  test('3,000 people hold something, and each figure is the same wherever it is read', async () => {
    await past.write(system, (tx) => signPartners(tx, parvis.config, actorAt))
    await tellPasses(past, actorAt, dice(1))
    const [there] = await rows<{ holders: number; minors: number; partners: number; named: number }>(sql`
      select (select count(*)::int from pass.pass p join accounts.person w on w.id = p.person_id where w.email is null) as holders,
        (select count(*)::int from accounts.mandate m join pass.pass p on p.person_id = m.person_id where m.kind = 'parent') as minors,
        (select count(distinct d.partner_id)::int from pass.entitlement e join pass.product d on d.id = e.product_id) as partners,
        (select count(*)::int from pass.transfer t join pass.posting o on o.transfer_id = t.id join pass.account a on a.id = o.account_id
          where t.kind = 'used' and a.kind = 'holder' and t.redemption_id is null) as named`)
    assert.deepEqual(there, { holders: 3001, minors: 751, partners: 6, named: 0 })
    const partners = await rows<{ id: number }>(sql`select id from pass.partner`)
    for (const { id } of partners)
      assert.deepEqual(await parvis.db.read(system, (tx) => faultsOf(tx, id)), [])
    // What was let in, day by day, class by class: what partners read, and what the books hold.
    const apart = await rows(sql`
      with counted as (select partner_id, product_id, class, day, sum(n) as n from (
          select partner_id, product_id, class, day, count as n from pass.use where result = 'ok'
          union all select partner_id, product_id, class, territory.day_of(at), 1 from pass.redemption where result = 'ok') u group by 1, 2, 3, 4),
        booked as (select partner_id, product_id, class, territory.day_of(at) as day, count(*) as n from pass.transfer where kind = 'used' group by 1, 2, 3, 4)
      select * from counted c full join booked b using (partner_id, product_id, class, day) where c.n is distinct from b.n`)
    assert.deepEqual(apart, [])
    const months = await rows<{ partner: string; months: number; least: number }>(sql`
      select name as partner, count(*)::int as months, min(n)::int as least from (
        select p.name, date_trunc('month', u.day) as month, sum(u.count) as n from pass.use u join pass.partner p on p.id = u.partner_id
        where u.result = 'ok' and u.day >= date_trunc('month', ${parvis.now()}::timestamptz) - interval '6 months' and u.day < date_trunc('month', ${parvis.now()}::timestamptz)
        group by 1, 2) m group by 1 order by 1`)
    assert.equal(months.length, 6)
    for (const { partner, months: told, least } of months)
      assert.ok(told === 6 && least > 40, `${partner}: ${told} months, ${least}`)
  })

  test('what a private partner is owed is what its doors let in', async () => {
    const lines = await rows<{ settled: number; booked: number }>(sql`
      select l.uses as settled, (select count(*)::int from pass.transfer t where t.kind = 'used' and t.product_id = l.product_id and t.class = l.class
        and date_trunc('month', territory.day_of(t.at)) = s.month) as booked
      from pass.settlement_line l join pass.settlement s on s.id = l.settlement_id where l.corrects is null`)
    assert.ok(lines.length === 4, String(lines.length))
    for (const { settled, booked } of lines) assert.equal(settled, booked)
  })

  test('a credit is sold for what it holds, and each use takes the price of its class', async () => {
    const [credit] = await rows<{ held: number; paid: number; isShort: boolean; spent: number }>(sql`
      select (select count(*)::int from pass.entitlement e where e.product_id = d.id) as held,
        (select min(o.amount)::int from pass.transfer t join pass.posting o on o.transfer_id = t.id join pass.account a on a.id = o.account_id
          where t.product_id = d.id and t.kind = 'sold' and a.kind = 'cash') as paid,
        exists (select from pass.entitlement e where e.product_id = d.id and (e.remaining < 0 or e.remaining % 400 <> 0)) as "isShort",
        (select sum(o.amount)::int / count(*)::int from pass.transfer t join pass.posting o on o.transfer_id = t.id join pass.account a on a.id = o.account_id
          where t.product_id = d.id and t.kind = 'used' and a.kind = 'used') as spent
      from pass.product d where d.kind = 'credit'`)
    assert.ok((credit?.held ?? 0) > 60, JSON.stringify(credit))
    assert.deepEqual([credit?.paid, credit?.isShort, credit?.spent], [2000, false, 400])
  })

  test('cards and papers are in each of their states, of passes that were there', async () => {
    const states = await rows<{
      state: string
    }>(sql`select distinct s.state::text as state from pass.support s
      join pass.card_order o on o.support_id = s.id order by 1`)
    assert.deepEqual(
      states.map(({ state }) => state),
      ['active', 'expired', 'lost', 'ordered', 'replaced'],
    )
    const hers =
      await rows(sql`select o.made_as from pass.card_order o join pass.support s on s.id = o.support_id
      join pass.pass p on p.id = s.pass_id join accounts.person w on w.id = p.person_id where w.email = 'habitante@parvis.example'`)
    assert.equal(hers.length, 2)
  })

  test('a desk sold something today, by each means, and took one receipt back', async () => {
    const sold = await rows<{
      means: string | null
      cents: number
      isBack: boolean
    }>(sql`select t.means::text,
        coalesce(sum(o.amount), 0)::int as cents, exists (select from pass.transfer u where u.reverses = t.id) as "isBack"
      from pass.transfer t join accounts.person w on w.id = t.made_by and w.email = 'accueil@parvis.example'
      left join (pass.posting o join pass.account a on a.id = o.account_id and a.kind = 'cash') on o.transfer_id = t.id
      where t.kind in ('given', 'sold') group by t.id order by t.id`)
    assert.deepEqual(
      sold.map(({ means, cents, isBack }) => [means, cents, isBack]),
      [
        ['card', 1250, false],
        ['cash', 1250, false],
        ['card', 3100, true],
        [null, 0, false],
        ['cash', 1000, false],
        ['cheque', 2000, false],
      ],
    )
  })

  test('Lucette Morandat finds what she has of several partners, and her last uses', async () => {
    const hers =
      await rows(sql`select d.name, e.class, e.remaining from pass.entitlement e join pass.product d on d.id = e.product_id
      join pass.pass p on p.id = e.pass_id join accounts.person w on w.id = p.person_id where w.email = 'habitante@parvis.example' order by 1`)
    assert.deepEqual(hers, [
      { name: 'Carte de lecteur', class: 'gratuite', remaining: null },
      { name: 'Crédit des ateliers', class: '', remaining: 1200 },
      { name: 'Dix entrées', class: 'solidaire', remaining: 6 },
      { name: 'Entrée des collections', class: 'reduit', remaining: null },
      { name: 'Vingt-quatre passages', class: 'habitant', remaining: 16 },
    ])
    const resident = await parvis.actor('habitante@parvis.example')
    const { rows: uses } = await parvis.db.read(resident, (tx) =>
      sql<{ result: string }>`select result from pass.own_uses()`.execute(tx.q),
    )
    assert.deepEqual(uses, [{ result: 'ok' }, { result: 'ok' }])
  })
})
