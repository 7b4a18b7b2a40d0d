// Quiet hours follow the clock on the wall, through midnight, weekends and the two changes of hour.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { opening, type Quiet } from './quiet.ts'

const NIGHT: Quiet = { starts: '19:00', ends: '08:00', weekends: false }
const PARIS = 'Europe/Paris'
const opens = (quiet: Quiet, at: string, zone = PARIS) => opening(quiet, new Date(at), zone).toISOString()

test('a night passes midnight; its first minute is quiet, its last is not', () => {
  assert.equal(opens(NIGHT, '2026-01-13T17:59:59Z'), '2026-01-13T17:59:59.000Z')
  assert.equal(opens(NIGHT, '2026-01-13T18:00:00Z'), '2026-01-14T07:00:00.000Z')
  assert.equal(opens(NIGHT, '2026-01-14T06:59:59Z'), '2026-01-14T07:00:00.000Z')
  assert.equal(opens(NIGHT, '2026-01-14T07:00:00Z'), '2026-01-14T07:00:00.000Z')
  assert.equal(opens(NIGHT, '2026-07-13T18:00:00Z'), '2026-07-14T06:00:00.000Z', 'summer is an hour sooner')
})

test('hours of one day', () => {
  const noon: Quiet = { starts: '12:00', ends: '13:30', weekends: false }
  assert.equal(opens(noon, '2026-01-13T10:59:00Z'), '2026-01-13T10:59:00.000Z')
  assert.equal(opens(noon, '2026-01-13T11:10:00Z'), '2026-01-13T12:30:00.000Z')
  assert.equal(opens(noon, '2026-01-13T12:30:00Z'), '2026-01-13T12:30:00.000Z')
})

test('a weekend is quiet from Friday evening to Monday morning, when it is asked', () => {
  const rest = { ...NIGHT, weekends: true }
  assert.equal(opens(rest, '2026-01-16T19:30:00Z'), '2026-01-19T07:00:00.000Z')
  assert.equal(opens(rest, '2026-01-17T11:00:00Z'), '2026-01-19T07:00:00.000Z')
  assert.equal(opens(NIGHT, '2026-01-17T11:00:00Z'), '2026-01-17T11:00:00.000Z')
})

test('the night when the clock goes forward ends an hour sooner, the one when it goes back an hour later', () => {
  assert.equal(opens(NIGHT, '2026-03-28T20:00:00Z'), '2026-03-29T06:00:00.000Z')
  assert.equal(opens(NIGHT, '2026-10-24T20:00:00Z'), '2026-10-25T07:00:00.000Z')
  // 2:30 does not exist in March: three o’clock is past it. In October it exists twice: each pass is judged by itself.
  const small: Quiet = { starts: '22:00', ends: '02:30', weekends: false }
  assert.equal(opens(small, '2026-03-29T00:50:00Z'), '2026-03-29T01:00:00.000Z')
  assert.equal(opens(small, '2026-10-25T00:10:00Z'), '2026-10-25T00:30:00.000Z')
  assert.equal(opens(small, '2026-10-25T01:10:00Z'), '2026-10-25T01:30:00.000Z')
  // Quiet hours within the hour that is skipped never come that night.
  const skipped: Quiet = { starts: '02:00', ends: '03:00', weekends: false }
  assert.equal(opens(skipped, '2026-03-29T00:59:00Z'), '2026-03-29T00:59:00.000Z')
  assert.equal(opens(skipped, '2026-03-29T01:00:00Z'), '2026-03-29T01:00:00.000Z')
})

test('a zone of three quarters of an hour, and the whole day but a moment', () => {
  assert.equal(opens(NIGHT, '2026-01-13T18:00:00Z', 'Asia/Kathmandu'), '2026-01-14T02:15:00.000Z')
  const almost: Quiet = { starts: '08:30', ends: '08:00', weekends: true }
  assert.equal(opens(almost, '2026-01-16T07:30:00Z'), '2026-01-19T07:00:00.000Z')
})
