// What the lists of a row say, and what they show again: the same condition, or that they do not say it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Condition, holds } from '#rules'
import { anyGrid, PLACES } from '../any-grid.fixture.ts'
import { casesOf, spaceOf } from '../space.ts'
import { conditionWords } from '../words.ts'
import { conditionOf, ROW, typedOf } from './row-form.ts'

const anyTyped = fc.record({
  lien: fc.constantFrom('all' as const, 'any' as const),
  'age-du': fc.constantFrom('', '6', '14'),
  'age-au': fc.constantFrom('', '17', '25'),
  tranches: fc.subarray(['1', '2', '3', '4', '5']),
  situations: fc.subarray(['disability', 'pupil', 'student', 'job_seeker']),
  residence: fc.constantFrom('' as const, 'here' as const, 'some' as const),
  communes: fc.subarray(PLACES.map(({ code }) => code)),
})

const isAlike = (one: Condition, other: Condition): boolean =>
  casesOf(spaceOf([one, other])).every((facts) => holds(one, facts) === holds(other, facts))

test('whatever is chosen is shown again as it was meant, and reads as a sentence', () => {
  fc.assert(
    fc.property(anyTyped, (typed) => {
      const condition = conditionOf(typed)
      const again = typedOf(condition)
      assert.ok(again !== null, JSON.stringify(condition))
      assert.ok(isAlike(conditionOf(again), condition))
      assert.match(conditionWords(condition, PLACES), /^(si|s’il|dans tous les cas)/)
      // As the form posts it: what nobody typed is nothing.
      const posted = ROW.input.parse({ ...again, classe: 'x' })
      assert.deepEqual(conditionOf(posted), conditionOf(again))
    }),
  )
})

test('a condition that lists do not say is never shown as another', () => {
  let shown = 0
  fc.assert(
    fc.property(anyGrid, ({ rows }) => {
      for (const { when } of rows) {
        const typed = typedOf(when)
        if (typed === null) continue
        shown++
        assert.ok(isAlike(conditionOf(typed), when), JSON.stringify(when))
      }
    }),
    { numRuns: 300 },
  )
  assert.ok(shown > 20, String(shown))
})
