// Calendars: holidays against an independent computus, working-day arithmetic, days in time zones.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  addDays,
  addWorkingDays,
  compileCalendar,
  closedBecause,
  endOfDay,
  isWorkingDay,
  localDay,
  nextWorkingDay,
  startOfDay,
  workingDaysBetween,
} from './calendar.ts'
import { publicHolidays } from './holidays.ts'
import { openingSentence } from './opening.ts'
import type { CalendarDefinition, OpeningHours } from './definition.ts'

const allDay: [string, string][] = [['08:00', '18:00']]
const week: OpeningHours = { 1: allDay, 2: allDay, 3: allDay, 4: allDay, 5: allDay }
const definition: CalendarDefinition = {
  id: 'metropolis',
  label: 'Services de la métropole',
  hours: week,
  holidays: 'france',
  closures: [{ day: '2026-05-15', reason: 'Pont de l’Ascension' }],
}
const calendar = compileCalendar(definition, 'Europe/Paris')
const anyDay = fc.integer({ min: 0, max: 36_500 }).map((count) => addDays('2000-01-01', count))
const anyCount = fc.integer({ min: 1, max: 60 })

// Gauss's computus with the corrections for late Easters: another method than the library's.
function easter(year: number): string {
  const century = Math.floor(year / 100)
  const m = (15 - Math.floor((13 + 8 * century) / 25) + century - Math.floor(century / 4)) % 30
  const n = (4 + century - Math.floor(century / 4)) % 7
  const a = year % 19
  const d = (19 * a + m) % 30
  const e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7
  const late = (d === 29 && e === 6) || (d === 28 && e === 6 && a > 10)
  return addDays(`${year}-03-22`, d + e - (late ? 7 : 0))
}

test('Easter and what follows from it, 2000 to 2100', () => {
  assert.deepEqual([2000, 2008, 2019, 2024, 2026, 2038, 2100].map(easter), [
    '2000-04-23',
    '2008-03-23',
    '2019-04-21',
    '2024-03-31',
    '2026-04-05',
    '2038-04-25',
    '2100-03-28',
  ])
  for (let year = 2000; year <= 2100; year += 1) {
    const moving = [-2, 1, 39, 50].map((count) => addDays(easter(year), count))
    const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25', '12-26'].map(
      (day) => `${year}-${day}`,
    )
    const all = [...new Set([...moving, ...fixed])].sort()
    assert.deepEqual([...publicHolidays(year, 'alsace-moselle').keys()], all)
    const regional = [moving[0], `${year}-12-26`]
    // 1 May and the Ascension may be the same day: the day then stands once.
    assert.deepEqual(
      [...publicHolidays(year, 'france').keys()],
      all.filter((day) => !regional.includes(day)),
    )
  }
  assert.equal(publicHolidays(2026, 'none').size, 0)
  assert.equal(publicHolidays(2026, 'france').get('2026-05-14'), 'Ascension')
})

test('holidays do not depend on the zone of the process', () => {
  const script = `import('${new URL('./holidays.ts', import.meta.url)}').then(({ publicHolidays }) =>
    console.log(JSON.stringify([2024, 2026, 2035].flatMap((year) => [...publicHolidays(year, 'alsace-moselle')]))))`
  const inZone = (zone: string) =>
    execFileSync(process.execPath, ['-e', script], {
      env: { ...process.env, TZ: zone, NODE_TEST_CONTEXT: '' },
      encoding: 'utf8',
    })
  const expected = inZone('UTC')
  for (const zone of ['Australia/Sydney', 'Pacific/Kiritimati']) assert.equal(inZone(zone), expected)
})

test('a working day is open, is no holiday and is no closure', () => {
  assert.equal(isWorkingDay(calendar, '2026-11-23'), true)
  assert.equal(closedBecause(calendar, '2026-11-22'), 'dimanche')
  assert.equal(closedBecause(calendar, '2026-11-11'), 'Armistice')
  assert.equal(closedBecause(calendar, '2026-05-15'), 'Pont de l’Ascension')
  assert.equal(nextWorkingDay(calendar, '2026-05-14'), '2026-05-18')
  assert.equal(nextWorkingDay(calendar, '2026-05-18'), '2026-05-18')
})

