// The promise: both clocks of a request, computed from its events. What a table keeps of them is a copy to sort by.
import type { Calendar, Day } from '#territory'
import { addWorkingDays, endOfDay, localDay, startOfDay, workingDaysBetween } from '#territory'
import type { EffectKind } from '#platform/house/effect.ts'
import type { Delay, Delays, State } from './definition.ts'

/**
 * An event that moves the clocks. `reopened`: the solution delay counts anew from that day, the first answer given
 * stays given. `restarted`: the request is received anew, by an authority seized at last (CRPA L114-3); both delays
 * count anew, but for a first answer already given. `promised`: the solution is promised for `day` instead; pauses that
 * come after move it like any promise.
 */
export interface ClockEntry {
  at: Date
  kind: 'received' | 'paused' | 'resumed' | 'firstAnswer' | 'closed' | 'reopened' | 'restarted' | 'promised'
  /** `promised` only. */
  day?: Day
}

/** One clock. Days are those of the calendar's zone. */
export interface ClockView {
  status: 'running' | 'paused' | 'done'
  /** Promised day, or null while paused: nobody knows when it will run again. */
  dueDay: Day | null
  /** Last instant of that day. */
  dueAt: Date | null
  /** First instant of the day when `riskDays` working days remain; null while paused. */
  riskFrom: Date | null
  doneAt: Date | null
  /** Working days of the pauses that are over, since it last began. */
  pausedWorkingDays: number
  /** Working days from its beginning to the promised day; 0 while paused. */
  totalWorkingDays: number
}

/** How a clock stands at some moment. `met` and `missed` are for clocks that are done. */
export type ClockStatus = 'late' | 'risk' | 'ok' | 'paused' | 'met' | 'missed'

/** What the events say, before any calendar of risk and promise: one clock's life. */
interface Run {
  startDay: Day
  pausedOn: Day | null
  pausedWorkingDays: number
  doneAt: Date | null
  /** A day promised since, and the pauses that were over by then. */
  promised: { day: Day; pausedBefore: number } | null
}

/**
 * Both clocks of a request. Delays count in working days after the day of reception, in the calendar and the zone
 * of the unit that answers. The first answer clock never pauses and stops at the first answer, or at closing.
 * The solution clock pauses: a pause of n working days moves its end by n. Equal instants keep the order of the
 * list, and the same kind at the same instant counts once. Throws RangeError without a `received` entry.
 */
export function computeClocks(
  entries: readonly ClockEntry[],
  delays: Delays,
  calendar: Calendar,
): { firstAnswer: ClockView; solution: ClockView } {
  const history = orderedOnce(entries)
  const received = history.find((entry) => entry.kind === 'received')
  if (received === undefined) throw new RangeError('a clock needs a received entry')
  const later = history.slice(history.indexOf(received) + 1)
  let [firstAnswer, solution] = [startRun(received.at, calendar), startRun(received.at, calendar)]
  for (const entry of later) {
    firstAnswer = firstAnswerAfter(firstAnswer, entry, calendar)
    solution = solutionAfter(solution, entry, calendar)
  }
  return {
    firstAnswer: viewOf(firstAnswer, delays.firstAnswer, calendar),
    solution: viewOf(solution, delays.solution, calendar),
  }
}

/** How the clock stands at `now`: at risk from its day of risk, late after the promised day. */
export function clockStatus(view: ClockView, now: Date): ClockStatus {
  if (view.status === 'paused' || view.dueAt === null) return 'paused'
  if (view.doneAt !== null) return view.doneAt <= view.dueAt ? 'met' : 'missed'
  if (now > view.dueAt) return 'late'
  return view.riskFrom !== null && now >= view.riskFrom ? 'risk' : 'ok'
}

/** Working days after today, up to the promised day; 0 on that day, negative after it; null when paused or done. */
export function workingDaysLeft(view: ClockView, now: Date, calendar: Calendar): number | null {
  if (view.status !== 'running' || view.dueDay === null) return null
  return workingDaysBetween(calendar, localDay(now, calendar.zone), view.dueDay)
}

