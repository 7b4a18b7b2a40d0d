// A day in three boxes: every impossible date gets its own sentence.
import { z } from 'zod'
import { dateFields, type DateParts, dateParts } from '#platform/ui/choices.ts'
import { capital, longDate, monthYear } from '#platform/ui/french.ts'
import type { Day } from '#territory'
import { asked, common, fieldKind, type Judged } from './kind.ts'
import { dayIn, type Raw, text } from './read.ts'

const partsOf = (raw: Raw): DateParts => ({
  day: text(raw, '-jour'),
  month: text(raw, '-mois'),
  year: text(raw, '-annee'),
})

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** The month alone: « novembre ». */
const monthName = (month: number): string =>
  monthYear(`2026-${String(month).padStart(2, '0')}-01`).split(/[\s\u00a0]/)[0] ?? ''

function judgeParts(raw: Raw): Judged<Day> {
  const { day, month, year } = partsOf(raw)
  const unread = (
    [
      ['-jour', day],
      ['-mois', month],
      ['-annee', year],
    ] as const
  ).find(([, typed]) => !/^\d{1,4}$/.test(typed))
  if (unread !== undefined)
    return {
      problem: 'Écrivez le jour, le mois et l’année en chiffres, par exemple 14 11 2026.',
      part: unread[0],
    }
  const [m, y] = [Number(month), Number(year)]
  if (y > 2100) return { problem: `L’année ${y} est trop lointaine\u00a0: corrigez-la.`, part: '-annee' }
  if (y < 1000) return { problem: 'Écrivez l’année en quatre chiffres, par exemple 2026.', part: '-annee' }
  if (y < 1900) return { problem: `L’année ${y} est trop ancienne\u00a0: corrigez-la.`, part: '-annee' }
  if (m < 1 || m > 12)
    return { problem: `Il n’y a pas de mois ${m}\u00a0: corrigez le mois, de 1 à 12.`, part: '-mois' }
  const answer = dayIn(raw)
  return answer === undefined
    ? {
        problem: `Cette date n’existe pas\u00a0: ${monthName(m)} compte ${daysIn(y, m)} jours. Corrigez le jour.`,
        part: '-jour',
      }
    : { answer }
}

/** First and last day allowed, `YYYY-MM-DD` or `today`. */
interface Limits {
  earliest?: string
  latest?: string
}

function outside(field: Limits, day: Day, today: Day): string | null {
  const limit = (given: string | undefined) => (given === 'today' ? today : given)
  const earliest = limit(field.earliest)
  const latest = limit(field.latest)
  if (earliest !== undefined && day < earliest)
    return field.earliest === 'today'
      ? 'Cette date est passée\u00a0: choisissez aujourd’hui ou un jour à venir.'
      : `Choisissez un jour à partir du ${longDate(earliest)}.`
  if (latest !== undefined && day > latest)
    return field.latest === 'today'
      ? 'Cette date n’est pas encore arrivée\u00a0: choisissez aujourd’hui ou un jour passé.'
      : `Choisissez un jour jusqu’au ${longDate(latest)}.`
  return null
}

export const date = fieldKind<Day, Limits>({
  type: 'date',
  fact: 'date',
  options: {
    earliest: { shape: z.string(), one: 'le premier jour possible' },
    latest: { shape: z.string(), one: 'le dernier jour possible' },
  },
  parts: ['-jour', '-mois', '-annee'],
  category: () => 'choices',
  profile: ['birthdate'],
  // Civil status writes 00 for a day or a month that nobody knows.
  fromProfile(value) {
    const [year = '', month = '', day = ''] = value.split('-')
    return month === '00' || day === '00' ? null : { '-jour': day, '-mois': month, '-annee': year }
  },
  judge(field, raw, { today }) {
    if (Object.values(partsOf(raw)).every((typed) => typed === '')) return { empty: true }
    const judged = judgeParts(raw)
    if (!('answer' in judged)) return judged
    const problem = outside(field, judged.answer, today)
    return problem === null ? judged : { problem }
  },
  missing: (field) => `Indiquez le jour, le mois et l’année, à la question ${asked(field)}.`,
  rawOf(answer) {
    const { day, month, year } = dateParts(answer)
    return { '-jour': day, '-mois': month, '-annee': year }
  },
  control: (field, raw, showing) =>
    dateFields({
      ...common(field, showing),
      value: partsOf(raw),
      ...(showing.part === undefined
        ? {}
        : {
            wrong: [
              ({ '-jour': 'day', '-mois': 'month', '-annee': 'year' } as const)[showing.part as '-jour'] ??
                'day',
            ],
          }),
      ...(field.autocomplete === 'bday' ? { autocomplete: 'bday' as const } : {}),
    }),
  summary: (_field, answer) => capital(longDate(answer)),
  sample: (field) =>
    field.earliest === 'today'
      ? '2099-06-15'
      : (field.latest ?? 'today') === 'today'
        ? '2026-01-15'
        : (field.latest ?? '2026-01-15'),
})
