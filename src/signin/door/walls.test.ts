// The second wall on accounts: what each person reads and changes when the program itself is mistaken.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, anonymous, system } from '#platform/actor.ts'
import { changedBy } from '#test/refused.ts'
import { actorOfPerson } from '../../people/sessions/identity.ts'
import { personName, profileOf } from '../../people/person/person.ts'
import { giveProof } from '../entry/proof.ts'
import { openSample, type Sample } from '#test/accounts.ts'
import { openSession } from '../../people/sessions/session.ts'
import { addMembership, peopleOfUnits } from '../../people/posts/posts.ts'

const TABLES = ['person', 'credential', 'session', 'proof', 'membership'] as const

describe('the second wall on accounts', () => {
  let world: Sample
  const actors: Record<string, Actor> = {}
  const actor = (name: string) => actors[name] ?? anonymous()

  before(async () => {
    world = await openSample()
    const { roads, east, bron } = world.units
    const people = { a: null, b: null, roads, east, bron }
    for (const [name, unitId] of Object.entries(people)) {
      const personId = await world.person(`${name}@parvis.example`, name)
      await world.db.write(system, async (tx) => {
        if (unitId !== null)
          await addMembership(tx, { personId, unitId, role: 'handler', from: '2020-01-01' })
        await openSession(tx, personId)
        await giveProof(tx, 'password', { email: `${name}@parvis.example`, payload: {} })
        actors[name] = (await actorOfPerson(tx, personId)) ?? anonymous()
      })
    }
  })
  after(() => world.close())

  const count = async (who: Actor, table: string) => {
    const query = sql<{ count: number }>`select count(*)::int as count from accounts.${sql.ref(table)}`
    return (await world.db.read(who, (tx) => query.execute(tx.q))).rows[0]?.count
  }
  const changed = (who: Actor, query: RawBuilder<unknown>) => changedBy(world.db, who, query)

  test('rows of each table, for each kind of person', async () => {
    const seen: Record<string, (number | undefined)[]> = {}
    for (const [name, who] of [['anonymous', anonymous()], ...Object.entries(actors)] as const)
      seen[name] = await Promise.all(TABLES.map((table) => count(who, table)))
    assert.deepEqual(seen, {
      anonymous: [0, 0, 0, 0, 0],
      a: [1, 0, 1, 0, 0],
      b: [1, 0, 1, 0, 0],
      // Colleagues of one authority know each other, and nothing of each other's keys.
      roads: [2, 0, 1, 0, 2],
      east: [2, 0, 1, 0, 2],
      bron: [1, 0, 1, 0, 1],
    })
  })

  test('nobody but the system touches credentials, proofs, memberships or somebody else', async () => {
    const b = actor('b').personId
    for (const name of ['a', 'roads', 'bron']) {
      const who = actor(name)
      assert.equal(await changed(who, sql`update accounts.person set name = 'x' where id = ${b}`), 0)
      assert.equal(await changed(who, sql`update accounts.credential set password_hash = 'x'`), 0)
      assert.equal(await changed(who, sql`delete from accounts.session where person_id = ${b}`), 0)
      assert.equal(await changed(who, sql`update accounts.membership set role = 'admin'`), 0)
      assert.equal(await changed(who, sql`update accounts.proof set used_at = null`), 0)
      const { unitId, personId } = { unitId: world.units.bron, personId: who.personId ?? 0 }
      await assert.rejects(
        world.db.write(who, (tx) =>
          addMembership(tx, { personId, unitId, role: 'admin', from: '2020-01-01' }),
        ),
      )
    }
    assert.equal(
      await changed(
        actor('roads'),
        sql`update accounts.person set name = 'x' where id = ${actor('east').personId}`,
      ),
      0,
    )
  })

  test('names are for colleagues, profiles for oneself', async () => {
    const read = <T>(name: string, ask: Parameters<typeof world.db.read<T>>[1]) =>
      world.db.read(actor(name), ask)
    const id = (name: string) => actor(name).personId ?? 0
    assert.equal(await read('roads', (tx) => personName(tx, id('east'))), 'east')
    assert.equal(await read('bron', (tx) => personName(tx, id('east'))), null)
    assert.equal(await read('a', (tx) => personName(tx, id('b'))), null)
    assert.equal((await read('a', (tx) => profileOf(tx, id('a'))))?.email, 'a@parvis.example')
    const units = Object.values(world.units)
    assert.deepEqual(
      (await read('east', (tx) => peopleOfUnits(tx, units))).map(({ name }) => name),
      ['east', 'roads'],
    )
    assert.deepEqual(await read('a', (tx) => peopleOfUnits(tx, units)), [])
  })
})
