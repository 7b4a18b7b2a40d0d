// Days that bound mandates: a year for a helper, the day before the 18th birthday for a parent. Days are `YYYY-MM-DD`.
import type { DateParts } from '#platform/ui/choices.ts'

const iso = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)

function numbersOf(day: string): [year: number, month: number, date: number] {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return [year, month, date]
}

/** The day that the three boxes say, or null when there is no such day. */
export function dayOfParts({ day, month, year }: DateParts): string | null {
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return null
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return Number(year) > 0 && iso(Number(year), Number(month), Number(day)) === text ? text : null
}

/** The same day a number of years later; 29 February gives 1 March in ordinary years. */
export function yearsLater(day: string, years: number): string {
  const [year, month, date] = numbersOf(day)
  return iso(year + years, month, date)
}

/** The last day on which whoever was born that day is not 18 yet (Civil Code, art. 388). */
export function lastDayOfChildhood(birthdate: string): string {
  const [year, month, date] = numbersOf(birthdate)
  return iso(year + 18, month, date - 1)
}

/** How old somebody is on a day. */
export function ageOn(birthdate: string, day: string): number {
  const [year, month, date] = numbersOf(birthdate)
  const [thisYear, thisMonth, thisDate] = numbersOf(day)
  const isBefore = thisMonth < month || (thisMonth === month && thisDate < date)
  return thisYear - year - (isBefore ? 1 : 0)
}
