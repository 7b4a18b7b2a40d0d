// What units hold of people, and what an authority takes away of them: counted, moved when a unit closes, given back as it was.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, anonymous, type Role, system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { addDays } from '#territory'
import { openSample, type Sample } from '#test/accounts.ts'
import { carried } from '../carried.ts'
import { actorOfPerson } from '../sessions/identity.ts'
import { agents } from './held.ts'
import { addMembership } from './posts.ts'
import { isStaffed, unanswered } from './queries.held.ts'

describe('posts of a unit', () => {
  let world: Sample
  let today = ''
  let chief: Actor = anonymous()
  const people = new Map<string, number>()
  const id = (name: string) => people.get(name) ?? 0
  const day = (days: number) => addDays(today, days)
  const ask = <T>(work: (tx: Read) => Promise<T>, by = system) => world.db.read(by, work)
  const change = <T>(work: (tx: Write) => Promise<T>) => world.db.write(system, work)
  const post = async (
    name: string,
    unit: keyof Sample['units'],
    { role = 'handler' as Role, from = '2020-01-01', to = null as string | null } = {},
  ) => {
    if (!people.has(name)) people.set(name, await world.person(`${name}@held.example`, name))
    return change((tx) =>
      addMembership(tx, { personId: id(name), unitId: world.units[unit], role, from, to }),
    )
  }
  const administers = async (unit: keyof Sample['units']): Promise<Actor> => {
    await post(`admin-${unit}`, unit, { role: 'admin' })
    return (await ask((tx) => actorOfPerson(tx, id(`admin-${unit}`)))) ?? anonymous()
  }
  const posts = async () =>
    (
      await ask(({ q }) =>
        sql<{ id: number; unit: number; to: string | null }>`select id, unit_id as unit, valid_to::text as to
          from accounts.membership where person_id = any (${[...people.values()]}::bigint[]) order by id`.execute(
          q,
        ),
      )
    ).rows
  const authorityOf = async (unit: number) =>
    (
      await ask(({ q }) =>
        sql<{ at: number }>`select authority_id as at from territory.unit where id = ${unit}`.execute(q),
      )
    ).rows[0]?.at ?? 0

  before(async () => {
    world = await openSample()
    today = world.db.clock().toISOString().slice(0, 10)
  })
  beforeEach(async () => {
    await change(({ q }) =>
      sql`delete from accounts.membership where person_id = any (${[...people.values()]}::bigint[])`.execute(
        q,
      ),
    )
    chief = await administers('roads')
  })
  after(() => world.close())

  test('people who work there or are to, each once: of what one administers', async () => {
    const { east, team, west, bron } = world.units
    await post('ana', 'east')
    await post('ana', 'east', { role: 'manager' })
    await post('ana', 'team')
    await post('coming', 'east', { from: day(9) })
    await post('gone', 'east', { to: day(-1) })
    await post('far', 'bron')
    const mayor = await administers('bron')
    const { count, countTogether } = agents
    const all = [east, team, west, bron]
    assert.deepEqual(
      await ask((tx) => count(tx, all), chief),
      new Map([
        [east, 2],
        [team, 1],
        [bron, 2],
      ]),
    )
    assert.deepEqual(await ask((tx) => count(tx, all), mayor), new Map([[bron, 2]]))
    const together = (units: number[], by: Actor) => ask(async (tx) => countTogether?.(tx, units), by)
    assert.deepEqual(
      [await together(all, chief), await together([west], chief), await together(all, mayor)],
      [4, 0, 2],
    )
  })

  test('a unit is answered by those who work there or above today; not by whoever receives above, is away or is to go', async () => {
    const { roads, east, team, west, bron } = world.units
    const ana = await post('ana', 'east')
    await post('door', 'roads', { role: 'reception' })
    const staffed = (unit: number) => ask((tx) => isStaffed(tx, unit), chief)
    assert.deepEqual(await Promise.all([roads, east, team, west, bron].map(staffed)), [
      true,
      true,
      true,
      false,
      false,
    ])
    const silent = async (when: string, without?: readonly number[]) =>
      (await ask((tx) => unanswered(tx, [roads, east, team, west], when, without), chief)).toSorted(
        (one, other) => one - other,
      )
    assert.deepEqual(await silent(today), [west])
    assert.deepEqual(
      await silent(today, [ana]),
      [east, team, west].toSorted((one, other) => one - other),
    )
    assert.deepEqual(
      await silent('2019-12-31'),
      [roads, east, team, west].toSorted((one, other) => one - other),
    )
    assert.deepEqual(await ask((tx) => unanswered(tx, [], today), chief), [])
  })

  test('posts in force or to come pass to another unit; whoever has the same role there keeps one; all of it comes back', async () => {
    const { east, west } = world.units
    const [moved, coming, gone] = [
      await post('ana', 'east'),
      await post('coming', 'east', { from: day(9), to: day(20) }),
      await post('gone', 'east', { to: day(-1) }),
    ]
    const mine = await post('twin', 'east')
    const theirs = await post('twin', 'west')
    const other = await post('twin', 'east', { role: 'manager' })
    const before = await posts()
    const handing = agents.handing ?? assert.fail()
    const state = await change((tx) => handing.move(tx, east, west))
    const [ended] = state['ended'] as { id: number; validTo: null; twinId: number; twinTo: null }[]
    assert.deepEqual([state['from'], state['to'], state['ids']], [east, west, [moved, coming, other]])
    assert.deepEqual([ended?.id, ended?.validTo, ended?.twinId, ended?.twinTo], [mine, null, theirs, null])
    const now = new Map((await posts()).map((one) => [one.id, one]))
    assert.deepEqual(
      [moved, coming, other, gone, mine].map((one) => now.get(one)?.unit),
      [west, west, west, east, east],
    )
    assert.deepEqual([now.get(mine)?.to, now.get(theirs)?.to], [today, null])
    await change((tx) => handing.giveBack(tx, state))
    assert.deepEqual(await posts(), before)
  })

  test('a post that changed meanwhile stays as it was changed', async () => {
    const { east, west } = world.units
    const handing = agents.handing ?? assert.fail()
    const mine = await post('twin', 'east')
    await post('twin', 'west')
    const ana = await post('ana', 'east')
    const state = await change((tx) => handing.move(tx, east, west))
    await change(({ q }) =>
      sql`update accounts.membership set valid_to = ${day(-3)} where id = ${mine}`.execute(q),
    )
    await change(({ q }) =>
      sql`update accounts.membership set unit_id = ${world.units.team} where id = ${ana}`.execute(q),
    )
    await change((tx) => handing.giveBack(tx, state))
    const now = new Map((await posts()).map((one) => [one.id, one]))
    assert.deepEqual([now.get(mine)?.to, now.get(ana)?.unit], [day(-3), world.units.team])
  })

  test('an authority that leaves takes its posts away, so many at once; who administers it goes on reading', async () => {
    const bron = await authorityOf(world.units.bron)
    for (const name of ['one', 'two', 'three']) await post(name, 'bron')
    await post('one', 'bron', { role: 'manager', to: '2020-12-31' })
    const admin = await post('mayor', 'bron', { role: 'admin' })
    await post('ana', 'east')
    const end = carried.find(({ table }) => table === 'accounts.membership')?.end
    assert.ok(end !== undefined && 'by' in end)
    const left = () => ask((tx) => end.by.count(tx, bron))
    const erase = (most: number) => change((tx) => end.by.erase(tx, bron, most))
    const POSTS = 'Postes d’agents'
    assert.deepEqual(await left(), { [POSTS]: 4 })
    assert.deepEqual([await erase(3), await erase(3), await erase(3)], [{ [POSTS]: 3 }, { [POSTS]: 1 }, {}])
    assert.deepEqual(await left(), { [POSTS]: 0 })
    const kept = await posts()
    assert.ok(kept.some((one) => one.id === admin) && kept.some((one) => one.unit === world.units.east))
    assert.equal(kept.length, 3)
  })
})
