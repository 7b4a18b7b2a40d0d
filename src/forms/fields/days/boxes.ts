// A day in three boxes, once or twice in a question: how it is read, what is wrong with it, in which box.
import { type DateParts, dateParts } from '#platform/ui/choices.ts'
import { monthYear } from '#platform/ui/french.ts'
import type { Day } from '#territory'
import type { Judged } from '../kind.ts'
import { dayIn, type Raw, text } from '../read.ts'
import { SAYS } from '../words.ts'

export type BoxPart = '-jour' | '-mois' | '-annee'

/** What was typed in the three boxes; `of`: which day of a question that asks several (« -fin »). */
const partsOf = (raw: Raw, of = ''): DateParts => ({
  day: text(raw, `${of}-jour`),
  month: text(raw, `${of}-mois`),
  year: text(raw, `${of}-annee`),
})

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** The month alone: « novembre ». */
const monthName = (month: number): string =>
  monthYear(`2026-${String(month).padStart(2, '0')}-01`).split(/[\s\u00a0]/)[0] ?? ''

/** That day, or what is wrong with it and in which box. */
function judgeParts(parts: DateParts): { answer: Day } | { problem: string; part: BoxPart } {
  const { day, month, year } = parts
  const unread = (
    [
      ['-jour', day],
      ['-mois', month],
      ['-annee', year],
    ] as const
  ).find(([, typed]) => !/^\d{1,4}$/.test(typed))
  if (unread !== undefined)
    return {
      problem: SAYS.dayInDigits(),
      part: unread[0],
    }
  const [m, y] = [Number(month), Number(year)]
  if (y > 2100) return { problem: SAYS.yearTooLate(y), part: '-annee' }
  if (y < 1000) return { problem: SAYS.yearInFour(), part: '-annee' }
  if (y < 1900) return { problem: SAYS.yearTooEarly(y), part: '-annee' }
  if (m < 1 || m > 12) return { problem: SAYS.noMonth(m), part: '-mois' }
  const answer = dayIn({ '-jour': day, '-mois': month, '-annee': year })
  return answer === undefined
    ? {
        problem: SAYS.noDay(m, monthName(m), daysIn(y, m)),
        part: '-jour',
      }
    : { answer }
}

/** The day of three boxes: nothing when none is filled. The part is that of the question. */
export function judgeBoxes(raw: Raw, of = ''): Judged<Day> {
  const parts = partsOf(raw, of)
  if (Object.values(parts).every((typed) => typed === '')) return { empty: true }
  const judged = judgeParts(parts)
  return 'answer' in judged ? judged : { ...judged, part: of + judged.part }
}

/** What the boxes show for a day. */
export function rawOfDay(day: Day, of = ''): Raw {
  const parts = dateParts(day)
  return { [`${of}-jour`]: parts.day, [`${of}-mois`]: parts.month, [`${of}-annee`]: parts.year }
}

const BOXES = { '-jour': 'day', '-mois': 'month', '-annee': 'year' } as const

/** What dateFields and dateBoxes show of what was typed, and which box is wrong. */
export function shownBoxes(raw: Raw, part: string | undefined, of = '') {
  const wrong = BOXES[part?.slice(of.length) as BoxPart]
  const isOther = part !== undefined && (!part.startsWith(of) || wrong === undefined)
  return {
    value: partsOf(raw, of),
    ...(part === undefined ? {} : { wrong: isOther ? [] : [wrong] }),
  }
}
