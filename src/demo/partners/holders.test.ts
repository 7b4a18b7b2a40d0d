// Holders of the pass: nothing without partners; with them, 3,000 people, and books that stand.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { faultsOf } from '../../pass/ledger/books.fixture.ts'
import { giveDemoPasses } from './holders.ts'

describe('holders of the demonstration', () => {
  let parvis: TestApp
  before(async () => {
    parvis = await createTestApp()
  })
  after(() => parvis.close())

  const run = async <T>(statement: ReturnType<typeof sql<T>>): Promise<T[]> =>
    (await parvis.db.write(system, (tx) => statement.execute(tx.q))).rows
  const give = () => parvis.db.write(system, giveDemoPasses)

  test('gives nothing when no partner is there, then what is believable, and every account stands', async () => {
    assert.equal(await give(), 0)
    await run(sql`insert into pass.partner (authority_id, name, is_private, about, sectors, since, until)
    select (select min(id) from territory.authority), n, false, '', '{sport,culture,mobilite}', '2025-01-01', '2098-12-31' from unnest(array['Piscines de la métropole', 'Réseau des médiathèques', 'Déchèteries']) n`)
    await run(sql`insert into pass.product (partner_id, sector, name, kind, quantity, months, alone, on_paper, since)
    select p.id, 'sport', x.n, x.k::pass.kind, x.q, 12, 1, false, '2025-01-01' from pass.partner p join (values ('Piscines de la métropole', 'Dix entrées', 'entries', 10),
      ('Réseau des médiathèques', 'Carte de lecteur', 'entry', null), ('Déchèteries', 'Vingt-quatre passages', 'entries', 24)) x(p, n, k, q) on x.p = p.name`)
    await run(
      sql`insert into pass.price (product_id, class, cents) select id, c.class, c.cents from pass.product, (values ('solidaire', 1250), ('plein', 3100), ('reduit', 2050)) c(class, cents) where name = 'Dix entrées'`,
    )
    await run(sql`with place as (insert into pass.place (partner_id, name, address) select id, 'Entrée', '1 rue' from pass.partner returning id, partner_id)
    insert into pass.device (partner_id, place_id, sector, label, code_until, made_at) select partner_id, id, 'sport', 'Porte', now(), now() from place`)
    assert.equal(await give(), 3000)
    const partners = await run<{ id: number }>(
      sql`select id from pass.partner where name = 'Piscines de la métropole'`,
    )
    for (const { id } of partners)
      assert.deepEqual(await parvis.db.read(system, (tx) => faultsOf(tx, id)), [])
    const hers =
      await run(sql`select d.name, e.class, e.remaining from pass.entitlement e join pass.product d on d.id = e.product_id
    join pass.pass p on p.id = e.pass_id join accounts.person w on w.id = p.person_id where w.email = 'habitante@parvis.example' order by 1`)
    assert.deepEqual(hers, [
      { name: 'Carte de lecteur', class: 'gratuite', remaining: null },
      { name: 'Dix entrées', class: 'solidaire', remaining: 6 },
      { name: 'Vingt-quatre passages', class: 'habitant', remaining: 10 },
    ])
    const [{ held, linked, uses } = { held: 0, linked: 0, uses: 0 }] = await run<{
      held: number
      linked: number
      uses: number
    }>(sql`
    select (select count(*)::int from pass.entitlement) as held, (select count(*)::int from pass.redemption) as uses,
      (select count(*)::int from pass.posting o join pass.account a on a.id = o.account_id join pass.transfer t on t.id = o.transfer_id
        where a.kind = 'holder' and t.kind = 'used' and t.redemption_id is null) as linked`)
    assert.ok(held > 3000, String(held))
    assert.equal(linked, 0, 'a use of before is nobody’s')
    assert.equal(uses, 2)
  })
})
