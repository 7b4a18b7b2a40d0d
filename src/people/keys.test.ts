// The keys that people bring: what each kind gives to whom, and how it is called.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, anonymous, type Membership, system } from '#platform/actor.ts'
import { heldIds, mayHold } from '#platform/house/audience.ts'
import { territory } from '#territory'
import { openSample, type Sample } from '#test/accounts.ts'
import { keys } from './keys.ts'
import { listeners } from './person/events.ts'

const post = (
  role: Membership['role'],
  unitId: number,
  authorityId: number,
  commune = false,
  below = [unitId, unitId + 1],
): Membership => ({ role, unitId, authorityId, commune, below })
const agent = (...memberships: Membership[]): Actor => ({
  ...anonymous(),
  kind: 'agent',
  personId: 5,
  memberships,
})
const kind = (name: string) => {
  const found = keys.find((one) => one.kind === name)
  assert.ok(found, name)
  return found
}

test('what each post gives: units to those who work in them, the desk, the commune, the administration', () => {
  const given = (actor: Actor) =>
    Object.fromEntries(
      keys.map((one) => [one.kind, 'ever' in one ? mayHold(one, actor) : heldIds(one, actor)]),
    )
  const nothing = {
    workplace: false,
    staff: false,
    publisher: false,
    post: [],
    unit: [],
    desk: [],
    commune: [],
    shared: false,
    colleague: false,
    admin: [],
    governed: false,
  }
  assert.deepEqual(given(anonymous()), { person: [], ...nothing })
  assert.deepEqual(given({ ...anonymous(), personId: 5 }), { person: [5], ...nothing })
  const agents = { person: [5], ...nothing, shared: true, colleague: true, workplace: true, staff: true }
  for (const role of ['handler', 'manager'] as const) {
    const works = { ...agents, post: [40], unit: [40, 41] }
    assert.deepEqual(given(agent(post(role, 40, 2))), works)
    assert.deepEqual(given(agent(post(role, 40, 2, true))), { ...works, commune: [2] })
  }
  assert.deepEqual(given(agent(post('reception', 40, 2))), { ...agents, desk: [2] })
  assert.deepEqual(given(agent(post('reception', 40, 2, true))), { ...agents, desk: [2], commune: [2] })
  assert.deepEqual(given(agent(post('admin', 40, 2, true))), {
    ...agents,
    shared: false,
    publisher: true,
    admin: [2],
    governed: true,
  })
  assert.deepEqual(given(agent(post('admin', 40, 2), post('handler', 50, 3), post('manager', 50, 3))), {
    ...agents,
    post: [50],
    unit: [50, 51],
    publisher: true,
    admin: [2],
    governed: true,
  })
})

test('held as what', () => {
  const held = (name: string, actor: Actor) => {
    const one = kind(name)
    return 'holds' in one ? one.holds(actor).map(({ as }) => as) : []
  }
  const all = agent(
    ...(['handler', 'manager', 'reception', 'admin'] as const).map((it) => post(it, 1, 2, true)),
  )
  assert.deepEqual(
    ['person', 'post', 'unit', 'desk', 'commune', 'admin'].map((name) => held(name, all)),
    [
      ['self'],
      ['handler', 'manager'],
      ['handler', 'manager'],
      ['reception'],
      ['observer', 'observer', 'observer'],
      ['admin'],
    ],
  )
})

test('what accounts tell is their history: it starts no work', () => {
  assert.deepEqual(
    Object.entries(listeners).filter(([, jobs]) => jobs.length > 0),
    [],
  )
})

describe('who is said to read', () => {
  let world: Sample
  before(async () => {
    world = await openSample()
  })
  after(() => world.close())

  test('a person by name, a unit and an authority by theirs', async () => {
    const personId = await world.person('nommee@parvis.example', 'Camille Essai')
    const says = (name: string, id: number) => world.db.read(system, async (tx) => kind(name).says?.(tx, id))
    assert.equal(await says('person', personId), 'Camille Essai')
    assert.equal(await says('person', 999_999), 'Une personne')
    for (const name of ['unit', 'shared']) assert.equal(await says(name, world.units.east), 'east')
    const { rows } = await world.db.read(system, ({ q }) =>
      sql<{ id: number }>`select id from territory.authority where slug = 'essai-bron'`.execute(q),
    )
    const bron = rows[0]?.id ?? 0
    assert.equal(await says('commune', bron), 'essai-bron')
    assert.equal(await says('desk', bron), 'Accueil, essai-bron')
    assert.equal(await says('admin', bron), 'Administration, essai-bron')
    for (const name of ['post', 'colleague']) assert.equal(kind(name).says, undefined)
  })

  test('what rules of audiences may name: one’s workplace and units, with those above', async () => {
    const { roads, team, bron } = world.units
    const place = await world.db.read(system, territory)
    const own = { ...anonymous(), memberships: [post('handler', bron, place.unit(bron).authorityId)] }
    const named = (name: string) => kind(name).named ?? assert.fail(name)
    const noun = (name: string, id: number) => world.db.read(system, (tx) => named(name).noun(tx, id))
    const metropolis = place.unit(roads).authorityId
    assert.equal((await noun('workplace', metropolis))?.name, 'essai-metropole')
    assert.equal((await noun('staff', team))?.name, 'team')
    for (const name of ['workplace', 'staff']) assert.equal(await noun(name, 999_999), null)
    assert.equal(named('workplace').also, undefined)
    assert.deepEqual(await world.db.read(system, async (tx) => named('staff').also?.(tx, team)), [
      ...place.lineage(team).map((unit) => `staff:${unit}`),
      `workplace:${metropolis}`,
    ])
    assert.ok(place.lineage(team).includes(roads))
    const values = (name: string, actor: Actor) =>
      world.db.read(system, (tx) => named(name).values({ ...tx, actor }))
    const { authorityId } = place.unit(bron)
    const workplaces = await values('workplace', own)
    assert.equal(workplaces.length, place.authorities.length)
    assert.deepEqual(
      workplaces.find(({ id }) => id === authorityId),
      { id: authorityId, name: 'essai-bron', group: 'Collectivités' },
    )
    assert.deepEqual(await values('staff', own), [{ id: bron, name: 'desk', group: 'essai-bron' }])
    assert.deepEqual(await values('staff', anonymous()), [])
  })
})
