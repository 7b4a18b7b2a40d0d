// How a request stands for its resident, in lists and on its page: its title, and the promise still open.
import { addDays, type Day, type Territory } from '#territory'
import type { State } from '#workflows'
import { dayOf } from '../record/clocks.ts'
import { placeSaid } from '../record/words.ts'
import type { RequestRow } from '../record/queries.ts'

/** Which promise stands now. Days are those of the territory's zone. */
export type Standing =
  | { kind: 'answer' | 'solution'; day: Day; late: boolean; solutionDay: Day | null }
  | { kind: 'paused'; until: Day | null }
  | { kind: 'closed'; day: Day; promisedDay: Day | null }
  | { kind: 'unknown' }

/** « Nid-de-poule, 112 avenue Franklin-Roosevelt, Bron » */
export function titleOf(
  request: Pick<RequestRow, 'subject' | 'placeAddress' | 'areaCode'>,
  place: Territory,
): string {
  const area = place.area(request.areaCode)?.name ?? ''
  const { subject, placeAddress } = request
  return [subject, placeSaid(placeAddress, area)].filter((part) => part !== '').join(', ')
}

/** The promise still open: the pause if any, then the first answer, then the solution. */
export function standingOf(request: RequestRow, state: State, place: Territory, now: Date): Standing {
  const day = (at: Date) => dayOf(place, at)
  const { closedAt, answerDueAt, answerDoneAt, solutionDueAt } = request
  const solutionDay = solutionDueAt === null ? null : day(solutionDueAt)
  if (state.kind === 'done' && closedAt !== null)
    return { kind: 'closed', day: day(closedAt), promisedDay: solutionDay }
  if (state.clock === 'paused') {
    return {
      kind: 'paused',
      until: state.timeout === undefined ? null : addDays(day(request.stateSince), state.timeout.days),
    }
  }
  if (answerDoneAt === null && answerDueAt !== null)
    return { kind: 'answer', day: day(answerDueAt), late: now > answerDueAt, solutionDay }
  if (solutionDueAt !== null && solutionDay !== null)
    return { kind: 'solution', day: solutionDay, late: now > solutionDueAt, solutionDay }
  return { kind: 'unknown' }
}
