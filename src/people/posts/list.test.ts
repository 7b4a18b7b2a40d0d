// The list of the agents that one keeps: narrowed by each filter and by all of them, by name or by when they were last seen, page by page.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, anonymous, type Role, system } from '#platform/actor.ts'
import type { Asked } from '#platform/screens/asked.ts'
import { addDays } from '#territory'
import { openSample, type Sample } from '#test/accounts.ts'
import { actorOfPerson } from '../sessions/identity.ts'
import { keepers } from './govern.ts'
import { addMembership } from './posts.ts'
import { type AgentFilter, agentsPage, countByStanding } from './queries.governed.ts'

describe('agents that one keeps', () => {
  let world: Sample
  let chief: Actor = anonymous()
  let bron = 0
  let metropolis = 0
  const asked: Asked = {
    ...{ filters: {}, order: { name: 'nom', descending: false } },
    ...{ after: null, before: null, most: 50, isExport: false },
  }
  const page = (filter: AgentFilter, more: Partial<Asked> = {}) =>
    world.db.read(chief, (tx) =>
      agentsPage(tx, keepers, { words: ['liste'], ...filter }, { ...asked, ...more }),
    )
  const names = async (filter: AgentFilter, more: Partial<Asked> = {}) =>
    (await page(filter, more)).rows.map(({ name }) => name)

  before(async () => {
    world = await openSample()
    const authorityOf = async (unit: number) =>
      (
        await world.db.read(system, ({ q }) =>
          sql<{ at: number }>`select authority_id as at from territory.unit where id = ${unit}`.execute(q),
        )
      ).rows[0]?.at ?? 0
    bron = await authorityOf(world.units.bron)
    metropolis = await authorityOf(world.units.roads)
    const today = world.db.clock().toISOString().slice(0, 10)
    const people: readonly [
      name: string,
      unit: keyof Sample['units'],
      role: Role,
      from?: string,
      to?: string,
    ][] = [
      ['Élodie', 'east', 'handler'],
      ['Ana', 'bron', 'handler'],
      ['Zoé', 'bron', 'reception'],
      ['Chef', 'roads', 'admin'],
      ['Bientôt', 'west', 'handler', addDays(today, 9)],
    ]
    for (const [name, unit, role, from = '2020-01-01', to] of people) {
      const ascii = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
      const personId = await world.person(`${ascii}.liste@list.example`, name)
      await world.db.write(system, (tx) =>
        addMembership(tx, { personId, unitId: world.units[unit], role, from, ...(to && { to }) }),
      )
      if (name === 'Ana')
        await world.db.write(system, ({ q }) =>
          sql`update accounts.person set last_seen_at = ${world.db.clock()} where id = ${personId}`.execute(
            q,
          ),
        )
      if (name === 'Chef')
        chief = (await world.db.read(system, (tx) => actorOfPerson(tx, personId))) ?? anonymous()
    }
  })
  after(() => world.close())

  test('each filter narrows it, together as one', async () => {
    const all = ['Ana', 'Bientôt', 'Chef', 'Élodie', 'Zoé']
    assert.deepEqual(await names({}), all)
    const { east, west } = world.units
    for (const [filter, kept] of [
      [{ email: 'ANA.liste@list.example' }, ['Ana']],
      [{ email: 'liste@list.example' }, []],
      [{ words: ['elod', 'list'] }, ['Élodie']],
      [{ words: ['elod', 'ana'] }, []],
      [{ unitIds: [east, west] }, ['Bientôt', 'Élodie']],
      [{ unitIds: [] }, []],
      [{ authorityId: bron }, ['Ana', 'Zoé']],
      [{ authorityId: bron, role: 'reception' }, ['Zoé']],
      [{ authorityId: metropolis, role: 'handler', standing: 'active' }, ['Élodie']],
      [{ standing: 'coming' }, ['Bientôt']],
      [{ role: '', standing: '' }, all],
    ] as const)
      assert.deepEqual(await names(filter), kept, JSON.stringify(filter))
    const { rows } = await world.db.read(chief, (tx) => agentsPage(tx, keepers, {}, asked))
    assert.ok(rows.length >= all.length, 'nothing asked is everybody')
  })

  test('page by page, one knows how many there are in all, and how each stands', async () => {
    const first = await page({}, { most: 2 })
    assert.deepEqual(
      [first.rows.map(({ name }) => name), first.total, first.hasNext],
      [['Ana', 'Bientôt'], 5, true],
    )
    assert.deepEqual(await names({}, { most: 2, after: first.edges.last }), ['Chef', 'Élodie'])
    assert.deepEqual((await page({ words: ['personne'] })).total, 0)
    const seen = { order: { name: 'connexion', descending: true } }
    assert.equal((await names({}, seen))[0], 'Ana')
    const stand = await world.db.read(chief, (tx) => countByStanding(tx, keepers, { words: ['liste'] }))
    assert.deepEqual(
      stand,
      new Map([
        ['active', 4],
        ['coming', 1],
      ] as const),
    )
  })
})
