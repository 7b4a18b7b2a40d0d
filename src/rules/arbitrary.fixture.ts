// Random conditions and facts for the property tests of rules.
import fc from 'fast-check'
import type { Condition, Value } from './condition.ts'

const names = fc.constantFrom('a', 'b', 'c', 'constructor', '__proto__')
const value: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom('road', 'park', '2026-03-01'),
  fc.integer({ min: -3, max: 3 }),
  fc.boolean(),
)
const day = fc.constantFrom('2024-02-29', '2026-03-01', '2026-12-31')

const comparison: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ op: fc.constantFrom('is', 'isNot', 'includes'), of: names, value }),
  fc.record({ op: fc.constantFrom('in', 'notIn'), of: names, values: fc.array(value, { maxLength: 3 }) }),
  fc.record({ op: fc.constantFrom('answered', 'empty'), of: names }),
  fc.record({ op: fc.constantFrom('atLeast', 'atMost'), of: names, value: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ op: fc.constantFrom('onOrAfter', 'onOrBefore'), of: names, value: day }),
  fc.record({
    op: fc.constant('against'),
    of: names,
    how: fc.constantFrom('is', 'isNot', 'atLeast', 'atMost'),
    other: names,
  }),
  fc.record({
    op: fc.constantFrom('agoAtLeast', 'agoAtMost'),
    of: names,
    value: fc.integer({ min: -3, max: 3 }),
    unit: fc.constantFrom('years', 'months', 'days'),
  }),
  fc.record({ op: fc.constant('matches'), of: names, value: fc.constantFrom('*', 'r*d', 'PA*') }),
) as fc.Arbitrary<Condition>

/** Any condition, four levels deep at most. */
export const anyCondition: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    comparison,
    fc.record({
      op: fc.constantFrom('all', 'any'),
      conditions: fc.array(tie('node'), { maxLength: 3 }),
    }) as fc.Arbitrary<Condition>,
    fc.record({ op: fc.constant('not'), condition: tie('node') }) as fc.Arbitrary<Condition>,
  ),
})).node

/** Any facts: absent, of the expected kinds, or of no kind a condition expects. */
export const anyFacts = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'constructor'),
  fc.oneof(value, fc.array(value, { maxLength: 3 }), fc.anything()),
)
