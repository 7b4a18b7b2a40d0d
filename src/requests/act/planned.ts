// The day an act fixes: compared with the promise, promised instead when whoever acts says so, and told in the message.
import type { FieldProblem } from '#platform/errors.ts'
import { longDate } from '#platform/ui/french.ts'
import { addDays, type Day, isWorkingDay, nextWorkingDay, type Territory } from '#territory'
import { type ClockEntry, clockKinds, hasEffect, stateOf, type Transition } from '#workflows'
import type { Acting } from './acting.ts'
import { dayOf } from '../record/clocks.ts'
import type { RequestChange, RequestRow } from '../record/queries.ts'

/** The furthest day that may be given: beyond, it is a slip of the keyboard. */
const MOST_DAYS = 730

/** Place of a message that the chosen day fills as it leaves. */
export const PLANNED_DAY = '{{le jour de l’intervention}}'

/** The message with the day in it, in full. */
export const withDay = (text: string, day: string | undefined): string =>
  isDay(day) ? text.replaceAll(PLANNED_DAY, longDate(day)) : text

/** A day that exists, as a form sends it. */
export function isDay(text: string | undefined): text is Day {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

const promisedDay = (place: Territory, { solutionDueAt }: Pick<RequestRow, 'solutionDueAt'>): Day | null =>
  solutionDueAt === null ? null : dayOf(place, solutionDueAt)

/** The promised day that a planned one would break; null when it keeps it, or plans nothing. */
export function brokenBy(
  day: string | undefined,
  transition: Transition,
  place: Territory,
  request: Pick<RequestRow, 'solutionDueAt'>,
): Day | null {
  const promised = promisedDay(place, request)
  return hasEffect(transition, 'planDate') && isDay(day) && promised !== null && day > promised
    ? promised
    : null
}

type Dated = Pick<Acting, 'transition' | 'input' | 'place' | 'request'>

/** Does the act promise its day? */
export const promisesDay = ({ transition, input, place, request }: Dated): boolean =>
  hasEffect(transition, 'promiseDate') ||
  (input.promise === true && brokenBy(input.date, transition, place, request) !== null)

/** What the act does to the clocks. */
export function kindsOf(acting: Acting): ClockEntry['kind'][] {
  const { workflow, request, next, transition } = acting
  const promises = promisesDay(acting) && !hasEffect(transition, 'promiseDate')
  const effects = promises ? [...transition.effects, { name: 'promiseDate' as const }] : transition.effects
  return clockKinds(stateOf(workflow, request.state), next, effects)
}

/** The day that a visit is planned on belongs to the state that its act led to: it goes when the request leaves that state. */
export function planOf({ transition, input, request, next }: Acting): RequestChange {
  if (hasEffect(transition, 'planDate') && input.date !== undefined) return { plannedDay: input.date }
  return next.id === request.state || request.plannedDay === null ? {} : { plannedDay: null }
}

/** What is wrong with the day given. */
export function dayProblems(acting: Acting): FieldProblem[] {
  const { tx, place, request, transition, input } = acting
  const { date } = input
  const plans = hasEffect(transition, 'planDate')
  if (date === undefined || !(plans || hasEffect(transition, 'promiseDate'))) return []
  const say = (message: string) => [{ field: 'date', message }]
  const today = dayOf(place, tx.now)
  if (!isDay(date)) return say('Donnez une date qui existe\u00a0: jour, mois, année.')
  if (date < today) return say(`Cette date est passée : ${plans ? 'donnez' : 'promettez'} un jour à venir.`)
  if (date > addDays(today, MOST_DAYS))
    return say('Cette date est dans plus de deux ans\u00a0: vérifiez l’année.')
  const broken = brokenBy(date, transition, place, request)
  if (broken !== null && input.promise === undefined)
    return [
      {
        field: 'promise',
        message: `Le ${longDate(date)} vient après la date promise à la personne, le ${longDate(broken)}. Dites si vous promettez ce nouveau jour.`,
      },
    ]
  return promisesDay(acting) ? promiseProblems(acting, date) : []
}

function promiseProblems({ place, request }: Acting, date: Day): FieldProblem[] {
  const say = (message: string) => [{ field: 'date', message }]
  const promised = promisedDay(place, request)
  const calendar = place.calendarOf(request.unitId)
  if (promised !== null && date <= promised)
    return say(
      `Une solution est déjà promise au plus tard le ${longDate(promised)} : donnez une date après ce jour, ou répondez que la promesse tient.`,
    )
  if (!isWorkingDay(calendar, date))
    return say(
      `Le service est fermé le ${longDate(date)} : promettez par exemple le ${longDate(nextWorkingDay(calendar, date))}.`,
    )
  return []
}
