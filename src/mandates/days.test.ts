// Days that bound mandates: leap years, birthdays, boxes filled with anything.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ageOn, dayOfParts, lastDayOfChildhood, yearsLater } from './days.ts'

describe('the days of mandates', () => {
  test('childhood ends the day before the 18th birthday', () => {
    assert.equal(lastDayOfChildhood('2015-03-12'), '2033-03-11')
    assert.equal(lastDayOfChildhood('2015-01-01'), '2032-12-31')
    assert.equal(lastDayOfChildhood('2015-03-01'), '2033-02-28')
    assert.equal(lastDayOfChildhood('2016-02-29'), '2034-02-28')
  })

  test('a year later is the same day, 1 March after 29 February', () => {
    assert.equal(yearsLater('2026-11-23', 1), '2027-11-23')
    assert.equal(yearsLater('2028-02-29', 1), '2029-03-01')
  })

  test('one is a year older on the birthday', () => {
    assert.equal(ageOn('2011-11-24', '2026-11-23'), 14)
    assert.equal(ageOn('2011-11-23', '2026-11-23'), 15)
    assert.equal(ageOn('2011-12-01', '2026-11-23'), 14)
  })

  test('three boxes say a day that exists, or nothing', () => {
    assert.equal(dayOfParts({ day: '3', month: '3', year: '2027' }), '2027-03-03')
    for (const [day, month, year] of [
      ['30', '2', '2027'],
      ['0', '1', '2027'],
      ['1', '13', '2027'],
      ['1', '1', '27'],
      ['', '', ''],
      ['un', '1', '2027'],
      ['1', '1', '0000'],
    ] as const)
      assert.equal(dayOfParts({ day, month, year }), null, `${day}/${month}/${year}`)
  })
})
