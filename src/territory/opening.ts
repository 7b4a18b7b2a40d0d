// Opening hours read in French: « du lundi au vendredi de 8 h à 18 h et le samedi de 9 h à 12 h ».
import type { OpeningHours } from './definition.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
const names = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const

/** When it is open, in French, without capital or full stop. Takes a calendar, or anything with its hours. */
export function openingSentence(calendar: { readonly hours: OpeningHours }): string {
  const daysByHours = new Map<string, number[]>()
  for (const weekday of weekdays) {
    const ranges = calendar.hours[weekday] ?? []
    const hours = list(ranges.map(([from, to]) => rangeText(from, to)))
    if (hours !== '') daysByHours.set(hours, [...(daysByHours.get(hours) ?? []), weekday])
  }
  const groups = [...daysByHours].map(([hours, days]) => `${daysText(days)} ${hours}`)
  return groups.length === 0 ? 'fermé' : list(groups)
}

function daysText(days: readonly number[]): string {
  if (days.length === 7) return 'tous les jours'
  return list(runsOf(days).flatMap(runText))
}

// Monday to Wednesday is said "du lundi au mercredi"; two days in a row are said one by one.
function runText(run: readonly number[]): string[] {
  const said = run.map((day) => names[day - 1] ?? '')
  return run.length > 2 ? [`du ${said[0]} au ${said.at(-1)}`] : said.map((name) => `le ${name}`)
}

function runsOf(days: readonly number[]): number[][] {
  const runs: number[][] = []
  for (const day of days) {
    const run = runs.at(-1)
    if (run !== undefined && run.at(-1) === day - 1) run.push(day)
    else runs.push([day])
  }
  return runs
}

function rangeText(from: string, to: string): string {
  return from === '00:00' && to === '24:00' ? '24\u00a0h sur 24' : `de ${hourText(from)} à ${hourText(to)}`
}

/** « 8 h 30 » */
export function hourText(time: string): string {
  const [hours = '0', minutes = '00'] = time.split(':')
  return `${Number(hours)}\u00a0h${minutes === '00' ? '' : `\u00a0${minutes}`}`
}

function list(texts: readonly string[]): string {
  return texts.length < 2 ? (texts[0] ?? '') : `${texts.slice(0, -1).join(', ')} et ${texts.at(-1)}`
}
