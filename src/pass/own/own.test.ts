// A partner's own pages: of whoever works there, and of nobody else; figures that name nobody and cannot be undone; thirty days to read.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { keptMail, keptMails } from '#platform/mail/kept.ts'
import { inviteToPartner } from '#signin'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { LEAST } from '#platform/told/few.ts'
import { eraseWork } from '../queries.personal.ts'
import { settle } from '../settlement/queries.ts'
import type { Uses } from './queries.ts'
import { toldUses } from './told.ts'

const [ADMIN, MANAGER, OPERATOR, STRANGER] = [
  'admin@parvis.example',
  'habitant@parvis.example',
  'habitante@parvis.example',
  'voirie@parvis.example',
]

test('no figure under five is told, and none is found by taking those told from their sum', () => {
  const use = fc.record({
    place: fc.constantFrom('Nord', 'Sud', 'Est'),
    product: fc.constantFrom('Entrée', 'Carnet', null),
    class: fc.constantFrom('', 'plein', 'reduit'),
    result: fc.constantFrom('ok', 'ok', 'expired', 'shown'),
    count: fc.integer({ min: 1, max: 12 }),
  })
  fc.assert(
    fc.property(fc.array(use, { maxLength: 12 }), (uses: Uses[]) => {
      const all = uses.filter(({ result }) => result === 'ok').reduce((sum, { count }) => sum + count, 0)
      const over = toldUses(uses, false)
      assert.equal(over.total, all < LEAST ? null : all)
      for (const { title, lines } of over.parts) {
        const counts = lines.flatMap(({ count }) => count ?? [])
        assert.ok(counts.every((count) => count >= LEAST))
        // Whole, or nothing: no line is left to be found.
        if (!title.startsWith('Refus') && counts.length > 0)
          assert.equal(
            counts.reduce((sum, count) => sum + count, 0),
            all,
          )
      }
      for (const { lines } of toldUses(uses, true).parts)
        for (const { count } of lines) assert.ok(count === null || (count >= LEAST && count % LEAST === 0))
    }),
  )
})

