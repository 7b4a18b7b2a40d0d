// The days of an agreement that come, and which of them its administrators are told, how long before.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { comingOf, toTell } from './calendar.ts'

test('the calendar of an agreement that renews, is denounced, or is not notified yet', () => {
  const row = {
    endsOn: '2028-12-31',
    noticeMonths: 3,
    notifiedOn: '2026-12-01',
    stoppedOn: null,
    stopped: null,
    startsOn: '2027-01-01',
    deeds: [{ rank: 0, state: 'notified', startsOn: '2027-01-01', offer: 'full', gridId: 1, opens: [] }],
  } as unknown as Parameters<typeof comingOf>[0]
  const days = (of: typeof row) =>
    comingOf(of, '2027-06-01', '2029-12-31').map(({ day, what }) => `${day} ${what}`)
  assert.deepEqual(days(row), ['2027-09-30 notice', '2028-01-01 renewal', '2028-12-31 end'])
  assert.deepEqual(days({ ...row, stopped: 'denounced', stoppedOn: '2027-12-31' }), ['2027-12-31 end'])
  assert.deepEqual(
    toTell(row, '2027-09-01').map(({ what }) => what),
    ['notice'],
  )
  assert.deepEqual(toTell(row, '2027-08-01'), [])
  const ends = (today: string, ...others: (typeof row)[]) =>
    toTell(row, today, others).map(({ what, ahead }) => `${what} ${ahead}`)
  assert.deepEqual(
    [
      '2028-07-03',
      '2028-07-04',
      '2028-10-01',
      '2028-10-02',
      '2028-11-30',
      '2028-12-01',
      '2028-12-31',
      '2029-01-01',
    ].map((day) => ends(day)),
    [[], ['end 180'], ['end 180'], ['end 90'], ['end 90'], ['end 30'], ['end 30'], []],
  )
  const next = {
    ...row,
    startsOn: '2029-01-01',
    endsOn: '2032-12-31',
    deeds: [{ ...row.deeds[0], startsOn: '2029-01-01' }],
  } as unknown as typeof row
  assert.deepEqual(ends('2028-12-02', { ...next, notifiedOn: '2028-12-01' }), [], 'another takes over')
  assert.deepEqual(ends('2028-12-02', { ...next, notifiedOn: null }), ['end 30'], 'not yet notified')
})
