// Days of contents. Pure.
import type { Day } from '#territory'

const parts = (day: Day): [year: number, month: number, date: number] => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return [year, month, date]
}

/** For how many whole months, from a day to another. */
export function monthsBetween(from: Day, to: Day): number {
  const [[year, month, date], [y, m, d]] = [parts(from), parts(to)]
  return (y - year) * 12 + m - month - (d < date ? 1 : 0)
}

/** The same day, so many months later; the last of a month that has no such day. */
export function monthsLater(day: Day, months: number): Day {
  const [year, month, date] = parts(day)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}
