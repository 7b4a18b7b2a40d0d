// Who works where: by name, nearest first, and only on days when they do.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Role } from '#platform/actor.ts'
import { system } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { openSample, type Sample } from '#test/accounts.ts'
import { addMembership, closenessOf, firstStaffed, peopleOfUnits, staffedUnits } from './posts.ts'
import { administratorsOf, hearersOf, worksToday } from './queries.ts'

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
