// Named conditions: what a name stands for, however far; circles, unknown names and what grows without end are never so, and told.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyCondition, anyFacts } from './arbitrary.fixture.ts'
import { type Condition, TODAY } from './condition.ts'
import { holds, readsToday, timeSince } from './evaluate.ts'
import { namesIn, resolverOf } from './named.ts'
import { conditionSchema, formConditionSchema } from './schema.ts'
import { conditionSentence, namedLabel } from './sentence.ts'

const named = (name: string): Condition => ({ op: 'named', name })
const is = (of: string, value: string): Condition => ({ op: 'is', of, value })
const not = (condition: Condition): Condition => ({ op: 'not', condition })

test('a name is what it stands for, however far, wherever it stands', () => {
  fc.assert(
    fc.property(anyCondition, anyFacts, (condition, facts) => {
      const resolve = resolverOf([
        { id: 'far', name: 'Loin', when: condition },
        { id: 'near', name: 'Près', when: not(named('far')) },
      ])
      const said: Condition = { op: 'any', conditions: [not(named('near')), named('near')] }
      assert.equal(holds(resolve(named('far')), facts), holds(condition, facts))
      assert.equal(holds(resolve(named('near')), facts), !holds(condition, facts))
      assert.equal(holds(resolve(said), facts), true)
      assert.deepEqual(namesIn(resolve(said)), [])
      assert.deepEqual(resolve.faults(said), [])
    }),
  )
})

test('a circle, an unknown name and what is too long are told, and never so', () => {
  const resolve = resolverOf([
    { id: 'a', name: 'A', when: named('b') },
    { id: 'b', name: 'B', when: { op: 'all', conditions: [named('a')] } },
    { id: 'c', name: 'C', when: named('nobody') },
  ])
  assert.deepEqual(resolve.faults(named('a')), [{ kind: 'cycle', path: ['a', 'b', 'a'] }])
  assert.deepEqual(resolve.faults(named('c')), [{ kind: 'unknown', name: 'nobody' }])
  for (const name of ['a', 'b', 'c', 'nobody', 'constructor'])
    assert.equal(holds(resolve(named(name)), { a: 'x' }), false, name)
  // Each is twice the one before: a thousand lines at the tenth.
  const doubled = Array.from({ length: 60 }, (_, at) => ({
    id: `d${at}`,
    name: `D${at}`,
    when: (at === 0
      ? is('x', '1')
      : { op: 'all', conditions: [named(`d${at - 1}`), named(`d${at - 1}`)] }) as Condition,
  }))
  const long = resolverOf(doubled)
  assert.equal(holds(long(named('d9')), { x: '1' }), true)
  assert.equal(holds(long(named('d59')), { x: '1' }), false)
  assert.deepEqual(long.faults(named('d9')), [])
  assert.ok(long.faults(named('d59')).some(({ kind }) => kind === 'long'))
})

test('answers are compared with one another, and days with today', () => {
  const facts = {
    a: 4,
    b: 4,
    from: '2026-03-03',
    to: '2026-03-04',
    born: '2008-11-29',
    [TODAY]: '2026-11-28',
  }
  const against = (of: string, how: 'is' | 'isNot' | 'atLeast' | 'atMost', other: string) =>
    holds({ op: 'against', of, how, other }, facts)
  assert.deepEqual(
    (['is', 'isNot', 'atLeast', 'atMost'] as const).map((how) => against('a', how, 'b')),
    [true, false, true, true],
  )
  assert.deepEqual(
    (['is', 'isNot', 'atLeast', 'atMost'] as const).map((how) => against('to', how, 'from')),
    [false, true, true, false],
  )
  assert.equal(against('a', 'isNot', 'nobody'), false)
  assert.equal(against('a', 'atLeast', 'from'), false)
  const aged = (value: number, day: string) =>
    holds({ op: 'agoAtLeast', of: 'born', value, unit: 'years' }, { ...facts, [TODAY]: day })
  assert.equal(aged(18, '2026-11-28'), false)
  assert.equal(aged(18, '2026-11-29'), true)
  assert.equal(holds({ op: 'agoAtMost', of: 'born', value: 17, unit: 'years' }, facts), true)
  assert.equal(
    holds({ op: 'agoAtLeast', of: 'born', value: 18, unit: 'years' }, { born: '2000-01-01' }),
    false,
  )
  assert.equal(timeSince('2026-12-08', '2026-11-28', 'days'), -10)
  assert.equal(timeSince('2024-02-29', '2026-02-28', 'years'), 1)
  assert.equal(timeSince('2026-01-31', '2026-02-28', 'months'), 0)
  assert.equal(timeSince('x', '2026-02-28', 'days'), undefined)
  assert.equal(readsToday(not({ op: 'agoAtMost', of: 'born', value: 1, unit: 'days' })), true)
  assert.equal(readsToday(is('a', 'b')), false)
})

test('they are read as sentences', () => {
  const labels = {
    [namedLabel('low')]: { label: 'Foyer modeste' },
    to: { label: 'Fin', isDay: true as const },
    from: { label: 'Début', isDay: true as const },
  }
  const said = (condition: Condition) => conditionSentence(condition, labels).replaceAll('\u00a0', ' ')
  assert.equal(said(named('low')), 'si la condition « Foyer modeste » est remplie')
  assert.equal(said(not(named('low'))), 'si la condition « Foyer modeste » n’est pas remplie')
  assert.equal(
    said({ op: 'against', of: 'to', how: 'atLeast', other: 'from' }),
    'si « Fin » n’est pas avant « Début »',
  )
  assert.equal(
    said({ op: 'agoAtLeast', of: 'from', value: 18, unit: 'years' }),
    'si « Début » remonte à 18 ans au moins',
  )
  assert.equal(
    said({ op: 'agoAtLeast', of: 'from', value: -1, unit: 'days' }),
    'si « Début » est dans 1 jour au plus',
  )
  assert.equal(
    said({ op: 'agoAtMost', of: 'from', value: -2, unit: 'months' }),
    'si « Début » est dans 2 mois au moins',
  )
})

test('forms alone say them: neither rules of rights nor workflows do', () => {
  for (const condition of [
    named('a'),
    { op: 'all', conditions: [named('a')] },
    { op: 'against', of: 'a', how: 'is', other: 'b' },
    { op: 'agoAtLeast', of: 'a', value: 18, unit: 'years' },
  ]) {
    assert.equal(conditionSchema.safeParse(condition).success, false)
    assert.equal(formConditionSchema.safeParse(condition).success, true)
  }
})
