// Sheets of paper avoided: a range read as it is typed, and no more digits than anybody knows.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { paperSettings, readRange, rounded, sheetsAvoided, sheetsWords } from './paper.ts'

test('a range is two numbers, the least first', () => {
  assert.deepEqual(readRange('10 à 30', 100), { low: 10, high: 30 })
  assert.deepEqual(readRange(' 1,5 - 2 ', 100), { low: 1.5, high: 2 })
  assert.deepEqual(readRange('2', 100), { low: 2, high: 2 })
  for (const text of ['', '30 à 10', '10 à 300', 'beaucoup', '-1', '1 à 2 à 3'])
    assert.equal(readRange(text, 100), null, text)
})

test('what nobody chose is read by its own type', () => {
  for (const { type, otherwise } of paperSettings) assert.ok(type.safeParse(otherwise).success)
})

test('an estimate has two digits at most, and its least is never more than its most', () =>
  fc.assert(
    fc.property(
      fc.nat(10_000_000),
      fc.nat(100),
      fc.nat(100),
      fc.nat(20),
      fc.nat(20),
      (readings, a, b, c, d) => {
        const share = { low: Math.min(a, b), high: Math.max(a, b) }
        const sheets = { low: Math.min(c, d), high: Math.max(c, d) }
        const { low, high } = sheetsAvoided({ readings, share, sheets })
        assert.ok(low <= high)
        for (const one of [low, high]) assert.match(String(one), /^\d{1,2}0*$/)
      },
    ),
  ))

test('is said as a range', () => {
  const parts = { share: { low: 10, high: 30 }, sheets: { low: 1, high: 3 } }
  assert.equal(sheetsWords({ readings: 8109, ...parts }), 'Entre 810 et 7\u202f300 feuilles')
  assert.equal(rounded(0), 0)
})
