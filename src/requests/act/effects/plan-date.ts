// The day of a visit is fixed; past the promised day, it may be promised too.
import { longDate } from '#platform/ui/french.ts'
import type { Day, Territory } from '#territory'
import { hasEffect, type Transition } from '#workflows'
import type { RequestRow } from '../../record/queries.ts'
import type { Acting } from '../acting.ts'
import { dayFault, isDay, promisedDay } from '../planned.ts'
import { effectKind } from './kind.ts'
import { PROMISE_DATE } from './promise-date.ts'

const brokenByAct = ({ input, transition, place, request }: Acting): Day | null =>
  brokenBy(input.date, transition, place, request)

export const PLAN_DATE = effectKind({
  name: 'planDate',
  sentence: 'Le jour choisi est celui de l’intervention.',
  asks: { input: 'date', otherwise: 'fixe un jour, mais ne demande pas lequel.' },
  refuse(acting) {
    const { date, promise } = acting.input
    if (date === undefined) return []
    const fault = dayFault(acting, date, 'donnez')
    if (fault !== null) return [{ field: 'date', message: fault }]
    const broken = brokenByAct(acting)
    if (broken === null || promise !== undefined) return []
    const message = `Le ${longDate(date)} vient après la date promise à la personne, le ${longDate(broken)}. Dites si vous promettez ce nouveau jour.`
    return [{ field: 'promise', message }]
  },
  also: (acting) => (acting.input.promise === true && brokenByAct(acting) !== null ? [PROMISE_DATE] : []),
  change: ({ input }) => (input.date === undefined ? {} : { plannedDay: input.date }),
  payload: ({ input }) => (input.date === undefined ? {} : { plannedDay: input.date }),
})

/** The promised day that a planned one would break; null when it keeps it, or plans nothing. */
export function brokenBy(
  day: string | undefined,
  transition: Transition,
  place: Territory,
  request: Pick<RequestRow, 'solutionDueAt'>,
): Day | null {
  const promised = promisedDay(place, request)
  return hasEffect(transition, PLAN_DATE) && isDay(day) && promised !== null && day > promised
    ? promised
    : null
}
