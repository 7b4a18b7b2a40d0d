// Values worked out: exact, bounded, whatever the formula and the answers; nothing where an answer is missing; a division by zero is said.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compute, type Formula, partsOfFormula, readByFormula } from './compute.ts'
import { formulaFaults, formulaSchema, formulaSentence } from './formula.ts'

const answer = (of: string): Formula => ({ op: 'answer', of })
const number = (value: number): Formula => ({ op: 'number', value })
const value = (formula: Formula, facts = {}, digits = 2) => {
  const made = compute(formula, facts, digits)
  return 'value' in made ? made.value : made
}

const leaf: fc.Arbitrary<Formula> = fc.oneof(
  fc.record({ op: fc.constant('answer' as const), of: fc.constantFrom('a', 'b', 'constructor') }),
  fc.integer({ min: -100_000, max: 100_000 }).map((cents) => number(cents / 100)),
)
const anyFormula: fc.Arbitrary<Formula> = fc.letrec<{ node: Formula }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({
      op: fc.constantFrom('add', 'multiply', 'least', 'most'),
      of: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
    }) as fc.Arbitrary<Formula>,
    fc.record({
      op: fc.constantFrom('subtract', 'divide'),
      of: tie('node'),
      by: tie('node'),
    }) as fc.Arbitrary<Formula>,
    fc.record({
      op: fc.constant('round'),
      of: tie('node'),
      digits: fc.integer({ min: 0, max: 4 }),
      way: fc.constantFrom('near', 'up', 'down'),
    }) as fc.Arbitrary<Formula>,
    fc.record({
      op: fc.constant('steps'),
      of: tie('node'),
      steps: fc.constant([
        { upTo: 0, value: 1 },
        { upTo: 10.5, value: 2.25 },
      ]),
      above: fc.constant(3),
    }) as unknown as fc.Arbitrary<Formula>,
  ),
})).node
const anyFacts = fc.dictionary(
  fc.constantFrom('a', 'b'),
  fc.oneof(
    fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100),
    fc.anything(),
  ),
)

test('whatever the formula and the answers, a value is a number of so many digits, or why there is none', () => {
  fc.assert(
    fc.property(anyFormula, anyFacts, fc.integer({ min: 0, max: 4 }), (formula, facts, digits) => {
      const made = compute(formula, facts, digits)
      if (!('value' in made)) return
      assert.ok(Number.isFinite(made.value) && Math.abs(made.value) <= 1e12)
      assert.equal(Number(made.value.toFixed(digits)), made.value)
    }),
  )
})

test('amounts in cents add up and are taken away without a drift, in any order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 20 }), (cents) => {
      const sum = cents.reduce((all, one) => all + one, 0)
      const add: Formula = { op: 'add', of: cents.map((one) => number(one / 100)) }
      assert.equal(value(add), sum / 100)
      assert.equal(value({ op: 'subtract', of: add, by: add }), 0)
      assert.equal(value({ op: 'add', of: [...add.of].reverse() }), sum / 100)
    }),
  )
  assert.equal(value({ op: 'add', of: [number(0.1), number(0.2)] }, {}, 4), 0.3)
  assert.equal(value({ op: 'multiply', of: [number(1.005), number(100)] }, {}, 1), 100.5)
  const third: Formula = { op: 'divide', of: number(10), by: number(3) }
  assert.equal(value({ op: 'multiply', of: [third, number(3)] }), 10)
})

test('roundings, steps and bounds', () => {
  const round = (from: number, way: 'near' | 'up' | 'down', digits = 0) =>
    value({ op: 'round', of: number(from), digits, way })
  assert.deepEqual(
    [2.5, -2.5, 2.4].map((one) => round(one, 'near')),
    [3, -3, 2],
  )
  assert.deepEqual(
    [2.1, -2.1, 2].map((one) => round(one, 'up')),
    [3, -2, 2],
  )
  assert.deepEqual(
    [2.9, -2.1, -2].map((one) => round(one, 'down')),
    [2, -3, -2],
  )
  const price: Formula = {
    op: 'steps',
    of: answer('quotient'),
    steps: [
      { upTo: 400, value: 1 },
      { upTo: 700, value: 1.95 },
    ],
    above: 5.25,
  }
  assert.deepEqual(
    [0, 400, 400.01, 700, 701].map((quotient) => value(price, { quotient })),
    [1, 1, 1.95, 1.95, 5.25],
  )
  assert.equal(value({ op: 'least', of: [number(3), number(2)] }), 2)
  assert.equal(value({ op: 'most', of: [number(3), number(2), number(4)] }), 4)
  const cells = { 'costs.*': ['Pain', '1,10', 'Vin', '2,20 €', '', ''] }
  assert.equal(value({ op: 'column', of: 'costs', column: 'price', at: 1, width: 2 }, cells), 3.3)
  assert.equal(value({ op: 'age', of: 'born' }, { born: '2008-11-29', '@today': '2026-11-28' }), 17)
})

