// The day that an act gives: one that exists, near enough, written in full in the message.
import { longDate } from '#platform/ui/french.ts'
import { isRealDay } from '#rules'
import { addDays, type Day, type Territory } from '#territory'
import type { Acting } from './acting.ts'
import { dayOf } from '../record/clocks.ts'
import type { RequestRow } from '../record/queries.ts'

/** The furthest day that may be given: beyond, it is a slip of the keyboard. */
const MOST_DAYS = 730

/** Place of a message that the chosen day fills as it leaves. */
export const PLANNED_DAY = '{{le jour de l’intervention}}'

/** The message with the day in it, in full. */
export const withDay = (text: string, day: string | undefined): string =>
  isDay(day) ? text.replaceAll(PLANNED_DAY, longDate(day)) : text

/** A day that exists, as a form sends it. */
export const isDay = (text: string | undefined): text is Day => text !== undefined && isRealDay(text)

/** Until when a solution is promised, or null. */
export const promisedDay = (
  place: Territory,
  { solutionDueAt }: Pick<RequestRow, 'solutionDueAt'>,
): Day | null => (solutionDueAt === null ? null : dayOf(place, solutionDueAt))

/** What is wrong with a day, whatever it is given for; null when nothing is. */
export function dayFault({ tx, place }: Acting, date: string, give: 'donnez' | 'promettez'): string | null {
  const today = dayOf(place, tx.now)
  if (!isDay(date)) return 'Donnez une date qui existe\u00a0: jour, mois, année.'
  if (date < today) return `Cette date est passée : ${give} un jour à venir.`
  return date > addDays(today, MOST_DAYS)
    ? 'Cette date est dans plus de deux ans\u00a0: vérifiez l’année.'
    : null
}
