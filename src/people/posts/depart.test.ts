// Leaving an authority, by its verbs: who may be made to leave and to take, what ends and comes back, what is refused beside which field.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Actor, anonymous, type Role, system } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { eventsOf } from '#platform/ledger/events.ts'
import { addDays } from '#territory'
import { openSample, type Sample } from '#test/accounts.ts'
import { actorOfPerson } from '../sessions/identity.ts'
import { depart, undoDeparture } from './depart.ts'
import { addMembership } from './posts.ts'
import { departureOf, dueDepartures, lockDeparture, noteMoved } from './queries.departure.ts'

describe('a departure', () => {
  let world: Sample
  let bron = 0
  let today = ''
  const people = new Map<string, { id: number; actor: Actor }>()
  const id = (name: string) => people.get(name)?.id ?? 0
  const day = (days: number) => addDays(today, days)
  const ask = <T>(work: (tx: Read) => Promise<T>) => world.db.read(system, work)
  const change = <T>(work: (tx: Write) => Promise<T>) => world.db.write(system, work)
  const as = <T>(name: string, work: (tx: Write) => Promise<T>) =>
    world.db.write(people.get(name)?.actor ?? anonymous(), work)
  const join = (
    name: string,
    from = '2020-01-01',
    role: Role = 'handler',
    unitId = world.units.bron,
    to?: string,
  ) => change((tx) => addMembership(tx, { personId: id(name), unitId, role, from, ...(to && { to }) }))
  const posts = async (name: string) =>
    (
      await ask(({ q }) =>
        sql<{ from: string; to: string | null }>`select valid_from::text as from, valid_to::text as to
          from accounts.membership where person_id = ${id(name)} order by id`.execute(q),
      )
    ).rows
  const standing = (name: string) => ask((tx) => departureOf(tx, id(name), bron))
  const leave = (
    name: string,
    {
      lastDay = today,
      takers = {},
      by = 'chief',
    }: { lastDay?: string; takers?: Record<string, number | null>; by?: string } = {},
  ) => as(by, (tx) => depart(tx, { personId: id(name), authorityId: bron, lastDay, takers }))
  const undo = (name: string, by = 'chief') => as(by, (tx) => undoDeparture(tx, id(name), bron))
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

  before(async () => {
    world = await openSample()
    today = world.db.clock().toISOString().slice(0, 10)
    const { rows } = await ask(({ q }) =>
      sql<{
        at: number
      }>`select authority_id as at from territory.unit where id = ${world.units.bron}`.execute(q),
    )
    bron = rows[0]?.at ?? 0
    for (const [name, unit, role] of [
      ['chief', 'bron', 'admin'],
      ['ana', 'bron', 'handler'],
      ['ben', 'bron', 'handler'],
      ['short', 'bron', 'handler'],
      ['remote', 'west', 'handler'],
    ] as const) {
      const personId = await world.person(`${name}@depart.example`, name)
      people.set(name, { id: personId, actor: anonymous() })
      await join(name, '2020-01-01', role, world.units[unit], name === 'short' ? day(1) : undefined)
      people.set(name, {
        id: personId,
        actor: (await ask((tx) => actorOfPerson(tx, personId))) ?? anonymous(),
      })
    }
  })
  after(() => world.close())

  test('one’s own agents leave, and hand over to others of them who still work then', async () => {
    const before = await posts('ana')
    await assert.rejects(leave('remote'), NotFound)
    await assert.rejects(leave('ana', { by: 'ben' }), NotFound)
    await assert.rejects(leave('ana', { takers: { work: id('remote') } }), NotFound)
    await refused(
      leave('ana', { takers: { work: id('ana') } }),
      'taker',
      /quelqu’un d’autre que la personne qui part/,
    )
    await refused(leave('ana', { takers: { work: id('short') }, lastDay: day(1) }), 'taker', /le lendemain/)
    await refused(leave('ana', { lastDay: day(-9) }), 'last', /aujourd’hui, hier ou un jour à venir/)
    await refused(leave('chief'), 'last', /dernière personne qui administre/)
    assert.deepEqual(await posts('ana'), before)
    assert.equal(await standing('ana'), undefined)
    await assert.rejects(undo('ana'), NotFound)
  })

  test('posts end that day, those to come are no more; it is told, done once its day is over, and undone as one', async () => {
    await join('ana', day(20), 'reception')
    const before = await posts('ana')
    const takers = { work: id('ben'), other: null }
    const departure = await leave('ana', { lastDay: day(3), takers })
    assert.deepEqual(await posts('ana'), [{ from: '2020-01-01', to: day(3) }])
    await refused(leave('ana', { lastDay: day(4) }), 'last', /déjà prévu/)
    const { moved, doneAt, setBy, isByKey, ...kept } = (await standing('ana')) ?? assert.fail()
    assert.deepEqual([moved, doneAt, setBy, isByKey], [null, null, id('chief'), false])
    const said = { personId: id('ana'), authorityId: bron }
    assert.deepEqual(kept, { id: departure, ...said, lastDay: day(3), takers, undoneAt: null })
    const due = (on: string) => ask((tx) => dueDepartures(tx, on))
    assert.deepEqual([await due(day(3)), await due(day(4))], [[], [departure]])
    await change((tx) => noteMoved(tx, departure, { work: [1, 2] }))
    const done = await change((tx) => lockDeparture(tx, departure))
    assert.deepEqual([done?.moved, done?.doneAt], [{ work: [1, 2] }, world.db.clock()])
    assert.equal(await change((tx) => lockDeparture(tx, 0)), undefined)
    assert.deepEqual(await due(day(4)), [])
    world.pass(1000)
    await change((tx) => noteMoved(tx, departure, null))
    const back = await change((tx) => lockDeparture(tx, departure))
    assert.deepEqual([back?.moved, back?.doneAt], [null, done?.doneAt], 'done once, whatever is given back')
    await assert.rejects(undo('ana', 'remote'), NotFound)
    await undo('ana')
    assert.deepEqual(await posts('ana'), before)
    assert.equal(await standing('ana'), undefined)
    await assert.rejects(undo('ana'), NotFound)
    const events = (await ask((tx) => eventsOf(tx, 'departure', departure))).map(({ name, payload }) => [
      name,
      payload,
    ])
    const payload = { ...said, to: day(3) }
    assert.deepEqual(events, [
      ['departure.set', payload],
      ['departure.undone', payload],
    ])
  })

  test('it is undone while its days are free, and within the month', async () => {
    await leave('ben')
    await join('ben', day(2))
    await refused(undo('ben'), '', /redonnée depuis/)
    await change(({ q }) =>
      sql`delete from accounts.membership where person_id = ${id('ben')} and valid_from > ${today}::date`.execute(
        q,
      ),
    )
    world.pass(31 * 86_400_000)
    await refused(undo('ben'), '', /plus de trente jours/)
    assert.equal((await posts('ben'))[0]?.to, today)
    assert.ok(await standing('ben'))
  })
})
