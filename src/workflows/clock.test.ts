// The promise: the example of the issue, pauses, reopening, and the laws that hold whatever the history.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CalendarDefinition } from '#territory'
import {
  addDays,
  addWorkingDays,
  compileCalendar,
  isWorkingDay,
  localDay,
  startOfDay,
  workingDaysBetween,
} from '#territory'
import fc from 'fast-check'
import type { ClockEntry } from './clock.ts'
import { clockKinds, clockStatus, computeClocks, workingDaysLeft } from './clock.ts'
import type { Delays } from './definition.ts'
import { effectsOf } from './effects.ts'
import { applyTransition, stateOf } from './interpreter.ts'
import { sampleWorkflow } from './sample.fixture.ts'
import { houseOf } from '../app.ts'

const { effects: brought } = houseOf({ demo: false })

const zone = 'Europe/Paris'
const open: [string, string][] = [['08:00', '18:00']]
const week: CalendarDefinition['hours'] = { 1: open, 2: open, 3: open, 4: open, 5: open }
const calendar = compileCalendar({ id: 'c', label: 'c', hours: week, holidays: 'france' }, zone)
const delays: Delays = { firstAnswer: { days: 4, riskDays: 1 }, solution: { days: 10, riskDays: 2 } }
const received: ClockEntry = { at: new Date('2026-11-23T14:38:00+01:00'), kind: 'received' }
const entry = (kind: ClockEntry['kind'], day: string): ClockEntry => ({
  at: new Date(`${day}T10:00:00+01:00`),
  kind,
})
const clocks = (...entries: ClockEntry[]) => computeClocks(entries, delays, calendar)

test('received on Monday 23 November 2026: answered by the 27th, solved by 7 December', () => {
  const { firstAnswer, solution } = clocks(received)
  assert.deepEqual([firstAnswer.dueDay, solution.dueDay], ['2026-11-27', '2026-12-07'])
  assert.equal(solution.dueAt?.toISOString(), '2026-12-07T22:59:59.999Z')
  assert.deepEqual(solution.riskFrom, startOfDay('2026-12-03', zone))
  const at = (text: string) => [
    clockStatus(solution, new Date(text)),
    workingDaysLeft(solution, new Date(text), calendar),
  ]
  assert.deepEqual(at('2026-12-02T23:59:59+01:00'), ['ok', 3])
  assert.deepEqual(at('2026-12-03T00:00:00+01:00'), ['risk', 2])
  assert.deepEqual(at('2026-12-07T23:59:59+01:00'), ['risk', 0])
  assert.deepEqual(at('2026-12-08T00:00:00+01:00'), ['late', -1])
})

test('a pause stops the solution clock only, and is given back', () => {
  const asked = [received, entry('firstAnswer', '2026-11-25'), entry('paused', '2026-11-25')]
  const during = clocks(...asked)
  assert.equal(during.solution.status, 'paused')
  assert.deepEqual(
    [during.solution.dueDay, during.solution.dueAt, during.solution.riskFrom],
    [null, null, null],
  )
  assert.equal(clockStatus(during.solution, new Date('2027-11-25')), 'paused')
  assert.equal(workingDaysLeft(during.solution, new Date('2027-11-25'), calendar), null)
  assert.equal(clockStatus(during.firstAnswer, received.at), 'met')
  const after = clocks(...asked, entry('resumed', '2026-11-30')).solution
  assert.deepEqual([after.pausedWorkingDays, after.dueDay, after.status], [3, '2026-12-10', 'running'])
  // Paused while it is paused: the resident is still waited for since the first time.
  const twice = clocks(...asked, entry('paused', '2026-11-27'), entry('resumed', '2026-11-30')).solution
  assert.deepEqual([twice.pausedWorkingDays, twice.dueDay], [3, '2026-12-10'])
})

test('a promised date replaces the delay; pauses after it move it, those before it do not, reopening forgets it', () => {
  const promised: ClockEntry = { ...entry('promised', '2026-12-01'), day: '2026-12-15' }
  const { firstAnswer, solution } = clocks(received, promised)
  assert.deepEqual([firstAnswer.dueDay, solution.dueDay], ['2026-11-27', '2026-12-15'])
  assert.equal(solution.totalWorkingDays, 16)
  assert.deepEqual(solution.riskFrom, startOfDay('2026-12-11', zone))
  const paused = [entry('paused', '2026-11-25'), entry('resumed', '2026-11-30')]
  assert.equal(clocks(received, ...paused, promised).solution.dueDay, '2026-12-15')
  const later = [entry('paused', '2026-12-02'), entry('resumed', '2026-12-04')]
  assert.equal(clocks(received, promised, ...later).solution.dueDay, '2026-12-17')
  const around = [entry('paused', '2026-11-30'), entry('resumed', '2026-12-03')]
  assert.equal(clocks(received, ...around, promised).solution.dueDay, '2026-12-17')
  const again = clocks(received, promised, entry('closed', '2026-12-02'), entry('reopened', '2026-12-03'))
  assert.equal(again.solution.dueDay, '2026-12-17')
})

test('closing ends both, also from a pause; too late is missed', () => {
  const onTime = clocks(received, entry('paused', '2026-11-26'), entry('closed', '2026-12-24'))
  assert.equal(onTime.solution.status, 'done')
  assert.equal(clockStatus(onTime.solution, new Date()), 'met')
  assert.equal(clockStatus(onTime.firstAnswer, new Date()), 'missed')
  const late = clocks(received, entry('closed', '2026-12-08'), entry('paused', '2026-12-09'))
  assert.equal(clockStatus(late.solution, new Date()), 'missed')
})

