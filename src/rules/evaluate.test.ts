// Conditions: the laws of logic hold, absent facts never throw, and big definitions stay fast enough.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyCondition, anyFacts } from './arbitrary.fixture.ts'
import type { Condition } from './condition.ts'
import { comparisonsOf, factsRead, holds, isAnswered } from './evaluate.ts'

const is = (of: string, value: string): Condition => ({ op: 'is', of, value })

test('not (not x) is x', () => {
  fc.assert(
    fc.property(anyCondition, anyFacts, (condition, facts) => {
      const twice: Condition = { op: 'not', condition: { op: 'not', condition } }
      assert.equal(holds(twice, facts), holds(condition, facts))
    }),
  )
})

test('De Morgan: not all is any not, not any is all not', () => {
  fc.assert(
    fc.property(fc.array(anyCondition, { maxLength: 4 }), anyFacts, (conditions, facts) => {
      const negated = conditions.map((condition): Condition => ({ op: 'not', condition }))
      const not = (condition: Condition) => holds({ op: 'not', condition }, facts)
      assert.equal(not({ op: 'all', conditions }), holds({ op: 'any', conditions: negated }, facts))
      assert.equal(not({ op: 'any', conditions }), holds({ op: 'all', conditions: negated }, facts))
    }),
  )
})

test('an absent fact makes every comparison but "empty" false, and never throws', () => {
  fc.assert(
    fc.property(anyCondition, (condition) => {
      const result = holds(condition, {})
      assert.equal(typeof result, 'boolean')
      if ('of' in condition) assert.equal(result, condition.op === 'empty')
    }),
  )
})

test('only the facts a condition reads count', () => {
  fc.assert(
    fc.property(anyCondition, anyFacts, (condition, facts) => {
      const read = new Set(factsRead(condition))
      const kept = Object.fromEntries(Object.entries(facts).filter(([name]) => read.has(name)))
      assert.equal(holds(condition, facts), holds(condition, kept))
    }),
  )
})

test('each comparison', () => {
  const facts = {
    place: 'park',
    size: 4,
    day: '2026-03-03',
    kinds: ['glass', 'paper'],
    street: 'Rue de l’Église',
    ok: false,
    none: ' ',
    nothing: [],
    other: '1',
    days: ['2026-03-03'],
  }
  const yes: Condition[] = [
    is('place', 'park'),
    { op: 'isNot', of: 'place', value: 'road' },
    { op: 'in', of: 'place', values: ['road', 'park'] },
    { op: 'notIn', of: 'place', values: ['road'] },
    { op: 'includes', of: 'kinds', value: 'glass' },
    { op: 'answered', of: 'ok' },
    { op: 'empty', of: 'none' },
    { op: 'atLeast', of: 'size', value: 4 },
    { op: 'atMost', of: 'size', value: 4 },
    { op: 'onOrAfter', of: 'day', value: '2026-03-03' },
    { op: 'onOrBefore', of: 'day', value: '2026-03-03' },
    { op: 'matches', of: 'street', value: 'rue *eglise' },
    { op: 'matches', of: 'street', value: '*DE L*' },
    { op: 'empty', of: 'nothing' },
    { op: 'empty', of: 'nowhere' },
    { op: 'atLeast', of: 'size', value: 3 },
    { op: 'atMost', of: 'size', value: 5 },
    { op: 'onOrAfter', of: 'day', value: '2026-03-02' },
    { op: 'onOrBefore', of: 'day', value: '2026-03-04' },
    { op: 'all', conditions: [] },
  ]
  const no: Condition[] = [
    is('place', 'road'),
    { op: 'isNot', of: 'place', value: 'park' },
    { op: 'isNot', of: 'none', value: 'x' },
    { op: 'notIn', of: 'nowhere', values: ['x'] },
    { op: 'includes', of: 'place', value: 'park' },
    { op: 'atLeast', of: 'place', value: 0 },
    { op: 'onOrAfter', of: 'place', value: '2026-01-01' },
    { op: 'matches', of: 'street', value: 'rue' },
    { op: 'matches', of: 'street', value: 'rue de l’église*e' },
    { op: 'empty', of: 'ok' },
    { op: 'answered', of: 'nothing' },
    { op: 'includes', of: 'kinds', value: 'metal' },
    { op: 'atLeast', of: 'size', value: 5 },
    { op: 'atLeast', of: 'other', value: 1 },
    { op: 'atMost', of: 'size', value: 3 },
    { op: 'atMost', of: 'other', value: 1 },
    { op: 'onOrAfter', of: 'day', value: '2026-03-04' },
    { op: 'onOrBefore', of: 'day', value: '2026-03-02' },
    { op: 'onOrBefore', of: 'other', value: '2026-03-02' },
    { op: 'onOrAfter', of: 'days', value: '2026-03-02' },
    { op: 'onOrBefore', of: 'days', value: '2026-03-04' },
    { op: 'matches', of: 'size', value: '4' },
    { op: 'matches', of: 'kinds', value: 'glass,paper' },
    { op: 'any', conditions: [] },
    // What nobody gave, though every object has it.
    { op: 'answered', of: 'constructor' },
  ]
  for (const condition of yes) assert.equal(holds(condition, facts), true, JSON.stringify(condition))
  for (const condition of no) assert.equal(holds(condition, facts), false, JSON.stringify(condition))
})

