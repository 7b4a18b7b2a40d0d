// Whether a door is open at this instant, and what comes next, said as people say it. Pure.
import type { Calendar } from './calendar.ts'
import { closedBecause, isWorkingDay } from './calendar.ts'
import { addDays, type Day, localDay, localTime, weekdayOf } from './day.ts'
import { hourText } from './opening.ts'

export interface OpenNow {
  open: boolean
  /** « ouvert maintenant, ferme à 17 h », « fermé, ouvre demain à 8 h 30 ». */
  text: string
}

const names = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const
/** A calendar closed longer than that is told without a day. */
const LOOKED_DAYS = 30

/** The state of a door at an instant, by its calendar: hours, public holidays, closures. */
export function openNow(calendar: Calendar, now: Date): OpenNow {
  const today = localDay(now, calendar.zone)
  const time = localTime(now, calendar.zone)
  const ranges = rangesOf(calendar, today)
  const current = ranges.find(([from, to]) => from <= time && time < to)
  if (current !== undefined) {
    const closing = current[1]
    return {
      open: true,
      text: closing === '24:00' ? 'ouvert maintenant' : `ouvert maintenant, ferme à ${hourText(closing)}`,
    }
  }
  const why = isWorkingDay(calendar, today) ? '' : closedWhy(calendar, today)
  const later = ranges.find(([from]) => from > time)
  if (later !== undefined) return closed(`rouvre à ${hourText(later[0])}`, why)
  return closed(nextOpening(calendar, today), why)
}

const closed = (next: string | undefined, why: string): OpenNow => ({
  open: false,
  text: `fermé${why}${next === undefined ? '' : `, ${next}`}`,
})

function nextOpening(calendar: Calendar, today: Day): string | undefined {
  for (let ahead = 1; ahead <= LOOKED_DAYS; ahead += 1) {
    const day = addDays(today, ahead)
    const first = rangesOf(calendar, day)[0]
    if (first !== undefined) return `ouvre ${dayText(day, ahead)} à ${hourText(first[0])}`
  }
  return undefined
}

// « lundi » is understood within the week; later, the date is said.
function dayText(day: Day, ahead: number): string {
  const name = names[weekdayOf(day) - 1] ?? ''
  if (ahead === 1) return 'demain'
  if (ahead < 7) return name
  const [, month, date] = day.split('-')
  return `le ${name} ${Number(date)}/${month}`
}

// A weekday that is never open needs no reason; a holiday or a closure does.
function closedWhy(calendar: Calendar, day: Day): string {
  const reason = closedBecause(calendar, day)
  return reason === null || (names as readonly string[]).includes(reason) ? '' : ` aujourd’hui (${reason})`
}

function rangesOf(calendar: Calendar, day: Day): readonly [string, string][] {
  return isWorkingDay(calendar, day) ? (calendar.hours[weekdayOf(day)] ?? []) : []
}
