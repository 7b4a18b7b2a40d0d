// The two promises of a request, recomputed from its events; columns of the request are a copy to sort and filter by.
import { type Calendar, type Day, localDay, type Territory } from '#territory'
import { type ClockEntry, type ClockView, computeClocks, type Delays } from '#workflows'
import type { EventRow } from '#platform/ledger/events.ts'
import type { Read } from '#platform/db/db.ts'
import { serviceVersion } from '#services'
import type { RequestChange, RequestRow } from './queries.ts'

export interface Clocks {
  firstAnswer: ClockView
  solution: ClockView
}

/** Clock entries that events carry, oldest first. */
export function clockEntries(events: readonly EventRow[]): ClockEntry[] {
  return events.flatMap(({ at, payload }) =>
    entriesAt(at, (payload.clock ?? []) as ClockEntry['kind'][], payload.promisedDay as Day | undefined),
  )
}

/** Entries of one moment; `promisedDay` goes with a promise. */
export function entriesAt(at: Date, kinds: readonly ClockEntry['kind'][], promisedDay?: Day): ClockEntry[] {
  return kinds.map((kind) =>
    kind === 'promised' && promisedDay !== undefined ? { at, kind, day: promisedDay } : { at, kind },
  )
}

/** Both clocks of a request received at `at`. */
export function firstClocks(at: Date, delays: Delays, calendar: Calendar): Clocks {
  return computeClocks([{ at, kind: 'received' }], delays, calendar)
}

/** What the columns keep of the clocks. */
export function clockColumns({ firstAnswer, solution }: Clocks) {
  return {
    answerDueAt: firstAnswer.dueAt,
    answerRiskAt: firstAnswer.riskFrom,
    answerDoneAt: firstAnswer.doneAt,
    solutionDueAt: solution.dueAt,
    solutionRiskAt: solution.riskFrom,
    solutionDoneAt: solution.doneAt,
  } satisfies RequestChange
}

type Columns = ReturnType<typeof clockColumns>

/**
 * What an act changes of the clocks: nothing else is written, so that a promise made stays, whatever became of the calendar since
 * (a day closed, a unit that follows another).
 */
export function changedColumns(before: Clocks, after: Clocks): Partial<Columns> {
  const [were, are] = [clockColumns(before), clockColumns(after)]
  const keys = Object.keys(are) as (keyof Columns)[]
  return Object.fromEntries(
    keys.filter((key) => were[key]?.getTime() !== are[key]?.getTime()).map((key) => [key, are[key]]),
  )
}

/** Both clocks as they were promised: the days kept, with the pauses that the events tell. */
export function asPromised({ firstAnswer, solution }: Clocks, request: RequestRow, zone: string): Clocks {
  const kept = (clock: ClockView, dueAt: Date | null, riskFrom: Date | null): ClockView =>
    dueAt === null ? clock : { ...clock, dueAt, riskFrom, dueDay: localDay(dueAt, zone) }
  return {
    firstAnswer: kept(firstAnswer, request.answerDueAt, request.answerRiskAt),
    solution: kept(solution, request.solutionDueAt, request.solutionRiskAt),
  }
}

/** Delays of the request: those promised when it was sent, or last corrected, or of the version it is under. */
export async function delaysOf(
  tx: Read,
  request: Pick<RequestRow, 'serviceSlug' | 'serviceVersion'>,
  events: readonly EventRow[],
): Promise<Delays> {
  const filed = events.findLast(({ name }) => name === 'request.corrected') ?? events[0]
  const promised = filed?.payload.delays as Delays | undefined
  if (promised !== undefined) return promised
  const definition = await serviceVersion(tx, request.serviceSlug, request.serviceVersion)
  if (definition.delays === undefined) throw new Error(`service ${request.serviceSlug} has no delays`)
  return definition.delays
}

/** The calendar that counts its delays: that of its unit, or of the one of which a reorganisation took it, so that no promise moves. */
export function calendarOf(
  place: Territory,
  { unitId }: Pick<RequestRow, 'unitId'>,
  events: readonly EventRow[],
): Calendar {
  const passed = events.findLast(({ payload }) => payload.fromUnitId !== undefined)
  const isHere = passed?.name === 'request.reorganised' && passed.payload.unitId === unitId
  return place.calendarOf(isHere ? Number(passed.payload.countedBy) : unitId)
}

/** The clocks that the events give, with what is about to be added. What is said of a date is the date kept. */
export async function clocksOf(
  tx: Read,
  place: Territory,
  request: Pick<RequestRow, 'serviceSlug' | 'serviceVersion' | 'unitId'>,
  events: readonly EventRow[],
  added: readonly ClockEntry[] = [],
): Promise<Clocks> {
  return clocksUnder(place, request, await delaysOf(tx, request, events), events, added)
}

/** The same, within delays that are known. */
export const clocksUnder = (
  place: Territory,
  request: Pick<RequestRow, 'unitId'>,
  delays: Delays,
  events: readonly EventRow[],
  added: readonly ClockEntry[] = [],
): Clocks => computeClocks([...clockEntries(events), ...added], delays, calendarOf(place, request, events))

/** Local day of an instant in the territory. */
export const dayOf = (place: Territory, at: Date): string => localDay(at, place.zone)