test('400 fields and 200 conditions that read them all', () => {
  const facts = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`f${i}`, `v${i}`]))
  const all = Array.from({ length: 400 }, (_, i) => is(`f${i}`, `v${i}`))
  for (let rule = 0; rule < 200; rule += 1) {
    assert.equal(holds({ op: 'all', conditions: all }, facts), true)
    const wrong = all.with(rule, is(`f${rule}`, 'other'))
    assert.equal(holds({ op: 'all', conditions: wrong }, facts), false)
  }
})

test('one of several values is enough, and none of them is needed to be none', () => {
  const [some, none] = (['in', 'notIn'] as const).map(
    (op) => (place: string) => holds({ op, of: 'place', values: ['park', 'road'] }, { place }),
  )
  assert.deepEqual(
    ['park', 'road', 'river'].map((place) => some?.(place)),
    [true, true, false],
  )
  assert.deepEqual(
    ['park', 'road', 'river'].map((place) => none?.(place)),
    [false, false, true],
  )
})

test('a pattern’s pieces stand one after the other, ends included', () => {
  const fits = (text: string, value: string) => holds({ op: 'matches', of: 'text', value }, { text })
  const yes = ['abc', ' ÀBC ', '*', 'a*', '*c', 'a*c', 'a*b*c', 'ab*c', 'abc*', '*a*b*c*', 'a**c']
  const no = ['ab', 'bc', 'b*', '*b', 'abc*c', 'a*bc*c', 'a*c*b', 'a*d*c', 'a*b*b*c', 'a*bc*bc', 'x*c', 'a*x']
  for (const pattern of yes) assert.equal(fits('abc', pattern), true, pattern)
  for (const pattern of no) assert.equal(fits('abc', pattern), false, pattern)
  assert.equal(fits('  Abç ', 'abc'), true)
  assert.equal(fits('abbc', 'a*bb*b*c'), false)
  assert.equal(fits('abbc', 'a*b*b*c'), true)
})

test('what is an answer, and what a condition reads: each once, in order', () => {
  const given = [0, false, 'a', ['a'], {}, null, undefined, '', ' ', []]
  assert.deepEqual(given.filter(isAnswered), [0, false, 'a', ['a'], {}])
  const [b, a, c] = [is('b', '1'), is('a', '2'), is('b', '3')]
  const condition: Condition = {
    op: 'all',
    conditions: [b, { op: 'any', conditions: [{ op: 'not', condition: a }, c] }],
  }
  assert.deepEqual(comparisonsOf(condition), [b, a, c])
  assert.deepEqual(factsRead(condition), ['b', 'a'])
})
