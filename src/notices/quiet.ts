// Hours when somebody is left alone: a mail that falls within them waits for their end. Pure.
import { localDay, localTime, weekdayOf } from '#territory'

/** As the clock on the wall shows them, `HH:MM`; they may pass midnight. Never equal. */
export interface Quiet {
  starts: string
  ends: string
  /** Saturdays and Sundays too, the whole day. */
  weekends: boolean
}

/** When quiet hours may begin and end: the half hours of a day. */
export const HOURS: readonly string[] = Array.from({ length: 48 }, (_, half) => {
  const hour = String(Math.floor(half / 2)).padStart(2, '0')
  return `${hour}:${half % 2 === 0 ? '00' : '30'}`
})

/** Hours begin and end on it; every zone keeps a whole number of them from UTC. */
const QUARTER_MS = 15 * 60_000
const FRIDAY = 5

function isQuiet({ starts, ends, weekends }: Quiet, at: Date, zone: string): boolean {
  if (weekends && weekdayOf(localDay(at, zone)) > FRIDAY) return true
  const time = localTime(at, zone)
  return starts < ends ? starts <= time && time < ends : starts <= time || time < ends
}

/** The first instant from then on that is not quiet: `at` itself when it is not. Walked clock in hand, changes of hour included. */
export function opening(quiet: Quiet, at: Date, zone: string): Date {
  let next = at
  while (isQuiet(quiet, next, zone))
    next = new Date((Math.floor(next.getTime() / QUARTER_MS) + 1) * QUARTER_MS)
  return next
}