/** What a transition does to the clocks, in order: entries to record at the instant it is taken. */
export function clockKinds(
  from: State,
  to: State,
  effects: readonly Pick<EffectKind, 'clock'>[],
): ClockEntry['kind'][] {
  const kinds: ClockEntry['kind'][] = []
  const marks = new Set(effects.map(({ clock }) => clock))
  for (const mark of ['reopened', 'promised', 'firstAnswer'] as const) if (marks.has(mark)) kinds.push(mark)
  if (from.clock === 'paused' && to.clock === 'running') kinds.push('resumed')
  if (from.clock !== 'paused' && to.clock === 'paused') kinds.push('paused')
  if (marks.has('closed')) kinds.push('closed')
  return kinds
}

function orderedOnce(entries: readonly ClockEntry[]): ClockEntry[] {
  const seen = new Set<string>()
  const once = entries.filter((entry) => {
    const key = `${entry.kind} ${entry.at.getTime()}`
    return seen.has(key) ? false : seen.add(key)
  })
  return once.sort((a, b) => a.at.getTime() - b.at.getTime())
}

function startRun(at: Date, calendar: Calendar): Run {
  return {
    startDay: localDay(at, calendar.zone),
    pausedOn: null,
    pausedWorkingDays: 0,
    doneAt: null,
    promised: null,
  }
}

function firstAnswerAfter(run: Run, entry: ClockEntry, calendar: Calendar): Run {
  if (run.doneAt !== null) return run
  if (entry.kind === 'restarted') return startRun(entry.at, calendar)
  return entry.kind === 'firstAnswer' || entry.kind === 'closed' ? { ...run, doneAt: entry.at } : run
}

function solutionAfter(run: Run, entry: ClockEntry, calendar: Calendar): Run {
  if (entry.kind === 'reopened') return startRun(entry.at, calendar)
  if (run.doneAt !== null) return run
  switch (entry.kind) {
    case 'restarted':
      return startRun(entry.at, calendar)
    case 'paused':
      return { ...run, pausedOn: run.pausedOn ?? localDay(entry.at, calendar.zone) }
    case 'resumed':
      return resume(run, entry.at, calendar)
    case 'promised':
      return entry.day === undefined ? run : promise(run, entry.at, entry.day, calendar)
    case 'closed':
      return { ...resume(run, entry.at, calendar), doneAt: entry.at }
    default:
      return run
  }
}

// Of a pause that lasts, only what comes after the promise moves it.
function promise(run: Run, at: Date, day: Day, calendar: Calendar): Run {
  const settled = resume(run, at, calendar)
  const pausedOn = run.pausedOn === null ? null : localDay(at, calendar.zone)
  return { ...settled, pausedOn, promised: { day, pausedBefore: settled.pausedWorkingDays } }
}

// The day of the pause was still worked on; the day it resumes is given back.
function resume(run: Run, at: Date, calendar: Calendar): Run {
  if (run.pausedOn === null) return run
  const lasted = workingDaysBetween(calendar, run.pausedOn, localDay(at, calendar.zone))
  return { ...run, pausedOn: null, pausedWorkingDays: run.pausedWorkingDays + lasted }
}

function viewOf(run: Run, delay: Delay, calendar: Calendar): ClockView {
  const { doneAt, pausedWorkingDays } = run
  if (run.pausedOn !== null) {
    return {
      status: 'paused',
      dueDay: null,
      dueAt: null,
      riskFrom: null,
      doneAt,
      pausedWorkingDays,
      totalWorkingDays: 0,
    }
  }
  const dueDay = dueDayOf(run, delay, calendar)
  const riskDay = addWorkingDays(calendar, dueDay, -delay.riskDays)
  return {
    status: doneAt === null ? 'running' : 'done',
    dueDay,
    dueAt: endOfDay(dueDay, calendar.zone),
    riskFrom: startOfDay(riskDay, calendar.zone),
    doneAt,
    pausedWorkingDays,
    totalWorkingDays: workingDaysBetween(calendar, run.startDay, dueDay),
  }
}

function dueDayOf({ startDay, pausedWorkingDays, promised }: Run, delay: Delay, calendar: Calendar): Day {
  return promised === null
    ? addWorkingDays(calendar, startDay, delay.days + pausedWorkingDays)
    : addWorkingDays(calendar, promised.day, pausedWorkingDays - promised.pausedBefore)
}
