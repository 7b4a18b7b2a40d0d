// A sandbox, end to end: opened by a manager, seen by nobody else; a door enrolled, codes of invented holders checked, uses read, an address
// told; nothing of it real, nothing real of it; erased in one act, or when it serves no more.
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { createTestApp, type TestApp, type TestBrowser } from '#test/app.ts'
import { openDoor, phoneOf, type TestDoor } from '#test/doors.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { givePlaces } from '../record/cards.ts'
import { productsOn } from '../record/queries.ts'
import { settle, unsettled } from '../settlement/queries.ts'
import { forgetUnused } from './queries.ts'

const [ADMIN, MANAGER, OPERATOR, OTHER] = [
  'admin@parvis.example',
  'habitant@parvis.example',
  'habitante@parvis.example',
  'voirie@parvis.example',
]
const SCOPES = ['pass.products.read', 'pass.doors', 'pass.uses.read', 'pass.settlements.read']

describe('a sandbox', () => {
  let parvis: TestApp
  let pool: TestPartner
  let manager: TestBrowser
  let server: Server
  let twin = 0
  let door: TestDoor
  let key = ''
  let seq = 0
  const heard: { type: string; data: { label: string } }[] = []
  const at = (end = '') => `/pass/partenaire/${twin}${end}`
  const rows = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await parvis.db.write(system, (tx) => statement.execute(tx.q))).rows
  const open = async () => {
    assert.equal((await manager.post(`/pass/partenaire/${pool.partner}/essai`, {})).statusCode, 303)
    const to = (await manager.get(`/pass/partenaire/${pool.partner}/essai`)).headers.location
    return Number(/^\/pass\/partenaire\/(\d+)\/essai$/.exec(String(to))?.[1])
  }
  const drawn = async (holder: number) => {
    const to = String((await manager.post(at(`/essai/${holder}`), {})).headers.location)
    const page = (await manager.get(to)).body
    return /<code>([^<]+)<\/code>/.exec(page)?.[1] ?? assert.fail(page)
  }
  const check = async (text: string, of = door) => {
    seq += 1
    return (await of.check(seq, text)).json
  }
  const ask = async (end: string) => {
    const headers = { authorization: `Bearer ${key}` }
    const reply = await parvis.app.inject({ method: 'GET', url: `/api/v1/pass${end}`, headers })
    return { status: reply.statusCode, said: reply.json() }
  }
  const makeKey = async () => {
    const wanted = { name: 'Billetterie', scopes: SCOPES, ends: '2027-06-01' }
    const made = await manager.post(at('/applications/cles/nouvelle'), wanted)
    return /parvis_essai_[a-z2-7]{8}_[\w-]{43}/.exec(made.body)?.[0] ?? assert.fail(made.body)
  }

  before(async () => {
    server = createServer((request, reply) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        heard.push(JSON.parse(Buffer.concat(parts).toString('utf8')))
        reply.writeHead(204).end()
      })
    }).listen(0, '127.0.0.1')
    parvis = await createTestApp({ env: { PARVIS_HOOKS_INSIDE: 'passpartner/2' } })
    pool = await openPool(parvis, { by: ADMIN, managedBy: MANAGER })
    await rows(sql`update pass.partner set is_private = true`)
    await rows(
      sql`insert into pass.price (product_id, class, cents, reimbursed_cents) values (${pool.product}, '', 310, 240)`,
    )
    await rows(sql`insert into pass.member (partner_id, person_id, is_manager, since)
      select ${pool.partner}, id, false, '2026-01-01' from accounts.person where email = ${OPERATOR}`)
    manager = await parvis.signedInAs(MANAGER)
    twin = await open()
    assert.equal(twin, 2, 'the one that the operator allows')
  })
  after(async () => {
    server.closeAllConnections()
    server.close()
    await parvis.close()
  })

  test('is opened once by a manager, and is seen by nobody else, on no other page, by either wall', async () => {
    assert.equal(await open(), twin)
    assert.match((await manager.get(at('/essai'))).body, /Ada[^]*10[^]*Basile[^]*Chloé[^]*aucun droit/)
    assert.match((await manager.get(at())).body, /Bac à sable/)
    assert.equal((await manager.get('/pass/partenaire')).headers.location, `/pass/partenaire/${pool.partner}`)
    const [keeper, operator] = [await parvis.signedInAs(ADMIN), await parvis.signedInAs(OPERATOR)]
    for (const browser of [keeper, operator, await parvis.signedInAs(OTHER)])
      for (const end of ['', '/essai', '/portes', '/applications'])
        assert.equal((await browser.get(at(end))).statusCode, 404, end)
    assert.equal((await operator.get(`/pass/partenaire/${pool.partner}/essai`)).statusCode, 404)
    assert.equal((await keeper.get(`/administration/pass/partenaires/${twin}`)).statusCode, 404)
    for (const browser of [keeper, manager, parvis.browser()])
      assert.doesNotMatch((await browser.get('/pass/partenaires')).body, /Essai\u00a0:/)
    assert.doesNotMatch((await keeper.get('/administration/pass')).body, /Essai\u00a0:/)
    for (const end of ['/personnes', '/personnes/nouvelle'])
      assert.equal((await manager.get(at(end))).statusCode, 404, end)
    const seen = async (email: string) =>
      (
        await parvis.db.read(await parvis.actor(email), (tx) =>
          sql<{ n: number }>`select (select count(*) from pass.partner where id = ${twin})::int
            + (select count(*) from pass.place where partner_id = ${twin})::int + (select count(*) from pass.product where partner_id = ${twin})::int
            + (select count(*) from pass.price)::int + (select count(*) from pass.pass)::int + (select count(*) from pass.entitlement)::int as n`.execute(
            tx.q,
          ),
        )
      ).rows[0]?.n
    assert.deepEqual([await seen(ADMIN), await seen(OPERATOR), await seen(MANAGER)], [1, 1, 5])
    const today = await parvis.db.read(system, (tx) => productsOn(tx, '2026-11-23'))
    assert.ok(today.length > 0 && today.every(({ partnerId }) => partnerId !== twin))
  })

  test('is served by the doors of its own, which its program enrols as any other', async () => {
    const [place] = await rows(sql<{ id: number }>`select id from pass.place where partner_id = ${twin}`)
    const said = { label: 'Tourniquet d’essai', place: String(place?.id), sector: 'sport' }
    const slip = (await manager.post(at('/portes/nouvelle'), said)).body
    const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(slip)?.[0] ?? assert.fail(slip)
    door = await openDoor(parvis, { ...pool, partner: twin }, '', code)
    const ada = await drawn(1)
    const { result, left } = await check(ada)
    assert.deepEqual([result, left], ['ok', 9])
    assert.equal((await check(ada)).result, 'shown')
    for (let times = 0; times < 5; times += 1) assert.equal((await check(await drawn(2))).result, 'ok')
    assert.equal((await check(await drawn(3))).result, 'product')
    assert.equal((await manager.post(at('/essai/4'), {})).statusCode, 404)
  })

  test('lets nothing invented in at a real door, nor anything real at its own', async () => {
    const real = await openDoor(parvis, pool)
    const phone = await phoneOf(parvis, pool, OPERATOR)
    assert.equal((await real.check(1, await drawn(1))).json.result, 'product')
    assert.equal((await check(await phone.code())).result, 'product')
    assert.equal((await check(await phone.shown())).result, 'elsewhere')
    assert.deepEqual(
      await rows(
        sql`select remaining::int as remaining from pass.entitlement where id = ${phone.entitlementId}`,
      ),
      [{ remaining: 10 }],
    )
    const [ours] = await rows(
      sql<{
        pass: number
        product: number
      }>`select p.id as pass, d.id as product from pass.pass p, pass.product d where p.sandbox_id = ${twin} and d.partner_id = ${twin} order by p.id desc`,
    )
    const given = (passId: number, productId: number) =>
      rows(sql`insert into pass.entitlement (pass_id, product_id, class, since, until, given_as, because, decided_at)
        values (${passId}, ${productId}, '', '2026-01-01', '2026-12-31', 'desk', 'x', now())`)
    const known = (passId: number, partnerId: number) =>
      rows(sql`insert into pass.sector_value (pass_id, partner_id, sector, value, status_index, given_at)
        values (${passId}, ${partnerId}, 'sport', ${Buffer.alloc(16, 7)}, 900000, now())`)
    await assert.rejects(given(phone.passId, ours?.product ?? 0), /never joined/)
    await assert.rejects(given(ours?.pass ?? 0, pool.product), /never joined/)
    await assert.rejects(known(phone.passId, twin), /never joined/)
    await assert.rejects(known(ours?.pass ?? 0, pool.partner), /never joined/)
  })

  test('is called with keys that say so, and tells its own addresses', async () => {
    key = await makeKey()
    assert.equal((await ask('/products')).said.products[0].name, 'Dix entrées')
    assert.equal((await ask('/doors')).said.doors[0].label, 'Tourniquet d’essai')
    const day = parvis.now().toISOString().slice(0, 10)
    assert.equal((await ask(`/uses?from=${day}&to=${day}`)).said.days[0].accepted, 5)
    assert.deepEqual((await ask('/settlements')).said.items, [])
    const { port } = server.address() as AddressInfo
    const hook = { url: `http://127.0.0.1:${port}/`, events: ['pass.door.revoked'] }
    assert.equal((await manager.post(at('/applications/adresses/nouvelle'), hook)).statusCode, 200)
    assert.equal((await manager.post(at(`/portes/${door.id}`), {})).statusCode, 303)
    await parvis.runJobs()
    assert.deepEqual(
      heard.map(({ type, data }) => [type, data.label]),
      [['pass.door.revoked', 'Tourniquet d’essai']],
    )
    assert.equal((await door.ask('GET', '/liste')).status, 401)
  })

  test('counts for nothing: no use, no settlement, no place on cards, nobody’s work', async () => {
    const none = await rows(
      sql`select id from pass.redemption where partner_id = ${pool.partner} and result = 'ok'`,
    )
    assert.deepEqual(none, [])
    parvis.advance({ days: 10 })
    await parvis.db.write(system, async (tx) => {
      assert.deepEqual(await unsettled(tx, '2026-11-01'), [pool.partner])
      await settle(tx, pool.partner, '2026-11-01')
      await givePlaces(tx)
    })
    assert.deepEqual(await rows(sql`select id from pass.settlement_line`), [])
    await assert.rejects(
      parvis.db.write(system, (tx) => settle(tx, twin, '2026-11-01')),
      /nothing is owed/,
    )
    assert.deepEqual(await rows(sql`select place from pass.card_slot where partner_id = ${twin}`), [])
    await assert.rejects(
      rows(
        sql`insert into pass.member (partner_id, person_id, is_manager, since) select ${twin}, person_id, true, since from pass.member limit 1`,
      ),
      /nobody works for a twin/,
    )
  })

  test('ends with its partner, is erased in one act, or ninety days after it last served', async () => {
    await rows(sql`update pass.partner set until = '2027-12-31' where id = ${pool.partner}`)
    assert.deepEqual(await rows(sql`select until::text from pass.partner where id = ${twin}`), [
      { until: '2027-12-31' },
    ])
    assert.equal((await ask('/products')).status, 200)
    assert.equal((await manager.post(at('/essai/fin'), {})).statusCode, 303)
    const left = () =>
      rows(sql<{ n: number }>`select (select count(*) from pass.pass where sandbox_id is not null)::int
        + (select count(*) from pass.partner where sandbox_of is not null)::int + (select count(*) from exchange.key)::int
        + (select count(*) from exchange.hook)::int + (select count(*) from exchange.message)::int
        + (select count(*) from pass.transfer where partner_id <> ${pool.partner})::int
        + (select count(*) from pass.device where partner_id <> ${pool.partner})::int
        + (select count(*) from pass.redemption where partner_id <> ${pool.partner})::int as n`)
    assert.deepEqual(await left(), [{ n: 0 }])
    assert.equal((await ask('/products')).status, 401)
    assert.match((await manager.get(`/pass/partenaire/${pool.partner}/essai`)).body, /Ouvrir le bac à sable/)
    twin = await open()
    const forget = () => {
      const before = new Date(parvis.now().getTime() - 90 * 86_400_000)
      return parvis.db.write(system, (tx) => forgetUnused(tx, before, 10))
    }
    parvis.advance({ days: 60 })
    manager = await parvis.signedInAs(MANAGER)
    key = await makeKey()
    parvis.advance({ days: 60 })
    assert.equal(await forget(), 0, 'a key was made since')
    parvis.advance({ days: 31 })
    assert.equal(await forget(), 1)
    assert.deepEqual(await left(), [{ n: 0 }])
  })
})
