// The life of what a pass opens: told before it ends, ended the day after, waited for in order; a payer reads amounts and a parent what a court left
// them, and nobody more.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, system } from '#platform/actor.ts'
import { Conflict } from '#platform/errors.ts'
import { createTestApp, type TestApp } from '#test/app.ts'
import { openPool, type TestPartner } from '#test/pass.ts'
import { openPass } from '../record/passes.ts'
import { type Product, productById } from '../record/queries.ts'
import { giveEntitlement } from '../ledger/move.ts'
import { bought, mayGuardian, setLimit, setPayer, wait, waitingOf } from './queries.ts'
import { leftTo } from './left.ts'
import { live } from './tell.ts'

const [LUCETTE, KARIM, THEO] = [
  'habitante@parvis.example',
  'habitant@parvis.example',
  'voirie@parvis.example',
]
const WRITER = { site: { name: 'Parvis' }, origin: 'http://parvis.test' }

describe('the life of a pass', () => {
  let parvis: TestApp
  let pool: TestPartner
  const people: Record<string, { person: number; pass: number }> = {}
  before(async () => {
    parvis = await createTestApp()
    pool = await openPool(parvis, { by: 'admin@parvis.example', managedBy: KARIM })
    for (const email of [LUCETTE, KARIM, THEO]) {
      const person = (await parvis.actor(email)).personId ?? 0
      people[email] = { person, pass: await open(person) }
    }
    const [child] = await run<{ id: number }>(
      sql`insert into accounts.person (name, created_at) values ('Zoé Morandat', ${parvis.now()}) returning id`,
    )
    people.zoe = { person: child?.id ?? 0, pass: await open(child?.id ?? 0) }
    await run(sql`insert into accounts.mandate (kind, person_id, helper_id, given_by, valid_from, valid_to, asked_at, accepted_at)
      select 'parent', ${child?.id}, p.id, ${of(LUCETTE).person}, '2026-01-01', '2035-01-01', ${parvis.now()}, ${parvis.now()} from accounts.person p where p.email in (${LUCETTE}, ${KARIM})`)
  })
  after(() => parvis.close())

  const of = (who: string) => people[who] ?? assert.fail(who)
  const run = async <T>(statement: ReturnType<typeof sql<T>>): Promise<T[]> =>
    (await parvis.db.write(system, (tx) => statement.execute(tx.q))).rows
  const open = async (person: number) =>
    (await parvis.db.write(system, (tx) => openPass(tx, person, null))).id
  const give = (who: string, until: string, cents = 0) =>
    parvis.db.write(system, async (tx) => {
      const product = (await productById(tx, pool.product)) as Product
      return giveEntitlement(tx, {
        ...{
          passId: of(who).pass,
          product,
          class: 'solidaire',
          since: '2026-01-01',
          until,
          givenAs: 'bought',
        },
        ...{ because: 'Essai', decidedBy: null, askedKey: randomUUID() },
        paid: cents === 0 ? null : { cents, means: 'card' },
      })
    })
  const pass = () => parvis.db.write(system, (tx) => live(tx, WRITER))
  const told = async (who: string, kind: string) =>
    (
      await run<{ title: string }>(
        sql`select title from notices.notice where person_id = ${of(who).person} and kind = ${kind} order by id`,
      )
    ).map(({ title }) => title)
  const acting = async (email: string): Promise<Actor> => {
    const helper = await parvis.actor(email)
    return {
      ...helper,
      personId: of('zoe').person,
      memberships: [],
      by: { personId: helper.personId ?? 0, name: 'Un parent', kind: 'parent' } as unknown as NonNullable<
        Actor['by']
      >,
    }
  }
  const end = (who: string) =>
    run(
      sql`update pass.entitlement set ended_at = ${parvis.now()}, ended_because = 'Essai' where pass_id = ${of(who).pass} and ended_at is null`,
    )

  test('tells once, thirty days before, whoever holds it and the parents of a child; renewed, it is told again', async () => {
    await give('zoe', '2026-12-20')
    await give(THEO, '2027-06-01')
    await pass()
    await pass()
    for (const who of [LUCETTE, KARIM]) assert.equal((await told(who, 'pass.ending')).length, 1, who)
    assert.equal((await told(THEO, 'pass.ending')).length, 0)
    const { entitlementId } = await give('zoe', '2026-12-22')
    await pass()
    assert.equal((await told(LUCETTE, 'pass.ending')).length, 2)
    parvis.advance({ days: 29 })
    await pass()
    const ended = () =>
      run<{ over: boolean; why: string | null }>(
        sql`select ended_at is not null as over, ended_because as why from pass.entitlement where id = ${entitlementId}`,
      )
    assert.deepEqual(await ended(), [{ over: false, why: null }], 'its last day is a day')
    parvis.advance({ days: 1 })
    await pass()
    assert.deepEqual(await ended(), [{ over: true, why: 'Arrivé à son terme.' }])
  })

  test('offers a place to the first in line for three days, and nobody passes before', async () => {
    await end(THEO)
    await run(sql`update pass.product set most_holders = 1 where id = ${pool.product}`)
    await give(THEO, '2098-01-01')
    await assert.rejects(give(LUCETTE, '2098-01-01'), Conflict)
    await parvis.db.write(system, (tx) => wait(tx, of(LUCETTE).pass, pool.product))
    parvis.advance({ minutes: 1 })
    await parvis.db.write(system, (tx) => wait(tx, of(KARIM).pass, pool.product))
    await pass()
    assert.deepEqual(await told(LUCETTE, 'pass.place'), [])
    await end(THEO)
    await assert.rejects(give(KARIM, '2098-01-01'), Conflict, 'somebody is ahead')
    await assert.rejects(give(THEO, '2098-01-01'), Conflict, 'both are ahead')
    await pass()
    await pass()
    assert.equal((await told(LUCETTE, 'pass.place')).length, 1)
    assert.deepEqual(await told(KARIM, 'pass.place'), [])
    const [line] = await parvis.db.read(system, (tx) => waitingOf(tx, of(LUCETTE).pass))
    assert.equal(line?.place, 1)
    assert.ok(line?.keptUntil)
    parvis.advance({ days: 3, minutes: 1 })
    await pass()
    assert.equal((await told(KARIM, 'pass.place')).length, 1, 'what was not taken passes to the next')
    await assert.rejects(give(LUCETTE, '2098-01-01'), Conflict)
    await give(KARIM, '2098-01-01')
    assert.deepEqual(await parvis.db.read(system, (tx) => waitingOf(tx, of(KARIM).pass)), [])
    await run(sql`update pass.product set most_holders = null where id = ${pool.product}`)
  })

  test('shows a payer the amounts of their days, in their own name alone', async () => {
    await end('zoe')
    await give('zoe', '2098-01-01', 1500)
    const read = async (actor: Actor) =>
      (await parvis.db.read(actor, bought)).map(({ holder, cents, isOwn }) => ({ holder, cents, isOwn }))
    assert.deepEqual(
      (await read(await parvis.actor(THEO))).filter(({ isOwn }) => !isOwn),
      [],
    )
    const today = parvis.now().toISOString().slice(0, 10)
    await parvis.db.write(system, (tx) =>
      setPayer(tx, of('zoe').pass, { personId: of(THEO).person, since: today, until: today }),
    )
    assert.deepEqual(
      (await read(await parvis.actor(THEO))).filter(({ isOwn }) => !isOwn),
      [{ holder: 'Zoé Morandat', cents: 1500, isOwn: false }],
    )
    assert.deepEqual(
      (await read(await parvis.actor(LUCETTE))).filter(({ isOwn }) => !isOwn),
      [],
    )
    assert.ok((await read(await acting(LUCETTE))).some(({ cents, isOwn }) => isOwn && cents === 1500))
    const resident = await parvis.signedInAs(THEO)
    assert.match((await resident.get('/compte/pass/achats')).body, /Zoé Morandat[\s\S]*15,00/)
    for (const table of ['payer', 'guardian_limit'])
      await assert.rejects(
        parvis.db.read(await parvis.actor(THEO), (tx) =>
          sql`select from ${sql.table(`pass.${table}`)}`.execute(tx.q),
        ),
        /permission denied/,
      )
  })

  test('leaves each parent what a decision left them', async () => {
    const may = async (email: string) =>
      parvis.db.read(await acting(email), async (tx) => [
        await mayGuardian(tx, 'see'),
        await mayGuardian(tx, 'buy'),
        await mayGuardian(tx, 'stop'),
      ])
    assert.deepEqual(await may(KARIM), [true, true, true])
    const [mandate] = await run<{ id: number }>(
      sql`select id from accounts.mandate where person_id = ${of('zoe').person} and helper_id = ${of(KARIM).person}`,
    )
    const set = (maySee: boolean) =>
      parvis.db.write(system, (tx) =>
        setLimit(
          tx,
          mandate?.id ?? 0,
          { maySee, mayBuy: true, mayStop: maySee, decidedOn: '2026-10-01' },
          of(THEO).person,
        ),
      )
    await set(false)
    assert.deepEqual(await may(KARIM), [false, true, false])
    assert.deepEqual(await may(LUCETTE), [true, true, true])
    await run(sql`with door as (insert into pass.device (partner_id, place_id, sector, label, code_until, made_at)
        values (${pool.partner}, ${pool.place}, 'sport', 'Porte', now(), now()) returning id)
      insert into pass.redemption (device_id, seq, partner_id, place_id, product_id, entitlement_id, at, received_at, is_online, result)
      select door.id, 1, ${pool.partner}, ${pool.place}, e.product_id, e.id, ${parvis.now()}, ${parvis.now()}, true, 'ok'
      from door, pass.entitlement e where e.pass_id = ${of('zoe').pass} and e.ended_at is null limit 1`)
    const uses = async (email: string) =>
      (await parvis.db.read(await acting(email), (tx) => sql`select from pass.own_uses()`.execute(tx.q))).rows
        .length
    assert.deepEqual([await uses(LUCETTE), await uses(KARIM)], [1, 0])
    await assert.rejects(
      parvis.db.read(await acting(KARIM), (tx) => leftTo(tx, 'stop')),
      /Une décision laisse cela à l’autre parent/,
    )
    await parvis.db.read(await acting(KARIM), (tx) => leftTo(tx, 'buy'))
    const own = await parvis.db.read(await parvis.actor(KARIM), (tx) => mayGuardian(tx, 'see'))
    assert.equal(own, true, 'of their own pass, everything')
    const before = (await told(KARIM, 'pass.ending')).length
    await run(
      sql`update pass.entitlement set until = territory.day_of(${parvis.now()}) + 10 where pass_id = ${of('zoe').pass} and ended_at is null`,
    )
    await pass()
    assert.equal((await told(KARIM, 'pass.ending')).length, before, 'whoever may not see is told nothing')
    assert.equal((await told(LUCETTE, 'pass.ending')).length, 3)
    await set(true)
    assert.deepEqual(await run(sql`select 1 from pass.guardian_limit`), [])
  })

  test('is kept at a desk: a place in line, who pays, what a parent may, told to both', async () => {
    await run(sql`update pass.product set most_holders = 5 where id = ${pool.product}`)
    await run(
      sql`insert into accounts.profile_value (person_id, value_id, value, source, level, recorded_at) values (${of('zoe').person}, 'birthdate', '2018-05-04', 'declared', 'declared', ${parvis.now()})`,
    )
    const desk = await parvis.signedInAs('accueil@parvis.example')
    const found = await desk.post('/agents/pass', {
      numero: '',
      prenom: 'Zoé',
      nom: 'Morandat',
      naissance: '2018-05-04',
    })
    const file = String(found.headers.location)
    await desk.post(`${file}/attente`, { droit: String(pool.product) })
    assert.match((await desk.get(`${file}/attente`)).body, /Dix entrées/)
    const [line] = await parvis.db.read(system, (tx) => waitingOf(tx, of('zoe').pass))
    assert.equal(line?.productId, pool.product)
    await desk.post(`${file}/attente`, { droit: String(pool.product) })
    assert.deepEqual(await parvis.db.read(system, (tx) => waitingOf(tx, of('zoe').pass)), [])
    assert.equal((await desk.post(`${file}/payeur`, { numero: '12', until: '2098-01-01' })).statusCode, 422)
    const [, path = ''] =
      /href="([^"]*\/parents\/\d+)"[^>]*>ce que peut ce parent<span class="hidden">, Karim/.exec(
        (await desk.get(file)).body,
      ) ?? []
    assert.match((await desk.get(path)).body, /Voir où le pass a servi/)
    assert.equal((await desk.post(path, { droits: ['see', 'buy'], jugement: '2098-01-01' })).statusCode, 422)
    await desk.post(path, { droits: ['see', 'buy'], jugement: '01/10/2026' })
    for (const who of [LUCETTE, KARIM]) assert.equal((await told(who, 'pass.guardian')).length, 1, who)
    assert.deepEqual(await run(sql`select may_see, may_buy, may_stop from pass.guardian_limit`), [
      { may_see: true, may_buy: true, may_stop: false },
    ])
    assert.equal((await desk.get(`${file.replace(/[0-9a-f]{4}$/, '0000')}/attente`)).statusCode, 404)
  })
})
