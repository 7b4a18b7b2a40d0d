// Days as people say them: a date without an hour, and the instants it begins and ends in a time zone.

/** A calendar day, `YYYY-MM-DD`. Days compare and sort as texts. */
export type Day = string

const msPerDay = 86_400_000
const formatters = new Map<string, Record<'day' | 'time' | 'clock', Intl.DateTimeFormat>>()
const startsOfDay = new Map<string, number>()
const startsKept = 20_000

/** Days since 1 January 1970, whatever the zone. Throws RangeError when the text is not a day that exists. */
export function dayNumber(day: Day): number {
  const ms = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(ms) || dayOfNumber(ms / msPerDay) !== day) throw new RangeError(`not a day: ${day}`)
  return ms / msPerDay
}

/** The day of a day number. */
export function dayOfNumber(number: number): Day {
  return new Date(number * msPerDay).toISOString().slice(0, 10)
}

/** The day `count` calendar days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return dayOfNumber(dayNumber(day) + count)
}

/** The day it is at this instant in an IANA zone. */
export function localDay(instant: Date, zone: string): Day {
  return formattersOf(zone).day.format(instant)
}

/** What the clock on the wall shows at this instant in an IANA zone: `HH:MM`. */
export function localTime(instant: Date, zone: string): string {
  return formattersOf(zone).time.format(instant)
}

/** The weekday of a day: 1 is Monday. 1 January 1970 was a Thursday. */
export const weekdayOf = (day: Day) =>
  (((((dayNumber(day) + 3) % 7) + 7) % 7) + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7

/** The first instant of a day in a zone; not always midnight (some zones change hour at midnight). */
export function startOfDay(day: Day, zone: string): Date {
  const key = `${zone} ${day}`
  const known = startsOfDay.get(key)
  if (known !== undefined) return new Date(known)
  const start = findStart(day, zone)
  if (startsOfDay.size >= startsKept) startsOfDay.clear()
  startsOfDay.set(key, start)
  return new Date(start)
}

/** The last millisecond of a day in a zone, so that `localDay(endOfDay(day, zone), zone)` is `day`. */
export function endOfDay(day: Day, zone: string): Date {
  return new Date(startOfDay(addDays(day, 1), zone).getTime() - 1)
}

// Midnight by the offset before and by the offset after: on the night of a change only one of them, or the
// earlier of them, falls in the day.
function findStart(day: Day, zone: string): number {
  const midnight = dayNumber(day) * msPerDay
  const candidates = [
    midnight - offsetAt(midnight - msPerDay, zone),
    midnight - offsetAt(midnight + msPerDay, zone),
  ]
  const inside = candidates.filter((ms) => localDay(new Date(ms), zone) === day)
  return Math.min(...(inside.length > 0 ? inside : candidates))
}

// What the clocks of the zone show, less UTC, in milliseconds.
function offsetAt(ms: number, zone: string): number {
  const parts = formattersOf(zone).clock.formatToParts(new Date(ms))
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value)
  const shown = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  )
  return shown - Math.floor(ms / 1000) * 1000
}

// Making a formatter costs a hundred times what using it does.
function formattersOf(zone: string) {
  const known = formatters.get(zone)
  if (known !== undefined) return known
  const date = { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' } as const
  const time = { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const made = {
    day: new Intl.DateTimeFormat('en-CA', date),
    time: new Intl.DateTimeFormat('en-GB', time),
    clock: new Intl.DateTimeFormat('en-CA', { ...date, ...time, second: '2-digit' }),
  }
  formatters.set(zone, made)
  return made
}
