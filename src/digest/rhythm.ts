// How often somebody has a digest, and when the next one leaves: by the clock on the wall, whatever the changes of hour. Pure.
import { addDays, type Day, localDay, localTime, startOfDay, weekdayOf } from '#territory'

export const RHYTHMS = ['never', 'daily', 'weekly'] as const
export type Rhythm = (typeof RHYTHMS)[number]

/** Before the day’s work. */
const HOUR = 8
const HOUR_MS = 3_600_000
const FRIDAY = 5
const MONDAY = 1

/** Eight o’clock on that day, on the wall. */
function morningOf(day: Day, zone: string): Date {
  const near = startOfDay(day, zone).getTime() + HOUR * HOUR_MS
  const shown = Number(localTime(new Date(near), zone).slice(0, 2))
  return new Date(near + (HOUR - shown) * HOUR_MS)
}

const isDayOf = (rhythm: Rhythm, day: Day): boolean =>
  rhythm === 'weekly' ? weekdayOf(day) === MONDAY : weekdayOf(day) <= FRIDAY

/** The first one after `at`: on Mondays, or from Monday to Friday. */
export function nextAt(rhythm: Rhythm, at: Date, zone: string): Date {
  let day = localDay(at, zone)
  while (!isDayOf(rhythm, day) || morningOf(day, zone) <= at) day = addDays(day, 1)
  return morningOf(day, zone)
}