test('working days: promised dates, 29 February, and going back', () => {
  assert.equal(addWorkingDays(calendar, '2026-11-23', 4), '2026-11-27')
  assert.equal(addWorkingDays(calendar, '2026-11-23', 10), '2026-12-07')
  assert.equal(addWorkingDays(calendar, '2024-02-28', 1), '2024-02-29')
  assert.equal(addWorkingDays(calendar, '2025-02-28', 1), '2025-03-03')
  assert.equal(addWorkingDays(calendar, '2026-12-07', -10), '2026-11-23')
  assert.equal(addWorkingDays(calendar, '2026-11-22', 0), '2026-11-22')
})

test('a later start never ends earlier, and never ends on a closed day', () => {
  fc.assert(
    fc.property(anyDay, fc.nat(40), anyCount, (day, later, count) => {
      const end = addWorkingDays(calendar, day, count)
      assert.ok(addWorkingDays(calendar, addDays(day, later), count) >= end)
      assert.ok(isWorkingDay(calendar, end))
      assert.equal(workingDaysBetween(calendar, day, end), count)
    }),
  )
})

test('counts add up, forwards and backwards', () => {
  fc.assert(
    fc.property(
      anyDay,
      fc.integer({ min: -90, max: 90 }),
      fc.integer({ min: -90, max: 90 }),
      (a, toB, toC) => {
        const [b, c] = [addDays(a, toB), addDays(a, toC)]
        const between = (from: string, to: string) => workingDaysBetween(calendar, from, to)
        assert.equal(between(a, b) + between(b, c), between(a, c))
      },
    ),
  )
  fc.assert(
    fc.property(anyDay, anyCount, anyCount, (day, first, second) => {
      const inTwo = addWorkingDays(calendar, addWorkingDays(calendar, day, first), second)
      assert.equal(inTwo, addWorkingDays(calendar, day, first + second))
    }),
  )
})

test('a day ends when the next begins, in any zone and on nights of change', () => {
  const zones = [
    'Europe/Paris',
    'Indian/Reunion',
    'Africa/Cairo',
    'America/Santiago',
    'Asia/Beirut',
    'Pacific/Auckland',
  ]
  fc.assert(
    fc.property(anyDay, fc.constantFrom(...zones), (day, zone) => {
      const [start, end] = [startOfDay(day, zone), endOfDay(day, zone)]
      assert.equal(localDay(start, zone), day)
      assert.equal(localDay(new Date(start.getTime() - 1), zone), addDays(day, -1))
      assert.equal(localDay(end, zone), day)
      assert.equal(localDay(new Date(end.getTime() + 1), zone), addDays(day, 1))
    }),
    { numRuns: 300 },
  )
})

test('days of change in Paris last 23 and 25 hours', () => {
  const hours = (day: string) =>
    (endOfDay(day, 'Europe/Paris').getTime() + 1 - startOfDay(day, 'Europe/Paris').getTime()) / 3_600_000
  assert.deepEqual(['2026-03-29', '2026-10-25', '2026-11-23'].map(hours), [23, 25, 24])
  assert.equal(endOfDay('2026-12-07', 'Europe/Paris').toISOString(), '2026-12-07T22:59:59.999Z')
  assert.equal(localDay(new Date('2026-12-31T23:30:00Z'), 'Europe/Paris'), '2027-01-01')
})

test('bad days, zones and weeks are refused', () => {
  for (const day of ['2026-02-29', '2026-13-01', 'demain', '2026-1-1']) {
    assert.throws(() => isWorkingDay(calendar, day), RangeError)
  }
  assert.throws(() => compileCalendar(definition, 'Europe/Atlantis'), RangeError)
  assert.throws(() => compileCalendar({ ...definition, hours: { 1: [] } }, 'Europe/Paris'), RangeError)
})

test('opening hours in French', () => {
  const said = (hours: OpeningHours) => openingSentence({ hours }).replaceAll('\u00a0', ' ')
  assert.equal(openingSentence(calendar), 'du lundi au vendredi de 8\u00a0h à 18\u00a0h')
  const halves: [string, string][] = [
    ['08:30', '12:00'],
    ['13:30', '17:00'],
  ]
  assert.equal(
    said({ 1: halves, 2: halves, 4: halves }),
    'le lundi, le mardi et le jeudi de 8 h 30 à 12 h et de 13 h 30 à 17 h',
  )
  assert.equal(
    said({ ...week, 6: [['09:00', '12:00']] }),
    'du lundi au vendredi de 8 h à 18 h et le samedi de 9 h à 12 h',
  )
  const always: [string, string][] = [['00:00', '24:00']]
  assert.equal(
    said({ 1: always, 2: always, 3: always, 4: always, 5: always, 6: always, 7: always }),
    'tous les jours 24 h sur 24',
  )
  assert.equal(said({}), 'fermé')
})
