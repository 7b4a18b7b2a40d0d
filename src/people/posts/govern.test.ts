// Keeping agents, by its verbs: whose agents one keeps, what is given, changed, ended and refused beside which field, and what each
// history tells. The screens are those of src/organisation.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, anonymous, type Role, system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { eventsOf } from '#platform/ledger/events.ts'
import { Outdated } from '#platform/screens/outdated.ts'
import { addDays, territory } from '#territory'
import { openSample, type Sample } from '#test/accounts.ts'
import { actorOfPerson } from '../sessions/identity.ts'
import { endAbsence, setAbsent } from './absence.ts'
import { changePost, daysVersion, endPost, givePost, keepers, keptUnits } from './govern.ts'
import { openingSteps } from './opening-steps.ts'
import { addMembership } from './posts.ts'
import { agents } from './held.ts'
import { absencesOf, absentAmong } from './queries.absence.ts'
import { agentLine, countByStanding } from './queries.governed.ts'

describe('keeping agents', () => {
  let world: Sample
  const people = new Map<string, { id: number; actor: Actor }>()
  const id = (name: string) => people.get(name)?.id ?? 0
  const actor = (name: string) => people.get(name)?.actor ?? anonymous()
  const ask = <T>(work: (tx: Read) => Promise<T>) => world.db.read(system, work)
  const as = <T>(name: string, work: (tx: Write) => Promise<T>) => world.db.write(actor(name), work)
  let today = ''
  const day = (days: number) => addDays(today, days)

  before(async () => {
    world = await openSample()
    today = world.db.clock().toISOString().slice(0, 10)
    const { roads, east, team, west, bron } = world.units
    const posts: readonly [name: string, unit: number, role: Role, from?: string, to?: string][] = [
      ['chief', bron, 'admin'],
      ['metro', roads, 'admin'],
      ['steward', east, 'steward'],
      ['ana', bron, 'handler'],
      ['theo', team, 'handler'],
      ['remote', west, 'handler'],
      ['gone', bron, 'handler', '2020-01-01', '2020-12-31'],
      ['coming', bron, 'handler', day(30)],
    ]
    for (const [name, unitId, role, from = '2020-01-01', to] of posts) {
      const personId = await world.person(`${name}@govern.example`, name)
      await world.db.write(system, (tx) =>
        addMembership(tx, { personId, unitId, role, from, ...(to && { to }) }),
      )
      people.set(name, {
        id: personId,
        actor: (await ask((tx) => actorOfPerson(tx, personId))) ?? anonymous(),
      })
    }
  })
  after(() => world.close())

  /** What is refused, beside which field. */
  const refused = (work: Promise<unknown>, field: string, said: RegExp) =>
    assert.rejects(work, (error) => {
      assert.ok(error instanceof BadInput, String(error))
      assert.deepEqual(
        error.problems.map((problem) => problem.field),
        [field],
      )
      assert.match(error.message, said)
      return true
    })
  const postOf = async (name: string, role: Role) =>
    (
      await ask(({ q }) =>
        sql<{ id: number; from: string; to: string | null }>`
          select id, valid_from::text as from, valid_to::text as to from accounts.membership
          where person_id = ${id(name)} and role = ${role} order by id desc limit 1`.execute(q),
      )
    ).rows[0]
  const told = async (postId: number) =>
    (await ask((tx) => eventsOf(tx, 'post', postId))).map(({ name, payload }) => ({ name, payload }))

  test('an administrator keeps an authority, or all of them at the metropolis; a steward a unit and those below', async () => {
    const place = await ask(territory)
    const own = Object.values(world.units)
    const kept = (who: Actor) =>
      keptUnits(who, place)
        .map((unit) => unit.id)
        .filter((unit) => own.includes(unit))
        .toSorted((one, other) => one - other)
    const { east, team, bron } = world.units
    assert.deepEqual(kept(actor('chief')), [bron])
    assert.deepEqual(kept(actor('steward')), [east, team])
    assert.deepEqual(
      kept(actor('metro')),
      own.toSorted((one, other) => one - other),
    )
    assert.deepEqual(
      kept(system),
      own.toSorted((one, other) => one - other),
    )
    assert.deepEqual(kept(actor('ana')), [])
  })

  const bronPost = (name: string, more: Partial<Parameters<typeof givePost>[1]> = {}) => ({
    ...{ personId: id(name), unitId: world.units.bron, role: 'reception' as const, from: day(1), to: day(9) },
    ...more,
  })
  const give = (by: string, post: Parameters<typeof givePost>[1]) => as(by, (tx) => givePost(tx, post))

  test('a post is given within one’s own units, told on its history, and refused beside its field', async () => {
    const given = await give('chief', bronPost('ana'))
    const payload = { personId: id('ana'), unitId: world.units.bron, role: 'reception' }
    assert.deepEqual(await told(given), [
      { name: 'post.given', payload: { ...payload, from: day(1), to: day(9) } },
    ])
    await refused(give('chief', bronPost('ana', { from: day(5), to: null })), 'from', /se chevauchent/)
    await refused(give('chief', bronPost('ana', { from: day(20), to: day(19) })), 'to', /avant le premier/)
    await refused(give('chief', bronPost('gone')), 'role', /ne travaille plus/)
    await assert.rejects(give('chief', bronPost('ana', { unitId: world.units.east })), NotFound)
    const { east, west } = world.units
    const below = { personId: id('theo'), unitId: east, from: day(1), to: null }
    await refused(give('steward', { ...below, role: 'admin' }), 'role', /toute la collectivité/)
    await assert.rejects(give('steward', { ...below, unitId: west, role: 'handler' }), NotFound)
    await refused(
      give('steward', { ...below, personId: id('steward'), role: 'handler' }),
      'role',
      /pas de fonction à soi-même/,
    )
    assert.ok(await give('steward', { ...below, role: 'manager' }))
    // Who administers the whole gives themselves a post of theirs.
    assert.ok(await give('chief', bronPost('chief', { role: 'handler', from: today, to: today })))
    assert.ok(await give('metro', bronPost('ana', { role: 'manager' })))
  })

  test('its days are changed once, by whoever saw them as they are', async () => {
    const post = (await postOf('ana', 'reception')) ?? assert.fail()
    const change = (days: { from: string; to: string | null }, seen = daysVersion(post), by = 'chief') =>
      as(by, (tx) => changePost(tx, post.id, days, seen))
    const before = (await told(post.id)).length
    await change({ from: post.from, to: post.to })
    assert.equal((await told(post.id)).length, before, 'the same days are no change')
    await assert.rejects(change({ from: post.from, to: day(12) }, daysVersion(post) + 1), Outdated)
    await refused(change({ from: day(12), to: day(11) }), 'to', /avant le premier/)
    await assert.rejects(change({ from: post.from, to: null }, daysVersion(post), 'steward'), NotFound)
    await change({ from: post.from, to: day(12) })
    const { id: _, ...days } = post
    const whose = { personId: id('ana'), unitId: world.units.bron, role: 'reception' }
    assert.deepEqual((await told(post.id)).at(-1), {
      name: 'post.changed',
      payload: { ...whose, from: post.from, to: day(12), before: days },
    })
    await change({ from: day(2), to: day(12) }, daysVersion({ from: post.from, to: day(12) }))
    assert.equal((await postOf('ana', 'reception'))?.from, day(2), 'one bound alone is a change too')
    const admin = (await postOf('chief', 'admin')) ?? assert.fail()
    const shortened = as('chief', (tx) =>
      changePost(tx, admin.id, { from: admin.from, to: day(3) }, daysVersion(admin)),
    )
    await refused(shortened, 'to', /dernière personne qui administre/)
    const begun = (await postOf('ana', 'handler')) ?? assert.fail()
    const moved = as('chief', (tx) =>
      changePost(tx, begun.id, { from: day(1), to: null }, daysVersion(begun)),
    )
    await refused(moved, 'from', /a déjà commencé/)
  })

  test('it ends yesterday, or never was; once', async () => {
    const end = (postId: number, by = 'chief') => as(by, (tx) => endPost(tx, postId))
    const names = async (postId: number) => (await told(postId)).map(({ name }) => name)
    const coming = (await postOf('ana', 'reception')) ?? assert.fail()
    await assert.rejects(end(coming.id, 'steward'), NotFound)
    await end(coming.id)
    assert.equal(await postOf('ana', 'reception'), undefined)
    assert.equal((await names(coming.id)).at(-1), 'post.ended')
    const whose = { personId: id('ana'), unitId: world.units.bron, role: 'reception', from: coming.from }
    assert.deepEqual((await told(coming.id)).at(-1)?.payload, { ...whose, to: day(-1) })
    const held = (await postOf('ana', 'handler')) ?? assert.fail()
    await end(held.id)
    assert.equal((await postOf('ana', 'handler'))?.to, day(-1))
    await end(held.id)
    assert.deepEqual(await names(held.id), ['post.ended'])
  })

  test('somebody away is so for days to come, with somebody else of theirs in their place', async () => {
    const { rows } = await ask(({ q }) =>
      sql<{
        at: number
      }>`select authority_id as at from territory.unit where id = ${world.units.east}`.execute(q),
    )
    const authorityId = rows[0]?.at ?? 0
    const away = { personId: id('theo'), authorityId, from: day(1), to: day(5), standInId: id('steward') }
    const set = (more: Partial<typeof away> = {}, by = 'metro') =>
      as(by, (tx) => setAbsent(tx, { ...away, ...more }))
    await refused(set({ to: today }), 'to', /avant le premier/)
    await refused(set({ from: day(-3), to: day(-1) }), 'to', /déjà finie/)
    await refused(set({ standInId: id('theo') }), 'stand_in', /quelqu’un d’autre/)
    await assert.rejects(set({}, 'chief'), NotFound)
    await assert.rejects(set({ personId: id('ana') }, 'steward'), NotFound)
    await assert.rejects(set({ standInId: id('chief') }, 'steward'), NotFound)
    const told = { personId: id('theo'), standInId: id('steward'), from: day(1), to: day(5) }
    const absence = await set()
    await refused(set({ from: day(5), to: day(6) }), 'from', /déjà notée/)
    await assert.rejects(
      as('chief', (tx) => endAbsence(tx, absence)),
      NotFound,
    )
    const { standIn: _, ...ended } = await as('steward', (tx) => endAbsence(tx, absence))
    assert.deepEqual(ended, { id: absence, authorityId, ...told })
    assert.deepEqual(await ask((tx) => absencesOf(tx, id('theo'))), [])
    const events = await ask((tx) => eventsOf(tx, 'absence', absence))
    assert.deepEqual(
      events.map(({ name, payload }) => ({ name, payload })),
      [
        { name: 'absence.set', payload: told },
        { name: 'absence.ended', payload: { ...told, ended: day(-1) } },
      ],
    )
    assert.ok(await set({ from: today, to: today }), 'the last day may be today')
    const among = (...ids: number[]) => as('metro', (tx) => absentAmong(tx, authorityId, ids))
    assert.deepEqual([...(await among(id('theo'), id('remote'))).keys()], [id('theo')])
    assert.deepEqual([...(await among())], [])
  })

  test('a list says how each stands, of the units asked for', async () => {
    const line = (name: string) => as('metro', (tx) => agentLine(tx, keepers, id(name)))
    assert.equal((await line('gone'))?.standing, 'left')
    assert.equal((await line('coming'))?.standing, 'coming')
    assert.equal((await line('theo'))?.standing, 'absent')
    assert.equal((await line('remote'))?.standing, 'active')
    const counted = (unitIds?: readonly number[]) =>
      as('metro', async (tx) =>
        [
          ...(
            await countByStanding(tx, keepers, { words: ['govern'], ...(unitIds && { unitIds }) })
          ).values(),
        ].reduce((sum, count) => sum + count, 0),
      )
    assert.equal(await counted(), people.size - 1, 'the address of who has left is theirs again')
    assert.equal(await counted([world.units.west]), 1)
  })

  test('who works in a unit passes to another with their role, once, and comes back', async () => {
    const { west, roads } = world.units
    const unitOf = async () =>
      (
        await ask(({ q }) =>
          sql<{
            unit: number
          }>`select unit_id as unit from accounts.membership where person_id = ${id('remote')}`.execute(q),
        )
      ).rows.map(({ unit }) => unit)
    const { handing } = agents
    assert.ok(handing)
    const moved = await world.db.write(system, (tx) => handing.move(tx, west, roads))
    assert.deepEqual(await unitOf(), [roads])
    await world.db.write(system, (tx) => handing.giveBack(tx, moved))
    assert.deepEqual(await unitOf(), [west])
  })

  test('a town hall opens once two people administer it', async () => {
    const [step] = openingSteps
    const state = async () => {
      const { rows } = await ask(({ q }) =>
        sql<{
          at: number
        }>`select authority_id as at from territory.unit where id = ${world.units.mions}`.execute(q),
      )
      return ask(async (tx) => step?.state(tx, rows[0]?.at ?? 0))
    }
    assert.deepEqual(await state(), { isReady: false, said: 'Personne encore.' })
    assert.equal(step?.href('mions'), '/administration/agents?collectivite=mions')
    for (const [count, name] of [
      [1, 'first'],
      [2, 'second'],
    ] as const) {
      const personId = await world.person(`${name}@mions.example`, name)
      await world.db.write(system, (tx) =>
        addMembership(tx, { personId, unitId: world.units.mions, role: 'admin', from: '2020-01-01' }),
      )
      assert.equal((await state())?.isReady, count > 1)
    }
  })
})
