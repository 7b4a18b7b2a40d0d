// What the effects of an act do together: in which order, what is said of a field, what the event keeps, what stops the act.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { stateOf, type Transition } from '#workflows'
import { openGround } from '../record/ground.fixture.ts'
import type { RequestRow } from '../record/queries.ts'
import type { Acting, ActInput, Acts } from './acting.ts'
import { changeOf, changesNothing, marksOf, payloadOf, problemsOf } from './caused.ts'
import { effectKind, type RequestEffect } from './effects/kind.ts'

describe('what an act causes', () => {
  const ground = openGround()

  interface Given {
    to?: string
    /** Named by the act, in this order. */
    effects?: readonly string[]
    /** Brought beside those of the program. */
    house?: readonly RequestEffect[]
    row?: Partial<RequestRow>
    as?: Acts
    input?: ActInput
  }
  function acting<T>(
    { to = 'same', effects = [], house = [], row = {}, as = 'agent', input = {} }: Given,
    work: (acting: Acting) => T | Promise<T>,
  ): Promise<T> {
    const { place, workflow } = ground
    const request = ground.request(row)
    const transition: Transition = { ...ground.move('take'), to, effects: effects.map((name) => ({ name })) }
    const next = stateOf(workflow, to === 'same' ? request.state : to)
    const known = { place, workflow, templates: [], events: [], service: 'Nid' }
    return ground.db.write(system, async ({ effects: own, ...tx }) =>
      work({ ...known, tx: { ...tx, effects: [...own, ...house] }, request, transition, next, input, as }),
    )
  }
  const says = (name: string, more: Partial<RequestEffect>) =>
    effectKind({ name, sentence: 'Essai.', ...more })
  const changed = (given: Given) => acting(given, changeOf)

  test('an effect that no module brings stops the act, before anything is done', async () => {
    for (const work of [problemsOf, changeOf, payloadOf, marksOf])
      await assert.rejects(
        acting({ effects: ['unassign', 'fly', 'swim'] }, async (it) => work(it)),
        (error) => error instanceof RangeError && /report: take .* fly, swim$/.test(error.message),
      )
  })

  test('a change of state has its date; closing is dated once, and reopening forgets it', async () => {
    const at = new Date('2026-03-04T09:00:00Z')
    const before = new Date('2026-03-01T09:00:00Z')
    const moved = { state: 'in_progress', stateKind: 'active', stateSince: at, closedAt: null }
    assert.deepEqual(await changed({ as: 'system' }), {})
    assert.deepEqual(await changed({ to: 'in_progress', as: 'system' }), moved)
    assert.deepEqual(await changed({ to: 'in_progress', as: 'system', row: { closedAt: before } }), moved)
    const closed = (row: Partial<RequestRow>) => changed({ to: 'closed', as: 'system', row })
    assert.deepEqual((await closed({ closedAt: null })).closedAt, at)
    assert.deepEqual((await closed({ closedAt: before })).closedAt, before)
  })

  test('whoever acts is seen: a resident has written, an agent has read', async () => {
    const at = new Date('2026-03-04T09:00:00Z')
    assert.deepEqual(await changed({ as: 'resident' }), { residentWroteAt: at })
    assert.deepEqual(await changed({ as: 'agent' }), { handlerReadAt: at })
  })

  test('the day of a visit goes with the state; a resident leaves it to the database', async () => {
    const row = { plannedDay: '2026-03-12', state: 'scheduled' }
    assert.equal((await changed({ to: 'in_progress', row })).plannedDay, null)
    assert.ok(!('plannedDay' in (await changed({ to: 'in_progress', row, as: 'resident' }))))
    assert.ok(!('plannedDay' in (await changed({ to: 'in_progress', row: { state: 'scheduled' } }))))
    assert.ok(!('plannedDay' in (await changed({ row }))))
  })

  test('an act changes nothing where every effect finds its work done, and nothing is said', async () => {
    const nothing = (given: Given) => acting(given, changesNothing)
    const quiet = { as: 'system' } as const
    const [mine, other] = [{ assigneeId: 3 }, { assigneeId: 4 }]
    const free = { assigneeId: null }
    for (const [effects, row, input, isDone] of [
      [['unassign'], free, {}, true],
      [['unassign'], mine, {}, false],
      [['assignChosen'], mine, { agentId: 3 }, true],
      [['assignChosen'], other, { agentId: 3 }, false],
      [['assignActor'], free, {}, true],
      [['assignActor'], mine, {}, false],
      [['unassign', 'assignChosen'], free, { agentId: 3 }, false],
      [['unassign'], free, { message: ' ' }, true],
      [['unassign'], free, { reason: 'Parce que.' }, false],
      [['unassign'], free, { explanation: 'Parce que.' }, false],
      [[], free, {}, false],
    ] as const)
      assert.equal(
        await nothing({ ...quiet, effects, row, input }),
        isDone,
        `${effects.join()} ${JSON.stringify([row, input])}`,
      )
    assert.equal(await nothing({ ...quiet, effects: ['unassign'], row: free, to: 'in_progress' }), false)
  })

  test('effects are done in the order of the house, whatever that of the workflow', async () => {
    const one = says('one', {
      change: () => ({ assigneeId: 1 }),
      payload: () => ({ 'test.one': 1, 'test.last': 1 }),
    })
    const two = says('two', { change: async () => ({ assigneeId: 2 }), payload: () => ({ 'test.last': 2 }) })
    const house = [one, two]
    for (const effects of [
      ['one', 'two'],
      ['two', 'one'],
    ]) {
      assert.deepEqual(await changed({ effects, house, as: 'system' }), { assigneeId: 2 })
      assert.deepEqual(await acting({ effects, house }, payloadOf), { 'test.one': 1, 'test.last': 2 })
    }
    assert.deepEqual(await changed({ effects: ['one', 'unassign'], house, as: 'system' }), { assigneeId: 1 })
    assert.deepEqual(await acting({ effects: ['notifyHandler', 'unassign'] }, payloadOf), { toHandler: true })
  })

  test('a day that was not given is neither kept nor told', async () => {
    const effects = ['planDate', 'promiseDate']
    assert.deepEqual(await changed({ effects, as: 'system' }), {})
    assert.deepEqual(await acting({ effects }, payloadOf), {})
  })

  test('on each field the first problem is said', async () => {
    const refuses = (name: string, field: string, message: string) =>
      says(name, { refuse: () => [{ field, message }] })
    const house = [
      refuses('one', 'date', 'Trop tôt.'),
      refuses('two', 'date', 'Trop loin.'),
      refuses('three', 'agent', 'Absent.'),
    ]
    assert.deepEqual(await acting({ effects: ['three', 'two', 'one'], house }, problemsOf), [
      { field: 'date', message: 'Trop tôt.' },
      { field: 'agent', message: 'Absent.' },
    ])
    assert.deepEqual(
      await acting(
        { effects: ['unassign', 'assignChosen', 'planDate', 'promiseDate', 'messageResident'] },
        problemsOf,
      ),
      [],
    )
  })

  test('what an effect causes in its turn is done as if the workflow named it, once', async () => {
    const other = says('other', { clock: 'promised', payload: () => ({ 'test.other': true }) })
    const one = says('one', { also: ({ input }) => (input.promise === true ? [other] : []) })
    const house = [one, other]
    const of = (given: Given) => acting({ house, ...given }, (it) => [payloadOf(it), marksOf(it)])
    const promise: ActInput = { promise: true }
    const promised = [{ 'test.other': true }, ['promised']]
    assert.deepEqual(await of({ effects: ['one'], input: promise }), promised)
    assert.deepEqual(await of({ effects: ['one'] }), [{}, []])
    assert.deepEqual(await of({ effects: ['other', 'one'], input: promise }), promised)
  })
})
