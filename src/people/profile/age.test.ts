// Ages: around birthdays, on 29 February, with presumed dates; never older than one surely is.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { hasTurned } from './age.ts'

describe('ages from dates of birth', () => {
  const cases: readonly (readonly [birthdate: string, today: string, expected: boolean])[] = [
    ['2008-11-22', '2026-11-21', false],
    ['2008-11-22', '2026-11-22', true],
    ['2008-11-22', '2026-11-23', true],
    ['2008-12-31', '2026-12-31', true],
    ['2009-01-01', '2026-12-31', false],
    // Born on 29 February: the first of March when the year has no such day, the day itself when it has.
    ['2008-02-29', '2026-02-28', false],
    ['2008-02-29', '2026-03-01', true],
    ['2006-02-28', '2024-02-28', true],
    ['2006-03-01', '2024-02-29', false],
    // Presumed day: the last of the month. Presumed month: the last of the year.
    ['2008-02-00', '2026-02-28', false],
    ['2008-02-00', '2026-03-01', true],
    ['2008-01-00', '2026-01-30', false],
    ['2008-01-00', '2026-01-31', true],
    ['2008-00-00', '2026-12-30', false],
    ['2008-00-00', '2026-12-31', true],
    ['1951-00-00', '2026-01-01', true],
  ]
  for (const [birthdate, today, expected] of cases)
    test(`born ${birthdate}, on ${today}: ${expected ? '18' : 'not 18 yet'}`, () => {
      assert.equal(hasTurned(birthdate, 18, today), expected)
    })

  test('who has turned an age has turned it for ever, and every younger one', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(day, day, fc.nat(120), (born, when, years) => {
        const [birthdate, today] = [born, when].map((date) => date.toISOString().slice(0, 10)) as [
          string,
          string,
        ]
        const tomorrow = new Date(when.getTime() + 86_400_000).toISOString().slice(0, 10)
        if (!hasTurned(birthdate, years, today)) return
        assert.ok(hasTurned(birthdate, years, tomorrow))
        assert.ok(years === 0 || hasTurned(birthdate, years - 1, today))
      }),
    )
  })
})
