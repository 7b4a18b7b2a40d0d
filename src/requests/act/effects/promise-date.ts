// The solution is promised for a new day, later than the one promised so far.
import { longDate } from '#platform/ui/french.ts'
import { isWorkingDay, nextWorkingDay } from '#territory'
import type { Acting } from '../acting.ts'
import { dayFault, promisedDay } from '../planned.ts'
import { effectKind } from './kind.ts'

/** Why that day is not promised. */
function promiseFault(acting: Acting, date: string): string | null {
  const { place, request } = acting
  const fault = dayFault(acting, date, 'promettez')
  if (fault !== null) return fault
  const promised = promisedDay(place, request)
  if (promised !== null && date <= promised)
    return `Une solution est déjà promise au plus tard le ${longDate(promised)} : donnez une date après ce jour, ou répondez que la promesse tient.`
  const calendar = place.calendarOf(request.unitId)
  return isWorkingDay(calendar, date)
    ? null
    : `Le service est fermé le ${longDate(date)} : promettez par exemple le ${longDate(nextWorkingDay(calendar, date))}.`
}

export const PROMISE_DATE = effectKind({
  name: 'promiseDate',
  sentence: 'La date choisie devient la date promise de la solution.',
  asks: { input: 'date', otherwise: 'promet une date, mais ne demande pas laquelle.' },
  untold: 'promet une date sans la dire à l’habitant.',
  clock: 'promised',
  foretold: () => 'La date promise de la solution change.',
  refuse(acting) {
    const { date } = acting.input
    const message = date === undefined ? null : promiseFault(acting, date)
    return message === null ? [] : [{ field: 'date', message }]
  },
  payload: ({ input }) => (input.date === undefined ? {} : { promisedDay: input.date }),
})
