// Who acts: sessions slide and end, memberships reach the units below, closed accounts act no more.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { system } from '#platform/actor.ts'
import { actorOfPerson, identify } from './identity.ts'
import { HOUR, openSample, type Sample } from '#test/accounts.ts'
import { closeSession, openSession } from './session.ts'
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
    const { token, cookie } = await signIn(personId)
    const actor = await whoIs(token)
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
})
