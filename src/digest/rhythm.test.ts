// When a digest leaves: by the clock on the wall, whatever the changes of hour.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { localDay, localTime, weekdayOf } from '#territory'
import { nextAt } from './rhythm.ts'

const PARIS = 'Europe/Paris'

test('on Mondays, or from Monday to Friday, at eight on the wall, strictly later', () => {
  const next = (rhythm: 'daily' | 'weekly', at: string, zone = PARIS) =>
    nextAt(rhythm, new Date(at), zone).toISOString()
  assert.equal(next('daily', '2026-11-23T06:59:59Z'), '2026-11-23T07:00:00.000Z')
  assert.equal(next('daily', '2026-11-23T07:00:00Z'), '2026-11-24T07:00:00.000Z')
  assert.equal(next('daily', '2026-11-27T12:00:00Z'), '2026-11-30T07:00:00.000Z')
  assert.equal(next('weekly', '2026-11-23T07:00:00Z'), '2026-11-30T07:00:00.000Z')
  // The clocks change on the Sunday before.
  assert.equal(next('weekly', '2026-03-27T12:00:00Z'), '2026-03-30T06:00:00.000Z')
  assert.equal(next('weekly', '2026-10-24T12:00:00Z'), '2026-10-26T07:00:00.000Z')
  assert.equal(next('daily', '2026-11-23T06:59:59Z', 'Indian/Reunion'), '2026-11-24T04:00:00.000Z')
})

test('whenever and wherever, it is eight in the morning of a working day, within a week', () => {
  const zones = fc.constantFrom(PARIS, 'Indian/Reunion', 'America/Guadeloupe', 'Pacific/Noumea')
  const at = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(at, zones, fc.constantFrom('daily', 'weekly'), (from, zone, rhythm) => {
      const next = nextAt(rhythm, from, zone)
      const weekday = weekdayOf(localDay(next, zone))
      assert.equal(localTime(next, zone), '08:00')
      assert.ok(rhythm === 'weekly' ? weekday === 1 : weekday <= 5)
      assert.ok(next > from && next.getTime() - from.getTime() <= 7 * 86_400_000 + 3_600_000)
    }),
    { numRuns: 60 },
  )
})