describe('the pages of a partner', () => {
  let parvis: TestApp
  let pool: TestPartner
  let manager: TestBrowser
  let operator: TestBrowser
  const at = (end = '') => `/pass/partenaire/${pool.partner}${end}`
  before(async () => {
    parvis = await createTestApp()
    pool = await openPool(parvis, { by: ADMIN, managedBy: MANAGER })
    await parvis.db.write(system, async (tx) => {
      await sql`update pass.partner set is_private = true where id = ${pool.partner}`.execute(tx.q)
      await sql`insert into pass.member (partner_id, person_id, is_manager, since)
        select ${pool.partner}, id, false, '2026-01-01' from accounts.person where email = ${OPERATOR}`.execute(
        tx.q,
      )
      await sql`insert into pass.price (product_id, class, cents, reimbursed_cents) values (${pool.product}, '', 310, 240)`.execute(
        tx.q,
      )
      await sql`insert into pass.use (partner_id, place_id, product_id, class, day, result, is_online, count) values
        (${pool.partner}, ${pool.place}, ${pool.product}, '', '2026-10-03', 'ok', true, 41),
        (${pool.partner}, ${pool.place}, ${pool.product}, 'rare', '2026-10-04', 'ok', true, 2),
        (${pool.partner}, ${pool.place}, ${pool.product}, '', '2026-11-23', 'ok', true, 17),
        (${pool.partner}, ${pool.place}, null, '', '2026-10-03', 'expired', true, 3)`.execute(tx.q)
      await settle(tx, pool.partner, '2026-10-01')
    })
    manager = await parvis.signedInAs(MANAGER)
    operator = await parvis.signedInAs(OPERATOR)
  })
  after(() => parvis.close())

  test('tell counts to whoever works there, gathered and rounded, and lead there from the account', async () => {
    assert.match((await manager.get('/compte')).body, new RegExp(`href="/pass/partenaire/${pool.partner}"`))
    assert.doesNotMatch((await (await parvis.signedInAs(STRANGER)).get('/compte')).body, /Partenaire du pass/)
    assert.equal((await manager.get('/pass/partenaire')).headers.location, at())
    const now = (await operator.get(at())).body
    assert.match(now, /15 ou plus/)
    assert.doesNotMatch(now, />17</)
    const month = (await operator.get(at('/mois/2026-10'))).body
    assert.match(month, /Rare, Tout le monde|Tout le monde, Rare/)
    assert.match(month, />43</)
    assert.match(month, /moins de 5/)
    const csv = (await operator.get(at('/mois/2026-10/csv'))).body
    assert.match(csv, /"2026-10";"Par lieu";"Entrée du public";"43"/)
    assert.equal((await operator.get(at('/mois/2026-11'))).statusCode, 404)
  })

  test('are nobody else’s; an operator who is no manager changes nothing and reads no settlement', async () => {
    const stranger = await parvis.signedInAs(STRANGER)
    const keeper = await parvis.signedInAs(ADMIN)
    for (const end of ['', '/portes', '/mois/2026-10', '/decomptes'])
      for (const browser of [stranger, keeper])
        assert.equal((await browser.get(at(end))).statusCode, 404, end)
    assert.equal((await operator.get(at('/portes'))).statusCode, 200)
    for (const end of [
      '/personnes',
      '/decomptes',
      '/decomptes/2026-10',
      '/decomptes/2026-10/csv',
      `/lieux/${pool.place}`,
      '/portes/nouvelle',
    ])
      assert.equal((await operator.get(at(end))).statusCode, 404, end)
    const place = { name: 'Entrée du public', address: '1 rue du Bassin', opening: 'Fermé' }
    assert.equal((await operator.post(at(`/lieux/${pool.place}`), place)).statusCode, 404)
    assert.equal(
      (
        await operator.post(at('/portes/nouvelle'), {
          label: 'A',
          place: String(pool.place),
          sector: 'sport',
        })
      ).statusCode,
      404,
    )
  })

  test('let a manager say when a place opens, install a door and take it back, dispute a line, end somebody', async () => {
    const place = { name: 'Entrée du public', address: '1 rue du Bassin', opening: 'De 9 h à 19 h' }
    assert.match(
      (await manager.post(at(`/lieux/${pool.place}`), { ...place, name: '' })).body,
      /Écrivez le nom du lieu/,
    )
    assert.equal((await manager.post(at(`/lieux/${pool.place}`), place)).statusCode, 303)
    const slip = await manager.post(at('/portes/nouvelle'), {
      label: 'Tourniquet 1',
      place: String(pool.place),
      sector: 'sport',
    })
    assert.match(slip.body, /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)
    const doors = (await manager.get(at('/portes'))).body
    assert.match(doors, /De 9 h à 19 h/)
    const door = /\/portes\/(\d+)"/.exec(doors)?.[1] ?? ''
    assert.equal((await manager.post(at(`/portes/${door}`), {})).statusCode, 303)
    assert.match((await manager.get(at('/portes'))).body, /Retirée/)
    const settled = (await manager.get(at('/decomptes/2026-10'))).body
    const line = /\/lignes\/(\d+)"/.exec(settled)?.[1] ?? ''
    assert.match(
      (await manager.post(at(`/decomptes/2026-10/lignes/${line}`), { reason: '?' })).body,
      /Dites ce qui ne va pas/,
    )
    assert.equal(
      (await manager.post(at(`/decomptes/2026-10/lignes/${line}`), { reason: 'Il manque le 5 octobre.' }))
        .statusCode,
      303,
    )
    assert.match(
      (await manager.post(at(`/decomptes/2026-10/lignes/${line}`), { reason: 'Il manque le 5 octobre.' }))
        .body,
      /déjà contestée/,
    )
    assert.match((await manager.post(at('/decomptes/2026-10/accord'), {})).body, /Une ligne est contestée/)
    assert.equal((await manager.get(at('/decomptes/2026-10/pdf'))).headers['content-type'], 'application/pdf')
    const people = (await manager.get(at('/personnes'))).body
    const ids = [...people.matchAll(/\/personnes\/(\d+)"/g)].map(([, id]) => id)
    assert.equal(ids.length, 2)
    const results = []
    for (const id of ids) results.push((await manager.post(at(`/personnes/${id}`), {})).statusCode)
    assert.deepEqual(
      results.toSorted((one, other) => one - other),
      [303, 422],
      'the only manager stays',
    )
    assert.equal((await operator.get(at())).statusCode, 404)
  })

  test('let whoever manages invite people by themselves, as long as they manage', async () => {
    const guest = { name: 'Nina Mercier', email: 'nina@bassin.example', role: 'member' }
    assert.match((await manager.get(at('/personnes'))).body, /Inviter une personne/)
    assert.doesNotMatch((await operator.get(at())).body, /Inviter une personne/)
    assert.equal((await operator.post(at('/personnes/nouvelle'), guest)).statusCode, 404)
    assert.match(
      (await manager.post(at('/personnes/nouvelle'), { ...guest, email: 'nina' })).body,
      /adresse e-mail complète/,
    )
    assert.equal((await manager.post(at('/personnes/nouvelle'), guest)).statusCode, 303)
    assert.match((await manager.post(at('/personnes/nouvelle'), guest)).body, /déjà une invitation/)
    await parvis.runJobs()
    const link = async () => {
      const mailed = await parvis.db.read(system, async (tx) => {
        const [last] = await keptMails(tx, { to: guest.email })
        return (await keptMail(tx, last?.id ?? ''))?.text ?? ''
      })
      return /\/invitation\?jeton=[\w-]+/.exec(mailed)?.[0] ?? ''
    }
    const open = async () => (await parvis.browser().get(await link())).body
    assert.match(await open(), /Une piscine/)
    const managing = (isManager: boolean) =>
      parvis.db.write(system, (tx) =>
        sql`update pass.member set is_manager = ${isManager} where partner_id = ${pool.partner}
          and person_id = (select id from accounts.person where email = ${MANAGER})`.execute(tx.q),
      )
    await managing(false)
    assert.doesNotMatch(await open(), /Une piscine/, 'promised by whoever may not promise it any more')
    await managing(true)
    const [, jeton = ''] = (await link()).split('=')
    const answer = { jeton, name: guest.name, password: 'un bassin de vingt-cinq metres' }
    assert.equal((await parvis.browser().post('/invitation', answer)).statusCode, 303)
    assert.match((await manager.get(at('/personnes'))).body, /Nina Mercier/)
    // Of another partner, nobody.
    const other = await openPool(parvis, { by: ADMIN, managedBy: OPERATOR, name: 'Des bains' })
    const actor = await parvis.actor(MANAGER)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql<{
        authorityId: number
      }>`select authority_id as "authorityId" from pass.partner where id = ${other.partner}`.execute(tx.q),
    )
    await assert.rejects(
      parvis.db.write(actor, (tx) =>
        inviteToPartner(tx, {
          ...{ authorityId: rows[0]?.authorityId ?? 0, partnerId: other.partner, isManager: true },
          ...{ name: guest.name, email: 'ailleurs@bassin.example' },
        }),
      ),
    )
  })

  test('are closed at once to whoever was taken on by mistake on the same day', async () => {
    const { personId } = await parvis.actor('voirie@parvis.example')
    await parvis.db.write(system, (tx) =>
      sql`insert into pass.member (partner_id, person_id, is_manager, since)
        values (${pool.partner}, ${personId}, true, territory.day_of(${tx.now}))`.execute(tx.q),
    )
    const mistaken = await parvis.signedInAs('voirie@parvis.example')
    assert.equal((await mistaken.get(at())).statusCode, 200)
    const ids = [...(await manager.get(at('/personnes'))).body.matchAll(/\/personnes\/(\d+)"/g)].map(
      ([, id]) => id,
    )
    assert.equal((await manager.post(at(`/personnes/${ids.at(-1)}`), {})).statusCode, 303)
    assert.equal((await mistaken.get(at())).statusCode, 404)
  })

  test('are read for thirty days once the agreement is over, and nothing is changed; an erased account leaves nothing', async () => {
    await parvis.db.write(system, (tx) =>
      sql`update pass.partner set until = '2026-11-22' where id = ${pool.partner}`.execute(tx.q),
    )
    const over = await manager.get(at())
    assert.match(over.body, /L’accord a pris fin/)
    assert.equal((await manager.get(at('/decomptes/2026-10'))).statusCode, 200)
    assert.equal((await manager.get(at('/personnes'))).statusCode, 200)
    for (const end of ['/portes/nouvelle', `/lieux/${pool.place}`])
      assert.equal((await manager.get(at(end))).statusCode, 404, end)
    const { personId } = await parvis.actor(MANAGER)
    await parvis.db.write(system, (tx) => eraseWork(tx, personId ?? 0))
    assert.equal((await manager.get(at())).statusCode, 404)
    const { rows } = await parvis.db.read(system, (tx) =>
      sql`select from pass.member where person_id = ${personId} union all select from pass.device where made_by = ${personId}`.execute(
        tx.q,
      ),
    )
    assert.equal(rows.length, 0)
  })
})
