// Opening hours and closures as people type them. Pure.
import { z } from 'zod'
import type { CalendarDefinition } from '#territory'

type Range = [from: string, to: string]

const TIME = /^(\d{1,2})(?:\s*[h:]\s*(\d{2})?)?$/i

/** « 8 h 30 », « 8:30 », « 18 » as `HH:MM`; null when it is no time of a day. */
function timeOf(text: string): string | null {
  const [, hours, minutes = '00'] = TIME.exec(text.trim()) ?? []
  if (hours === undefined || Number(minutes) > 59) return null
  const isMidnight = Number(hours) === 24 && minutes === '00'
  return Number(hours) < 24 || isMidnight ? `${hours.padStart(2, '0')}:${minutes}` : null
}

function rangeOf(text: string): Range | null {
  const [from, to, ...more] = text.split(/\s*(?:-|–|à)\s*/).map(timeOf)
  if (!from || !to || more.length > 0 || from >= to) return null
  return [from, to]
}

/** Ranges of one weekday: « 8 h 30 à 12 h, 13 h 30 à 17 h ». */
export const hoursLine = z
  .string()
  .trim()
  .max(120, 'Écrivez 120 caractères au plus.')
  .transform((text, ctx): Range[] => {
    const parts = text.split(/\s*(?:,|;|\bet\b)\s*/).filter((part) => part !== '')
    const ranges = parts.map(rangeOf)
    if (ranges.includes(null)) {
      ctx.addIssue({
        code: 'custom',
        message: 'Écrivez les heures comme 8 h 30 à 12 h, 13 h 30 à 17 h. Rien\u00a0: fermé.',
      })
      return z.NEVER
    }
    const sorted = (ranges as Range[]).toSorted(([one], [other]) => one.localeCompare(other))
    if (sorted.some(([from], at) => at > 0 && from < (sorted[at - 1]?.[1] ?? ''))) {
      ctx.addIssue({ code: 'custom', message: 'Deux plages se chevauchent\u00a0: séparez-les.' })
      return z.NEVER
    }
    return sorted
  })

const timeText = (time: string): string => {
  const [hours = '', minutes = ''] = time.split(':')
  return `${Number(hours)} h${minutes === '00' ? '' : ` ${minutes}`}`
}

export const hoursText = (ranges: readonly (readonly [string, string])[]): string =>
  ranges.map(([from, to]) => `${timeText(from)} à ${timeText(to)}`).join(', ')

type Closures = NonNullable<CalendarDefinition['closures']>

const CLOSURE = /^(\d{1,2})\/(\d{1,2})\/(\d{4})\s+(.{2,80})$/

/** Closed days, one a line: « 15/05/2026 Pont de l’Ascension ». */
export const closureLines = z
  .string()
  .max(8000, 'Ce texte est trop long.')
  .transform((text, ctx): Closures => {
    const lines = text.split('\n').map((line) => line.trim())
    const closures = lines.flatMap((line, at) => {
      if (line === '') return []
      const [, day = '', month = '', year = '', reason = ''] = CLOSURE.exec(line) ?? []
      const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
      if (z.iso.date().safeParse(iso).success) return [{ day: iso, reason: reason.trim() }]
      ctx.addIssue({
        code: 'custom',
        message: `Ligne ${at + 1}\u00a0: écrivez un jour et son motif, comme 15/05/2026 Pont de l’Ascension.`,
      })
      return []
    })
    if (new Set(closures.map((one) => one.day)).size < closures.length)
      ctx.addIssue({ code: 'custom', message: 'Un jour est écrit deux fois\u00a0: gardez une seule ligne.' })
    return closures.toSorted((one, other) => one.day.localeCompare(other.day))
  })

export const closuresText = (closures: Closures): string =>
  closures.map(({ day, reason }) => `${day.split('-').toReversed().join('/')} ${reason}`).join('\n')