test('nothing where an answer is missing, and what cannot be is said', () => {
  const ratio: Formula = { op: 'divide', of: answer('a'), by: answer('b') }
  assert.deepEqual(compute(ratio, {}, 2), { missing: 'a' })
  assert.deepEqual(compute(ratio, { a: 1, b: 0 }, 2), { wrong: 'zero' })
  assert.deepEqual(compute(ratio, { a: 1, b: '2' }, 2), { missing: 'b' })
  assert.deepEqual(compute(answer('constructor'), {}, 2), { missing: 'constructor' })
  assert.equal(value({ op: 'answer', of: 'a', otherwise: 3 }), 3)
  const huge: Formula = { op: 'multiply', of: Array.from({ length: 5 }, () => number(1e9)) }
  assert.deepEqual(compute(huge, {}, 2), { wrong: 'great' })
  assert.deepEqual(compute({ op: 'column', of: 'x', column: 'y' }, { 'x.*': ['abc'] }, 2), { missing: 'x' })
})

test('a formula is bounded before it is kept', () => {
  const nested = (deep: number): unknown =>
    deep === 0 ? number(1) : { op: 'round', of: nested(deep - 1), digits: 0, way: 'near' }
  assert.equal(formulaSchema.safeParse(nested(11)).success, true)
  assert.equal(formulaSchema.safeParse(nested(12)).success, false)
  assert.equal(formulaSchema.safeParse(nested(5000)).success, false)
  const wide = (count: number) => ({
    op: 'add',
    of: Array.from({ length: count }, () => ({ op: 'add', of: Array.from({ length: 15 }, () => number(1)) })),
  })
  assert.equal(formulaSchema.safeParse(wide(3)).success, true)
  assert.equal(formulaSchema.safeParse(wide(4)).success, false)
  for (const bad of [
    number(Number.NaN),
    { op: 'eval', of: 'a' },
    { op: 'add', of: [] },
    { op: 'answer', of: 'a', more: 1 },
    { op: 'steps', of: number(1), steps: [], above: 1 },
    null,
  ])
    assert.equal(formulaSchema.safeParse(bad).success, false, JSON.stringify(bad))
  assert.deepEqual(formulaFaults({ op: 'divide', of: number(1), by: number(0) }), [
    'Le calcul divise par zéro.',
  ])
  const unordered = [
    { upTo: 2, value: 1 },
    { upTo: 2, value: 1 },
  ]
  assert.match(formulaFaults({ op: 'steps', of: number(1), steps: unordered, above: 1 }).join(), /en montant/)
  fc.assert(
    fc.property(anyFormula, (formula) => {
      assert.ok(partsOfFormula(formula).length > 0)
      assert.ok(readByFormula(formula).every((name) => ['a', 'b', 'constructor'].includes(name)))
      assert.notEqual(
        formulaSentence(formula, (id) => id),
        '',
      )
    }),
  )
})

test('it is read in French', () => {
  const said = (formula: Formula) =>
    formulaSentence(formula, (id) => `« ${id} »`).replaceAll(/[\u00a0\u202f]/g, ' ')
  assert.equal(said({ op: 'multiply', of: [answer('Quotient'), number(12)] }), '« Quotient » × 12')
  const sum: Formula = { op: 'add', of: [answer('A'), number(1.5)] }
  assert.equal(said({ op: 'divide', of: sum, by: answer('B') }), '(« A » + 1,5) ÷ « B »')
  assert.equal(
    said({ op: 'steps', of: answer('A'), steps: [{ upTo: 400, value: 1.2 }], above: 3 }),
    'selon « A » : 1,2 jusqu’à 400, 3 au-delà',
  )
})
