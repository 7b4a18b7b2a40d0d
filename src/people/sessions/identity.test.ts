// Who acts: sessions slide and end, memberships reach the units below, closed accounts act no more.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { actorOfPerson, identify, toldOver } from './identity.ts'
import { deleteEnded } from './queries.ts'
import { HOUR, openSample, type Sample } from '#test/accounts.ts'
import { closeSession, closeSessionsOf, openSession } from './session.ts'
import { addMembership, peopleOfUnits } from '../posts/posts.ts'

const VISITOR = '11111111-2222-4333-8444-555555555555'

describe('identify', () => {
  let world: Sample
  before(async () => {
    world = await openSample()
  })
  after(() => world.close())

  const signIn = (personId: number) =>
    world.db.write(system, (tx) => openSession(tx, personId, { factors: 2 }))
  const whoIs = (token: string | null) => identify(world.db, token, VISITOR)
  const join = (personId: number, unitId: number, from = '2020-01-01', to: string | null = null) =>
    world.db.write(system, (tx) => addMembership(tx, { personId, unitId, role: 'handler', from, to }))

  test('nobody, an unknown token and a strange one are anonymous', async () => {
    for (const token of [null, 'x'.repeat(43), "'; drop table", '']) {
      const actor = await whoIs(token)
      assert.deepEqual([actor.kind, actor.personId, actor.visitorId], ['anonymous', null, VISITOR])
    }
  })

  test('a resident is known by the token, which the database does not hold', async () => {
    const personId = await world.person('resident@parvis.example', 'Camille Essai')
    const { token, cookie, actor: opened } = await signIn(personId)
    const actor = await whoIs(token)
    assert.deepEqual({ ...opened, visitorId: VISITOR }, actor)
    assert.deepEqual(opened.codes, [])
    assert.deepEqual(
      [actor.kind, actor.personId, actor.label, actor.memberships],
      ['resident', personId, 'Camille Essai', []],
    )
    assert.deepEqual([cookie.name, cookie.value, cookie.maxAge], ['parvis_session', token, 365 * 86_400])
    const held = await world.db.read(system, (tx) =>
      sql<{ all: string }>`select s::text as all from accounts.session s`.execute(tx.q),
    )
    assert.ok(held.rows.every((row) => !row.all.includes(token)))
    await world.db.write(system, (tx) => closeSession(tx, token))
    assert.equal((await whoIs(token)).kind, 'anonymous')
  })

  test('memberships in force reach their unit and all units below', async () => {
    const { roads, east, team, west, bron, mions } = world.units
    const personId = await world.person('agent@parvis.example')
    await join(personId, roads)
    await join(personId, bron)
    await join(personId, mions, '2020-01-01', '2020-12-31')
    await join(personId, mions, '2999-01-01')
    const { token, cookie } = await signIn(personId)
    const actor = await whoIs(token)
    assert.equal(actor.kind, 'agent')
    assert.equal(cookie.maxAge, undefined)
    const reach = actor.memberships.map(({ unitId, below, commune, role }) => ({
      unitId,
      below: [...below].sort((a, b) => a - b),
      commune,
      role,
    }))
    assert.deepEqual(reach, [
      {
        unitId: roads,
        below: [roads, east, team, west].sort((a, b) => a - b),
        commune: false,
        role: 'handler',
      },
      { unitId: bron, below: [bron], commune: true, role: 'handler' },
    ])
    assert.deepEqual(
      (await world.db.read(system, (tx) => actorOfPerson(tx, personId)))?.memberships,
      actor.memberships,
    )
    const names = await world.db.read(actor, (tx) => peopleOfUnits(tx, [roads, mions]))
    assert.deepEqual(
      names.map((one) => one.unitId),
      [roads],
    )
  })

  test('a session used slides, one left alone ends: 30 days for a resident', async () => {
    const { token } = await signIn(await world.person('glisse@parvis.example'))
    for (let month = 0; month < 3; month++) {
      world.pass(29 * 24 * HOUR)
      assert.equal((await whoIs(token)).kind, 'resident')
    }
    world.pass(31 * 24 * HOUR)
    assert.equal((await whoIs(token)).kind, 'anonymous')
  })

  test('12 hours for an agent, and never more than a week', async () => {
    const personId = await world.person('bureau@parvis.example')
    await join(personId, world.units.west)
    const left = await signIn(personId)
    const used = await signIn(personId)
    for (let hours = 0; hours < 168; hours += 8) {
      assert.equal((await whoIs(used.token)).kind, 'agent', `after ${hours} h`)
      world.pass(8 * HOUR)
    }
    assert.equal((await whoIs(used.token)).kind, 'anonymous')
    assert.equal((await whoIs(left.token)).kind, 'anonymous')
  })

  test('a closed account acts no more', async () => {
    const personId = await world.person('ferme@parvis.example')
    const { token } = await signIn(personId)
    await world.db.write(system, (tx) =>
      sql`update accounts.person set closed_at = ${tx.now} where id = ${personId}`.execute(tx.q),
    )
    assert.equal((await whoIs(token)).kind, 'anonymous')
    assert.equal(await world.db.read(system, (tx) => actorOfPerson(tx, personId)), null)
    await assert.rejects(signIn(personId))
  })

  test('codes are asked of whoever knows them, as the system', async () => {
    const actor = await identify(world.db, null, VISITOR, async (tx, visitorId) => {
      assert.deepEqual([tx.actor.kind, visitorId], ['system', VISITOR])
      return [7, 8]
    })
    assert.deepEqual([actor.kind, actor.codes], ['anonymous', [7, 8]])
  })

  test('an agent with a password alone is nobody, and so is whoever asked for a second factor', async () => {
    const half = (personId: number) => world.db.write(system, (tx) => openSession(tx, personId))
    const agent = await world.person('moitie@parvis.example')
    await join(agent, world.units.east)
    const resident = await world.person('double@parvis.example')
    const plain = await half(resident)
    assert.equal((await whoIs(plain.token)).kind, 'resident')
    await world.db.write(system, (tx) =>
      sql`insert into accounts.totp (person_id, locked_secret, created_at) values (${resident}, 'x', ${tx.now})`.execute(
        tx.q,
      ),
    )
    for (const [personId, { token }] of [
      [agent, await half(agent)],
      [resident, plain],
    ] as const) {
      const actor = await whoIs(token)
      assert.deepEqual([actor.kind, actor.personId, actor.wasPerson], ['anonymous', null, personId])
    }
    assert.equal((await whoIs((await signIn(resident)).token)).kind, 'resident')
  })

  test('whose session it was is known while it is remembered, and what codes prove with it', async () => {
    const personId = await world.person('fini@parvis.example')
    const { token } = await world.db.write(system, (tx) => openSession(tx, personId, { minutes: 5 }))
    const asked: (number | null)[] = []
    const known = () =>
      identify(world.db, token, VISITOR, async (_tx, _visitor, person) => {
        asked.push(person)
        return [7]
      })
    const here = await known()
    assert.deepEqual(
      [here.kind, here.personId, here.visitorId, here.codes, here.wasPerson, here.wasFor],
      ['resident', personId, VISITOR, [7], undefined, undefined],
    )
    world.pass(5 * 60_000)
    const gone = await known()
    assert.deepEqual(
      [gone.kind, gone.personId, gone.codes, gone.wasPerson],
      ['anonymous', null, [7], personId],
    )
    assert.deepEqual(asked, [personId, null])
    world.pass(1)
    await world.db.write(system, deleteEnded)
    assert.equal((await known()).wasPerson, undefined)
  })

  test('a session is used up to its end, is noted as seen, and ends alone or all at once', async () => {
    const personId = await world.person('shared@parvis.example')
    const open = (isShared: boolean) =>
      world.db.write(system, (tx) => openSession(tx, personId, { isShared }))
    const [mine, shared] = [await open(false), await open(true)]
    assert.deepEqual([mine.cookie.maxAge, shared.cookie.maxAge], [365 * 86_400, undefined])
    const seen = async () => {
      const { rows } = await world.db.read(system, ({ q }) =>
        sql<{ at: Date }>`select last_seen_at as at from accounts.person where id = ${personId}`.execute(q),
      )
      return rows[0]?.at.getTime()
    }
    const opened = await seen()
    world.pass(59_000)
    await whoIs(shared.token)
    assert.equal(await seen(), opened)
    world.pass(29 * 60_000)
    await whoIs(shared.token)
    assert.equal(await seen(), (opened ?? 0) + 59_000 + 29 * 60_000)
    world.pass(29 * 60_000)
    assert.equal((await whoIs(shared.token)).kind, 'resident')
    world.pass(30 * 60_000)
    assert.equal((await whoIs(shared.token)).kind, 'anonymous')
    await world.db.write(system, (tx) => closeSession(tx, 'x'.repeat(43)))
    assert.equal((await whoIs(mine.token)).kind, 'resident')
    await world.db.write(system, (tx) => closeSessionsOf(tx, personId))
    assert.equal((await whoIs(mine.token)).kind, 'anonymous')
  })

  test('a helper acts in the place of the person, alone; when it is over the next page says so, once', async () => {
    const [helper, helped] = [
      await world.person('aidante@parvis.example', 'Aude'),
      await world.person('aidee@parvis.example', 'Zoé'),
    ]
    const { token } = await signIn(helper)
    await world.db.write(system, async ({ q, now }) => {
      const { rows } = await sql<{ id: number }>`
        insert into accounts.mandate (kind, person_id, helper_id, given_by, valid_from, valid_to, asked_at, accepted_at)
        values ('helper', ${helped}, ${helper}, ${helped}, ${now}::timestamptz::date - 1, ${now}::timestamptz::date + 30, ${now}, ${now})
        returning id`.execute(q)
      await sql`update accounts.session set mandate_id = ${rows[0]?.id} where person_id = ${helper}`.execute(
        q,
      )
    })
    const known = () => identify(world.db, token, VISITOR, async () => [7])
    const acting = await known()
    assert.deepEqual(
      [acting.kind, acting.personId, acting.label, acting.visitorId, acting.codes, acting.wasFor],
      ['resident', helped, 'Aude, pour Zoé', null, [], undefined],
    )
    const { by } = acting
    assert.deepEqual([by?.personId, by?.name, by?.personName], [helper, 'Aude', 'Zoé'])
    await world.db.write(system, ({ q, now }) =>
      sql`update accounts.mandate set ended_at = ${now} where person_id = ${helped}`.execute(q),
    )
    const over = await known()
    assert.deepEqual([over.personId, over.by, over.wasFor, over.codes], [helper, undefined, 'Zoé', [7]])
    await toldOver(world.db, token)
    assert.equal((await known()).wasFor, undefined)
  })
})
