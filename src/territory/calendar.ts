// When an authority works: working days counted from opening hours, public holidays and closures. Pure.
import { type Day, dayNumber, dayOfNumber, weekdayOf } from './day.ts'
import type { CalendarDefinition, OpeningHours } from './definition.ts'
import { publicHolidays } from './holidays.ts'

export { addDays, type Day, endOfDay, localDay, localTime, startOfDay, weekdayOf } from './day.ts'

/** A calendar ready to count with. `zone` is an IANA name. Made by compileCalendar only. */
export interface Calendar {
  readonly id: string
  readonly label: string
  readonly zone: string
  readonly hours: OpeningHours
  readonly holidays: CalendarDefinition['holidays']
  /** Reason by closed day. */
  readonly closures: ReadonlyMap<Day, string>
  /** Working days already looked up, by day number. */
  readonly looked: Map<number, boolean>
}

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
const weekdayNames = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const

/** Prepares a calendar. Throws RangeError for an unknown zone, a closure that is no day, or a week without a working day. */
export function compileCalendar(definition: CalendarDefinition, zone: string): Calendar {
  new Intl.DateTimeFormat('fr-FR', { timeZone: zone })
  const closures = new Map(
    (definition.closures ?? []).map(({ day, reason }) => [dayOfNumber(dayNumber(day)), reason]),
  )
  if (!weekdays.some((weekday) => rangesOn(definition.hours, weekday).length > 0)) {
    throw new RangeError(`calendar ${definition.id} has no working day`)
  }
  const { id, label, hours, holidays } = definition
  return { id, label, zone, hours, holidays, closures, looked: new Map() }
}

/** Is it a day of work: open hours that weekday, no public holiday, no closure? */
export function isWorkingDay(calendar: Calendar, day: Day): boolean {
  return worksOn(calendar, dayNumber(day))
}

/** Why a day is not worked: name of the holiday, reason of the closure, or the weekday; null when it is worked. */
export function closedBecause(calendar: Calendar, day: Day): string | null {
  const holiday = publicHolidays(Number(day.slice(0, 4)), calendar.holidays).get(day)
  const weekday = weekdayOf(day)
  return (
    calendar.closures.get(day) ??
    holiday ??
    (rangesOn(calendar.hours, weekday).length > 0 ? null : (weekdayNames[weekday - 1] ?? null))
  )
}

/**
 * The `count`th working day after `day`, which does not count, whether worked or not. Negative counts go back.
 * 0 gives `day` itself; any other count gives a working day.
 */
export function addWorkingDays(calendar: Calendar, day: Day, count: number): Day {
  const step = count < 0 ? -1 : 1
  let number = dayNumber(day)
  for (let left = Math.abs(count); left > 0; ) {
    number += step
    if (worksOn(calendar, number)) left -= 1
  }
  return dayOfNumber(number)
}

/** Working days after `from`, up to and including `to`; negative when `to` is before `from`. */
export function workingDaysBetween(calendar: Calendar, from: Day, to: Day): number {
  if (to < from) return 0 - workingDaysBetween(calendar, to, from)
  const end = dayNumber(to)
  let count = 0
  for (let number = dayNumber(from) + 1; number <= end; number += 1) {
    if (worksOn(calendar, number)) count += 1
  }
  return count
}

/** `day` when it is worked, else the first working day after it. */
export function nextWorkingDay(calendar: Calendar, day: Day): Day {
  return isWorkingDay(calendar, day) ? day : addWorkingDays(calendar, day, 1)
}

const LOOKED_DAYS = 400

/** The first day from `day` on that is closed and is no usual day off: its holiday or its closure; null when none is near. */
export function nextClosedDay(calendar: Calendar, day: Day): { day: Day; why: string } | null {
  for (let ahead = 0; ahead < LOOKED_DAYS; ahead += 1) {
    const looked = dayOfNumber(dayNumber(day) + ahead)
    if (rangesOn(calendar.hours, weekdayOf(looked)).length === 0) continue
    const why = closedBecause(calendar, looked)
    if (why !== null) return { day: looked, why }
  }
  return null
}

function worksOn(calendar: Calendar, number: number): boolean {
  const known = calendar.looked.get(number)
  if (known !== undefined) return known
  const works = closedBecause(calendar, dayOfNumber(number)) === null
  calendar.looked.set(number, works)
  return works
}

function rangesOn(hours: OpeningHours, weekday: keyof OpeningHours): readonly [string, string][] {
  return hours[weekday] ?? []
}
