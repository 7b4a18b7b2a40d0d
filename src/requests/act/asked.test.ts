// What an act asks and refuses, and what its day does: on each side of every bound.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { system } from '#platform/actor.ts'
import { BadInput } from '#platform/errors.ts'
import type { ReplyTemplate } from '#services'
import { endOfDay } from '#territory'
import { stateOf, type Transition } from '#workflows'
import { NOW, openGround } from '../record/ground.fixture.ts'
import type { RequestRow } from '../record/queries.ts'
import type { Acting, ActInput, Acts } from './acting.ts'
import { askedBy, checkAsked, receiverOf, spokenTemplate, whoHandle } from './asked.ts'
import { changeOf, marksOf, payloadOf, problemsOf } from './caused.ts'
import { targetOf } from './effects/hand-over.ts'
import { brokenBy } from './effects/plan-date.ts'
import { isDay, PLANNED_DAY, withDay } from './planned.ts'

const template = (id: string, text: string): ReplyTemplate => ({ id, title: id, text }) as ReplyTemplate

describe('what an act asks', () => {
  const ground = openGround()
  const templates = [template('probleme-resolu', 'Bonjour, {explanation}'), template('transmise', 'Voilà.')]

  function acting<T>(
    transition: Transition,
    { input = {}, row = {}, as = 'agent' }: { input?: ActInput; row?: Partial<RequestRow>; as?: Acts },
    work: (acting: Acting) => T | Promise<T>,
  ): Promise<T> {
    const { place, workflow } = ground
    const request = ground.request(row)
    const next = stateOf(workflow, transition.to === 'same' ? request.state : transition.to)
    const events: Acting['events'] = []
    return ground.db.write(system, async (tx) =>
      work({
        ...{ tx, place, workflow, templates, request, events },
        transition,
        next,
        input,
        as,
        service: 'Nid',
      }),
    )
  }
  const refusal = (id: string, input: ActInput, more: { row?: Partial<RequestRow>; as?: Acts } = {}) =>
    acting(ground.move(id), { input, ...more }, (it) =>
      checkAsked(it).then(
        () => [],
        (error) => {
          assert.ok(error instanceof BadInput, String(error))
          return error.problems.map(({ field }) => field)
        },
      ),
    )

  test('what the workflow asks, and why when its message leaves it to say', () => {
    const { move } = ground
    const explains: Transition = {
      ...move('take'),
      effects: [{ name: 'messageResident', template: 'probleme-resolu' }],
    }
    assert.deepEqual(askedBy(move('take'), templates), [])
    assert.deepEqual(askedBy(move('hand_over'), templates), ['target', 'reason'])
    assert.deepEqual(askedBy(explains, templates), ['explanation'])
    assert.deepEqual(askedBy({ ...explains, asks: ['reason'] }, templates), ['reason', 'explanation'])
    assert.deepEqual(askedBy(move('close'), templates), ['message'])
    assert.deepEqual(askedBy(explains, []), [])
    assert.equal(spokenTemplate(explains, templates), templates[0])
    assert.equal(spokenTemplate(move('take'), templates), undefined)
  })

  test('what is missing is said together, blank or absent; only what an agent leaves to say is asked of agents', async () => {
    assert.deepEqual(await refusal('hand_over', {}), ['target', 'reason'])
    assert.deepEqual(await refusal('hand_over', { targetUnitId: 1, reason: ' ' }), ['reason'])
    assert.deepEqual(await refusal('schedule', { message: '\n' }), ['date', 'message'])
    assert.deepEqual(await refusal('take', {}), [])
    assert.deepEqual(await refusal('resident_reply', {}, { as: 'resident' }), ['message'])
    assert.deepEqual(await refusal('resident_reply', { message: 'Oui.' }, { as: 'resident' }), [])
  })

  test('no message of an agent leaves with a hole, or with nothing said; a resident writes as they please', async () => {
    assert.deepEqual(await refusal('reply', { message: 'Bonjour, {{la suite}}' }), ['message'])
    assert.deepEqual(await refusal('reply', { message: 'Bonjour,' }), ['message'])
    assert.deepEqual(await refusal('reply', { message: 'C’est réparé.' }), [])
    assert.deepEqual(await refusal('reply', { message: 'C’est réparé.', explanation: '{{pourquoi}}' }), [
      'explanation',
    ])
    assert.deepEqual(await refusal('resume', { reason: '{{la raison}}' }), [])
    assert.deepEqual(await refusal('cancel', { message: '{{x}}' }, { as: 'resident' }), [])
    const day = { date: '2026-03-12', message: `Nous passons le ${PLANNED_DAY}.` }
    assert.deepEqual(await refusal('schedule', day), [])
    assert.deepEqual(await refusal('schedule', { ...day, date: '2026-02-30' }), ['message', 'date'])
  })

  test('whoever is given a request works in its unit or above it', async () => {
    const { place, unit } = ground
    const [east, bron] = [unit('voirie-est').id, place.authorityByCode('69029')?.id ?? 0]
    const line = place.lineage(east)
    assert.ok(line.length > 1)
    const people = [
      ...line.flatMap((unitId) =>
        ['handler', 'manager', 'reception', 'admin'].map((role) => ({ unitId, role })),
      ),
      { unitId: place.unitsOf(bron)[0]?.id ?? 0, role: 'handler' },
    ]
    assert.deepEqual(
      whoHandle(people, place, { unitId: east }),
      line.flatMap((unitId) => ['handler', 'manager'].map((role) => ({ unitId, role }))),
    )
    const chosen = await ground.db.read(system, async (tx) => {
      const rows = await tx.q.selectFrom('accounts.person').select(['id', 'email']).execute()
      return (email: string) => rows.find((row) => row.email === email)?.id ?? 0
    })
    assert.deepEqual(await refusal('assign', { agentId: chosen('voirie@parvis.example') }), [])
    assert.deepEqual(await refusal('assign', { agentId: chosen('agent.bron@parvis.example') }), ['agent'])
    assert.deepEqual(await refusal('assign', { agentId: chosen('habitante@parvis.example') }), ['agent'])
    assert.deepEqual(await refusal('take', { agentId: 1 }), [])
  })

  test('a hand-over leads to the unit, or to its authority’s door when nobody works there', async () => {
    const { place, unit } = ground
    const bron = place.authorityByCode('69029')
    assert.ok(bron)
    const units = place.unitsOf(bron.id)
    const door = units.find(({ functions }) => functions.includes('town-hall'))
    const other = units.find(({ id }) => id !== door?.id)
    assert.ok(door && other)
    const receives = (...staffed: number[]) => receiverOf(other, '69029', place, new Set(staffed))?.id
    assert.equal(receives(other.id, door.id), other.id)
    assert.equal(receives(door.id), door.id)
    assert.equal(receives(unit('voirie-est').id), undefined)
    const target = (targetUnitId: number | undefined, row: Partial<RequestRow> = {}) =>
      acting(
        ground.move('hand_over'),
        {
          input: targetUnitId === undefined ? {} : { targetUnitId },
          row: { serviceSlug: 'signaler-un-nid-de-poule', serviceVersion: 1, ...row },
        },
        (it) =>
          targetOf(it).then(
            ({ id }) => id,
            (error) => {
              assert.ok(error instanceof BadInput, String(error))
              return error.problems[0]?.message ?? ''
            },
          ),
      )
    assert.equal(await target(door.id), door.id)
    assert.match(String(await target(undefined)), /Choisissez le service/)
    assert.match(String(await target(999_999)), /Choisissez le service/)
    assert.match(String(await target(door.id, { unitId: door.id })), /déjà dans ce service/)
  })

  test('a day exists; in a message it is written in full', () => {
    for (const day of ['2026-02-28', '2024-02-29']) assert.ok(isDay(day), day)
    for (const day of [
      undefined,
      '',
      '2026-02-30',
      '2026-13-01',
      '2026-2-28',
      '2026',
      '2026-02-28T00',
      'x2026-02-28',
    ])
      assert.ok(!isDay(day), day)
    assert.equal(
      withDay(`Le ${PLANNED_DAY}, oui, le ${PLANNED_DAY}.`, '2026-03-12').replaceAll('\u00a0', ' '),
      'Le jeudi 12 mars 2026, oui, le jeudi 12 mars 2026.',
    )
    assert.equal(withDay(PLANNED_DAY, 'demain'), PLANNED_DAY)
  })

  const due = (day: string) => ({ solutionDueAt: endOfDay(day, ground.place.zone) })

  test('a planned day past the promise breaks it, and is promised when whoever acts says so', async () => {
    const { place, move } = ground
    const broken = (day: string | undefined, id = 'schedule', promised = due('2026-03-12')) =>
      brokenBy(day, move(id), place, promised)
    assert.equal(broken('2026-03-13'), '2026-03-12')
    for (const kept of ['2026-03-12', '2026-03-11', '2026-03-99', undefined]) assert.equal(broken(kept), null)
    assert.equal(broken('2026-03-13', 'reply'), null)
    assert.equal(brokenBy('2026-03-13', move('schedule'), place, { solutionDueAt: null }), null)
    const of = (id: string, input: ActInput, row: Partial<RequestRow> = due('2026-03-12')) =>
      acting(move(id), { input, row }, (it) => [payloadOf(it).promisedDay === input.date, marksOf(it)])
    assert.deepEqual(await of('schedule', { date: '2026-03-13', promise: true }), [
      true,
      ['promised', 'firstAnswer'],
    ])
    for (const promise of [false, undefined])
      assert.deepEqual(await of('schedule', { date: '2026-03-13', ...(promise === false && { promise }) }), [
        false,
        ['firstAnswer'],
      ])
    assert.deepEqual(await of('schedule', { date: '2026-03-12', promise: true }), [false, ['firstAnswer']])
    assert.deepEqual(await of('promise', { date: '2026-03-13' }), [true, ['promised', 'firstAnswer']])
  })

  test('the day of a visit is kept while the request stands where it led', async () => {
    const plan = (id: string, input: ActInput, row: Partial<RequestRow> = {}) =>
      acting(ground.move(id), { input, row }, async (it) => {
        const { plannedDay } = await changeOf(it)
        return plannedDay === undefined ? {} : { plannedDay }
      })
    const planned = { plannedDay: '2026-03-12' }
    assert.deepEqual(await plan('schedule', { date: '2026-03-13' }, planned), { plannedDay: '2026-03-13' })
    assert.deepEqual(await plan('reply', { date: '2026-03-13' }), {})
    assert.deepEqual(await plan('reply', {}, { ...planned, state: 'scheduled' }), {})
    assert.deepEqual(await plan('ask', {}, { ...planned, state: 'scheduled' }), { plannedDay: null })
    assert.deepEqual(await plan('ask', {}), {})
  })

  test('which days are refused, and on which field', async () => {
    const problem = (id: string, input: ActInput, row: Partial<RequestRow> = {}) =>
      acting(ground.move(id), { input, row }, async (it) =>
        (await problemsOf(it)).map(({ field, message }) => [field, message]),
      )
    const isRefused = async (id: string, input: ActInput, field: string, words: RegExp, row = {}) => {
      const [found, ...more] = await problem(id, input, row)
      assert.deepEqual([found?.[0], more], [field, []], JSON.stringify(input))
      assert.match(found?.[1] ?? '', words)
    }
    for (const id of ['schedule', 'promise']) {
      await isRefused(id, { date: '2026-02-30' }, 'date', /qui existe/)
      await isRefused(
        id,
        { date: '2026-03-03' },
        'date',
        id === 'schedule' ? /passée : donnez/ : /passée : promettez/,
      )
      await isRefused(id, { date: '2028-03-04' }, 'date', /plus de deux ans/)
      assert.deepEqual(await problem(id, {}), [])
    }
    assert.deepEqual(await problem('reply', { date: '2020-01-01' }), [])
    assert.equal(NOW.toISOString().slice(0, 10), '2026-03-04')
    for (const date of ['2026-03-04', '2028-03-03']) assert.deepEqual(await problem('schedule', { date }), [])
    const late = { date: '2026-03-13' }
    await isRefused('schedule', late, 'promise', /promettez ce nouveau jour/, due('2026-03-12'))
    assert.deepEqual(await problem('schedule', { ...late, promise: false }, due('2026-03-12')), [])
    assert.deepEqual(await problem('schedule', { ...late, promise: true }, due('2026-03-12')), [])
    // A Sunday may be worked, not promised.
    const sunday = { date: '2026-03-15' }
    assert.deepEqual(await problem('schedule', { ...sunday, promise: false }, due('2026-03-12')), [])
    await isRefused('schedule', { ...sunday, promise: true }, 'date', /fermé le/, due('2026-03-12'))
    await isRefused('promise', sunday, 'date', /fermé le/)
    await isRefused('promise', { date: '2026-03-12' }, 'date', /déjà promise/, due('2026-03-12'))
    assert.deepEqual(await problem('promise', { date: '2026-03-13' }, due('2026-03-12')), [])
  })
})
