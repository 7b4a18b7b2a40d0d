// Who works where: by name, nearest first, and only on days when they do.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Role } from '#platform/actor.ts'
import { system } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { openSample, type Sample } from '#test/accounts.ts'
import { isFull } from './places.ts'
import {
  addMembership,
  addMembershipOnce,
  closenessOf,
  firstStaffed,
  peopleOfUnits,
  staffedUnits,
} from './posts.ts'
import {
  administratorsOf,
  countPosts,
  hearersOf,
  holdersOn,
  knownNames,
  workersOf,
  worksToday,
} from './queries.ts'

describe('posts', () => {
  let world: Sample
  const ids = new Map<string, number>()
  const id = (name: string) => ids.get(name) ?? 0
  const ask = <T>(work: (tx: Read) => Promise<T>) => world.db.read(system, work)

  async function post(
    name: string,
    unit: keyof Sample['units'],
    role: Role,
    from = '2020-01-01',
    to?: string,
  ) {
    if (!ids.has(name)) ids.set(name, await world.person(`${name}@posts.example`, name))
    const { units } = world
    await world.db.write(system, (tx) =>
      addMembership(tx, { personId: id(name), unitId: units[unit], role, from, ...(to && { to }) }),
    )
  }
  before(async () => {
    world = await openSample()
    await post('zoe', 'east', 'handler')
    await post('anna', 'east', 'manager')
    await post('chief', 'roads', 'manager')
    await post('gone', 'west', 'handler', '2020-01-01', '2020-12-31')
    await post('coming', 'west', 'handler', '2999-01-01')
    await post('door', 'bron', 'reception')
    await post('admin', 'bron', 'admin')
    await post('former', 'bron', 'admin', '2020-01-01', '2020-12-31')
    ids.set('resident', await world.person('resident@parvis.example'))
  })
  after(() => world.close())

  test('who works in units today, by name', async () => {
    const { east, west, bron } = world.units
    const people = await ask((tx) => peopleOfUnits(tx, [east, west, bron]))
    assert.deepEqual(people, [
      { personId: id('admin'), name: 'admin', unitId: bron, role: 'admin' },
      { personId: id('anna'), name: 'anna', unitId: east, role: 'manager' },
      { personId: id('door'), name: 'door', unitId: bron, role: 'reception' },
      { personId: id('zoe'), name: 'zoe', unitId: east, role: 'handler' },
    ])
    assert.deepEqual(await ask((tx) => peopleOfUnits(tx, [])), [])
  })

  test('where somebody works, there or above; the first of each of several lists', async () => {
    const { roads, east, team, west, bron, mions } = world.units
    const staffed = await ask(staffedUnits)
    const all = [roads, east, team, west, bron, mions]
    assert.deepEqual(
      all.filter((unit) => staffed.has(unit)),
      [roads, east, team, west, bron],
    )
    const lists = [[mions, team, east], [mions], []]
    assert.deepEqual(await ask((tx) => firstStaffed(tx, lists)), [team, null, null])
  })

  test('a word to a unit reaches those of it, else those of the nearest above', async () => {
    const { roads, team, east, west, mions, bron } = world.units
    const hear = async (unit: number) =>
      (await ask((tx) => hearersOf(tx, unit)))
        .map(({ unitId, personId, address }) => `${unitId} ${personId} ${address}`)
        .toSorted()
    const said = (unit: number, ...names: string[]) =>
      names.map((name) => `${unit} ${id(name)} ${name}@posts.example`).toSorted()
    assert.deepEqual(await hear(east), said(east, 'anna', 'zoe'))
    assert.deepEqual(await hear(team), said(east, 'anna', 'zoe'))
    assert.deepEqual(await hear(west), said(roads, 'chief'))
    assert.deepEqual(await hear(bron), said(bron, 'door'))
    assert.deepEqual(await hear(mions), [])
  })

  test('whether somebody works today, and with whom', async () => {
    const works = await Promise.all(
      ['zoe', 'admin', 'gone', 'coming', 'resident'].map((name) => ask((tx) => worksToday(tx, id(name)))),
    )
    assert.deepEqual(works, [true, true, false, false, false])
    const close = (one: string, other: string) =>
      ask((tx) => closenessOf(tx, { personId: one === 'nobody' ? null : id(one) }, id(other)))
    assert.equal(await close('zoe', 'chief'), 'colleague')
    for (const [one, other] of [
      ['zoe', 'door'],
      ['zoe', 'gone'],
      ['coming', 'zoe'],
      ['zoe', 'resident'],
      ['nobody', 'zoe'],
    ] as const)
      assert.equal(await close(one, other), null, `${one} and ${other}`)
  })

  test('a post is given once for the same days, and not when it is over', async () => {
    const personId = await world.person('once@posts.example', 'once')
    const give = (role: Role, from: string, to: string | null = null) =>
      world.db.write(system, (tx) =>
        addMembershipOnce(tx, { personId, unitId: world.units.mions, role, from, to }),
      )
    assert.deepEqual(
      [
        await give('handler', '2020-01-01'),
        await give('handler', '2021-01-01', '2999-01-01'),
        await give('manager', '2020-01-01', '2020-12-31'),
        await give('manager', '2020-01-01'),
      ],
      [true, false, false, true],
    )
    await world.db.write(system, ({ q }) =>
      sql`delete from accounts.membership where person_id = ${personId}`.execute(q),
    )
  })

  test('who works for an authority today or later, holds a role there today, and is known by name', async () => {
    const { rows } = await ask(({ q }) =>
      sql<{ id: number; unit: number }>`select authority_id as id, id as unit from territory.unit
        where id = any (${[world.units.bron, world.units.roads]}::integer[])`.execute(q),
    )
    const at = (unit: number) => rows.find((row) => row.unit === unit)?.id ?? 0
    const [bron, metropolis] = [at(world.units.bron), at(world.units.roads)]
    const workers = async (authorityId: number) =>
      (await ask((tx) => workersOf(tx, authorityId)))
        .map(({ personId }) => personId)
        .toSorted((one, other) => one - other)
    assert.deepEqual(await workers(bron), [id('door'), id('admin')])
    assert.deepEqual(await workers(metropolis), ['zoe', 'anna', 'chief', 'coming'].map(id))
    const { personId, address } =
      (await ask((tx) => workersOf(tx, bron))).find((one) => one.personId === id('door')) ?? assert.fail()
    assert.deepEqual([personId, address], [id('door'), 'door@posts.example'])
    const held = (roles: readonly Role[], day: string) => ask((tx) => holdersOn(tx, bron, roles, day))
    assert.deepEqual(await held(['admin'], '2020-06-01'), { held: 2, until: null })
    assert.deepEqual(await held(['admin', 'reception'], '2030-06-01'), { held: 2, until: null })
    assert.deepEqual(await held(['manager'], '2030-06-01'), { held: 0, until: null })
    assert.equal(await ask((tx) => countPosts(tx, bron, ['admin'])), 1)
    const names = await ask((tx) => knownNames(tx, ['zoe', 'anna', 'nobody'].map(id)))
    assert.deepEqual(names, ['anna', 'zoe'])
    assert.deepEqual(await ask((tx) => knownNames(tx, [])), [])
  })

  test('a place that an agreement does not give is told from any other failure, which stays as it is', async () => {
    assert.deepEqual([{ constraint: 'membership_seats' }, { constraint: 'other' }, {}].map(isFull), [
      true,
      false,
      false,
    ])
    const nowhere = world.db.write(system, (tx) =>
      addMembership(tx, { personId: id('resident'), unitId: 0, role: 'handler', from: '2020-01-01' }),
    )
    await assert.rejects(nowhere, { code: '23503' })
  })

  test('those who administer an authority today, and where to write to them', async () => {
    const { rows } = await ask(({ q }) =>
      sql<{
        id: number
      }>`select authority_id as id from territory.unit where id = ${world.units.bron}`.execute(q),
    )
    assert.deepEqual(await ask((tx) => administratorsOf(tx, rows[0]?.id ?? 0)), [
      { personId: id('admin'), address: 'admin@posts.example' },
    ])
  })
})
