// Slips of the finger are counted as the definition says, whatever is skipped to count them fast.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { slipsBetween } from './plain-words.ts'

/** By the definition: the last letters are the same, or one was put, removed, changed, or two were swapped. */
function slips(one: string, other: string): number {
  if (one === '' || other === '') return one.length + other.length
  const [head, rest] = [one.slice(0, -1), other.slice(0, -1)]
  const isSame = one.at(-1) === other.at(-1)
  const isSwapped =
    one.length > 1 && other.length > 1 && one.at(-1) === other.at(-2) && one.at(-2) === other.at(-1)
  return Math.min(
    slips(head, other) + 1,
    slips(one, rest) + 1,
    slips(head, rest) + (isSame ? 0 : 1),
    isSwapped ? slips(one.slice(0, -2), other.slice(0, -2)) + 1 : Infinity,
  )
}

test('slips between two words are those of the definition, or more than are allowed', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 3 }), (one, other, most) => {
      const counted = slipsBetween(one, other, most)
      const real = slips(one, other)
      if (real <= most) assert.equal(counted, real)
      else assert.ok(counted > most)
    }),
  )
})