test('reopening counts the solution anew; the first answer stays given', () => {
  const { firstAnswer, solution } = clocks(
    received,
    entry('paused', '2026-11-24'),
    entry('closed', '2026-11-26'),
    entry('reopened', '2026-12-01'),
  )
  assert.deepEqual(
    [solution.dueDay, solution.status, solution.pausedWorkingDays],
    ['2026-12-15', 'running', 0],
  )
  assert.equal(firstAnswer.status, 'done')
})

test('a restart counts both anew, but for an answer already given', () => {
  const fresh = clocks(received, entry('restarted', '2026-11-30'))
  assert.deepEqual([fresh.firstAnswer.dueDay, fresh.solution.dueDay], ['2026-12-04', '2026-12-14'])
  const answered = clocks(received, entry('firstAnswer', '2026-11-24'), entry('restarted', '2026-11-30'))
  assert.deepEqual([answered.firstAnswer.status, answered.solution.dueDay], ['done', '2026-12-14'])
})

test('transitions say what they do to the clocks', () => {
  const workflow = sampleWorkflow()
  const kinds = (from: string, id: string, role: 'handler' | 'resident' | 'system') => {
    const { state, effects } = applyTransition(workflow, from, id, {
      roles: [role],
      facts: {},
      closedDaysAgo: 1,
    })
    return clockKinds(stateOf(workflow, from), state, effectsOf({ effects }, brought))
  }
  assert.deepEqual(kinds('new', 'take', 'handler'), [])
  assert.deepEqual(kinds('active', 'ask', 'handler'), ['firstAnswer', 'paused'])
  assert.deepEqual(kinds('waiting', 'reply', 'resident'), ['resumed'])
  assert.deepEqual(kinds('waiting', 'expire', 'system'), ['closed'])
  assert.deepEqual(kinds('closed', 'reopen', 'resident'), ['reopened'])
})

test('without reception there is no clock', () => {
  assert.throws(() => clocks(entry('closed', '2026-11-24')), RangeError)
})

const anyDay = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays('2010-01-01', count))
const anyHour = fc.integer({ min: 0, max: 22 * 60 })
const instant = (day: string, minutes: number) => new Date(startOfDay(day, zone).getTime() + minutes * 60_000)
const anyDelays = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.nat(5)).map(([days, riskDays]): Delays => {
  return {
    firstAnswer: { days, riskDays: Math.min(days, riskDays) },
    solution: { days, riskDays: Math.min(days, riskDays) },
  }
})
const anyKind = fc.constantFrom<ClockEntry['kind']>(
  'paused',
  'resumed',
  'firstAnswer',
  'closed',
  'reopened',
  'restarted',
)
const anyHistory = fc
  .tuple(anyDay, fc.array(fc.tuple(fc.nat(20), anyHour, anyKind), { maxLength: 12 }))
  .map(([first, steps]) => {
    let day = first
    const later = steps.map(([gap, minutes, kind]): ClockEntry => {
      day = addDays(day, gap)
      return { at: instant(day, minutes), kind }
    })
    return [{ at: instant(first, 0), kind: 'received' as const }, ...later]
  })

test('a later start never ends earlier, whatever the hour', () => {
  fc.assert(
    fc.property(anyDay, anyHour, fc.nat(20_000), anyDelays, (day, minutes, laterMinutes, given) => {
      const start = instant(day, minutes)
      const later = new Date(start.getTime() + laterMinutes * 60_000)
      const end = (at: Date) =>
        computeClocks([{ at, kind: 'received' }], given, calendar).solution.dueDay ?? ''
      assert.ok(end(later) >= end(start))
    }),
  )
})

test('a pause of n working days moves the end by n, wherever it stands and however it is cut', () => {
  fc.assert(
    fc.property(anyDay, anyDelays, fc.nat(30), fc.nat(30), fc.nat(30), (day, given, wait, first, second) => {
      const [from, middle, to] = [
        addDays(day, wait),
        addDays(day, wait + first),
        addDays(day, wait + first + second),
      ]
      const at = (text: string, kind: ClockEntry['kind']) => ({ at: instant(text, 600), kind })
      const start = at(day, 'received')
      const whole = [start, at(from, 'paused'), at(to, 'resumed')]
      const cut = [start, at(from, 'paused'), at(middle, 'resumed'), at(middle, 'paused'), at(to, 'resumed')]
      const due = (entries: ClockEntry[]) => computeClocks(entries, given, calendar).solution.dueDay
      const moved = addWorkingDays(calendar, due([start]) ?? '', workingDaysBetween(calendar, from, to))
      assert.equal(due(whole), moved)
      // Cut at one instant: paused again as it resumes, so nothing is lost or gained.
      if (second > 0 && first > 0) assert.equal(due(cut), moved)
    }),
  )
})

test('never ends on a closed day, and turns at risk before it is late', () => {
  fc.assert(
    fc.property(anyHistory, anyDelays, (history, given) => {
      for (const view of Object.values(computeClocks(history, given, calendar))) {
        if (view.dueDay === null || view.dueAt === null || view.riskFrom === null) continue
        assert.ok(isWorkingDay(calendar, view.dueDay))
        assert.equal(localDay(view.dueAt, zone), view.dueDay)
        assert.ok(view.riskFrom < view.dueAt)
      }
    }),
  )
})

test('recomputing is deterministic, whatever is said twice', () => {
  fc.assert(
    fc.property(anyHistory, anyDelays, fc.array(fc.nat(), { maxLength: 5 }), (history, given, picks) => {
      const repeated = [
        ...history,
        ...picks.map((pick) => history[pick % history.length]).filter((one) => one !== undefined),
      ]
      const once = computeClocks(history, given, calendar)
      assert.deepEqual(computeClocks(history, given, calendar), once)
      assert.deepEqual(computeClocks(repeated, given, calendar), once)
    }),
  )
})
