// The checker of conditions: what is refused before publication, and cycles between conditions.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { KnownFact } from './check.ts'
import { checkCondition, conditionCycle } from './check.ts'
import type { Condition } from './condition.ts'
import { conditionSchema } from './schema.ts'

const known: Record<string, KnownFact> = {
  place: { type: 'choice', choices: ['road', 'park'] },
  kinds: { type: 'choices', choices: ['glass'] },
  day: { type: 'date' },
  size: { type: 'number' },
  ok: { type: 'yes-no' },
  name: { type: 'text' },
  where: { type: 'other' },
}
const kinds = (condition: Condition) => checkCondition(condition, known).map((problem) => problem.kind)

test('a condition that fits its facts has no problem', () => {
  const condition: Condition = {
    op: 'all',
    conditions: [
      { op: 'in', of: 'place', values: ['road', 'park'] },
      { op: 'not', condition: { op: 'includes', of: 'kinds', value: 'glass' } },
      { op: 'onOrAfter', of: 'day', value: '2024-02-29' },
      { op: 'atLeast', of: 'size', value: 2 },
      { op: 'is', of: 'ok', value: true },
      { op: 'matches', of: 'name', value: 'a*' },
      { op: 'answered', of: 'where' },
      { op: 'empty', of: 'kinds' },
    ],
  }
  assert.deepEqual(kinds(condition), [])
  assert.deepEqual(conditionSchema.parse(JSON.parse(JSON.stringify(condition))), condition)
})

test('what is refused', () => {
  assert.deepEqual(kinds({ op: 'answered', of: 'nothing' }), ['unknownFact'])
  assert.deepEqual(kinds({ op: 'answered', of: 'constructor' }), ['unknownFact'])
  assert.deepEqual(kinds({ op: 'is', of: 'place', value: 'moon' }), ['unknownChoice'])
  assert.deepEqual(kinds({ op: 'is', of: 'ok', value: 'oui' }), ['wrongType'])
  assert.deepEqual(kinds({ op: 'atLeast', of: 'name', value: 3 }), ['wrongType'])
  assert.deepEqual(kinds({ op: 'is', of: 'where', value: 'x' }), ['wrongType'])
  assert.deepEqual(kinds({ op: 'onOrBefore', of: 'day', value: '2026-02-29' }), ['badValue'])
  assert.deepEqual(kinds({ op: 'in', of: 'place', values: ['road', 'moon', 'sun'] }), [
    'unknownChoice',
    'unknownChoice',
  ])
})

test('each comparison reads its kinds of facts, and no other', () => {
  const values: Record<string, string | number | boolean> = {
    ...{ place: 'road', kinds: 'glass', day: '2026-02-28', size: 2, ok: true, name: 'a' },
  }
  const plain = ['day', 'name', 'ok', 'place', 'size']
  const reads = (make: (of: string, value: never) => Condition) =>
    Object.keys(values)
      .filter((of) => kinds(make(of, values[of] as never)).length === 0)
      .toSorted()
  assert.deepEqual(
    reads((of, value) => ({ op: 'is', of, value })),
    plain,
  )
  assert.deepEqual(
    reads((of, value) => ({ op: 'isNot', of, value })),
    plain,
  )
  assert.deepEqual(
    reads((of, value) => ({ op: 'in', of, values: [value] })),
    plain,
  )
  assert.deepEqual(
    reads((of, value) => ({ op: 'notIn', of, values: [value] })),
    plain,
  )
  assert.deepEqual(
    reads((of, value) => ({ op: 'includes', of, value })),
    ['kinds'],
  )
  assert.deepEqual(
    reads((of, value) => ({ op: 'atLeast', of, value })),
    ['size'],
  )
  assert.deepEqual(
    reads((of, value) => ({ op: 'atMost', of, value })),
    ['size'],
  )
  assert.deepEqual(
    reads((of, value) => ({ op: 'onOrAfter', of, value })),
    ['day'],
  )
  assert.deepEqual(
    reads((of, value) => ({ op: 'onOrBefore', of, value })),
    ['day'],
  )
  assert.deepEqual(
    reads((of, value) => ({ op: 'matches', of, value })),
    ['name'],
  )
})

test('a condition that is wrong in several places says each', () => {
  assert.deepEqual(kinds({ op: 'notIn', of: 'size', values: [1, 'x', true] }), ['wrongType', 'wrongType'])
  assert.deepEqual(kinds({ op: 'includes', of: 'kinds', value: 'paper' }), ['unknownChoice'])
  for (const day of ['2026-2-28', '2026-02-28T00', '2026-02', '2026', '2026-13-01', 'hier'])
    assert.deepEqual(kinds({ op: 'is', of: 'day', value: day }), ['badValue'])
})

test('the schema refuses unknown operators, unknown keys and missing values', () => {
  for (const bad of [
    { op: 'eval', of: 'a' },
    { op: 'is', of: 'a' },
    { op: 'answered', of: 'a', more: 1 },
    null,
    { op: 'answered', of: '' },
    { op: 'answered', of: 'a'.repeat(81) },
    { op: 'in', of: 'a', values: [] },
    { op: 'notIn', of: 'a', values: Array(501).fill(1) },
    { op: 'is', of: 'a', value: 'a'.repeat(501) },
    { op: 'matches', of: 'a', value: '' },
    { op: 'matches', of: 'a', value: 'a'.repeat(201) },
    { op: 'onOrAfter', of: 'a', value: '2026-02-30' },
    { op: 'all', conditions: Array(501).fill({ op: 'answered', of: 'a' }) },
    { op: 'any', conditions: Array(501).fill({ op: 'answered', of: 'a' }) },
  ]) {
    assert.equal(conditionSchema.safeParse(bad).success, false, JSON.stringify(bad).slice(0, 80))
  }
  for (const good of [
    { op: 'answered', of: 'a'.repeat(80) },
    { op: 'in', of: 'a', values: Array(500).fill(1) },
    { op: 'is', of: 'a', value: 'a'.repeat(500) },
    { op: 'matches', of: 'a', value: 'a'.repeat(200) },
    { op: 'all', conditions: Array(500).fill({ op: 'answered', of: 'a' }) },
    { op: 'any', conditions: [] },
  ]) {
    assert.equal(conditionSchema.safeParse(good).success, true, JSON.stringify(good).slice(0, 80))
  }
})

const node = (id: string, ...reads: string[]) => ({
  id,
  conditions: reads.map((of): Condition => ({ op: 'not', condition: { op: 'answered', of } })),
})

test('a cycle is found with its path; outside facts are ignored', () => {
  assert.equal(conditionCycle([node('a', 'b', 'commune'), node('b', 'c'), node('c')]), null)
  assert.deepEqual(conditionCycle([node('z', 'a'), node('a', 'b'), node('b', 'c'), node('c', 'a')]), [
    'a',
    'b',
    'c',
    'a',
  ])
  assert.deepEqual(conditionCycle([node('a', 'a')]), ['a', 'a'])
})

test('things that read only what stands before them never make a cycle; closing the chain always does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 40 }), fc.infiniteStream(fc.nat()), (size, numbers) => {
      const pick = (below: number) => Number(numbers.next().value) % below
      const chain = Array.from({ length: size }, (_, i) =>
        node(`n${i}`, ...(i === 0 ? [] : [`n${i - 1}`, `n${pick(i)}`])),
      )
      assert.equal(conditionCycle(chain), null)
      const closed = chain.with(0, node('n0', `n${size - 1}`))
      const cycle = conditionCycle(closed)
      assert.ok(cycle !== null && cycle.length > 1 && cycle[0] === cycle.at(-1))
    }),
  )
})
