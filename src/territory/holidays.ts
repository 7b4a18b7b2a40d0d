// French public holidays, computed: Code du travail L3133-1, and L3134-13 for Alsace-Moselle.
import joursFeries from '@socialgouv/jours-feries'
import type { Day } from './day.ts'
import type { CalendarDefinition } from './definition.ts'

const halfDay = 12 * 3_600_000
const computed = new Map<string, ReadonlyMap<Day, string>>()

/** Public holidays of a year: day -> French name. `none` gives none. Right from 1900 to 2105. */
export function publicHolidays(year: number, kind: CalendarDefinition['holidays']): ReadonlyMap<Day, string> {
  const key = `${kind} ${year}`
  const known = computed.get(key)
  if (known !== undefined) return known
  const named = kind === 'none' ? {} : joursFeries(year, { alsace: kind === 'alsace-moselle' })
  const days = Object.entries(named).map(([name, date]) => [writtenDay(date), name] as const)
  const holidays = new Map(days.sort(([a], [b]) => a.localeCompare(b)))
  computed.set(key, holidays)
  return holidays
}

// The library counts in steps of 24 hours from local midnights, so a change of hour can leave an hour before
// midnight: half a day later is always in the day meant, whatever the zone of the process.
function writtenDay(localMidnight: Date): Day {
  const noon = new Date(localMidnight.getTime() + halfDay)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${noon.getFullYear()}-${two(noon.getMonth() + 1)}-${two(noon.getDate())}`
}
