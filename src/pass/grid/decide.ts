// What a grid gives to somebody on a day: a class, why in a sentence, until when, what is not known. Pure.
import { hasTurned } from '#people'
import { type Facts, factsRead, isRealDay } from '#rules'
import { addDays, type Day } from '#territory'
import { FACTS, type FactId, isAtLeast, type Level, monthsAfter, type Proof } from '../proof/facts.ts'
import { becauseOf, NO_ROW } from './because.ts'
import type { Grid, GridRow } from './definition.ts'
import { compile, mostPrecise } from './prove.ts'
import { isAlike, OLDEST } from './space.ts'
import type { Place } from './words.ts'

/** What is known of somebody. */
export interface Known {
  /** `YYYY-MM-DD`, 00 for what is presumed; and how surely. */
  readonly birth?: { readonly date: string; readonly level: Level } | undefined
  readonly proofs: readonly Proof[]
}

export interface Decision {
  /** null: no right. */
  readonly class: string | null
  /** The row that decides; null: none does. */
  readonly row: string | null
  /** « parce que vous habitez Bron »: names what the row asks, never what was read. */
  readonly because: string
  /** Its last day; null without a right. */
  readonly until: Day | null
  /** What could change the class, were it known surely enough. */
  readonly missing: readonly FactId[]
}

/** @param day `YYYY-MM-DD`, in the zone of the territory; @param places the communes that sentences name */
export function decide(grid: Grid, known: Known, day: Day, places: readonly Place[] = []): Decision {
  const facts = factsOn(grid, known, day)
  const { row, result } = resultOf(grid, facts)
  return {
    class: result,
    row: row?.id ?? null,
    because:
      row === null ? NO_ROW : becauseOf(row.when, facts, { proofs: inForce(grid, known, day), places }),
    until: result === null ? null : untilOf(grid, known, { day, row, result }),
    missing: missingIn(grid, facts, result),
  }
}

const latest = ({ seenOn, endsOn }: Proof): string => `${seenOn} ${endsOn}`

function resultOf(grid: Grid, facts: Facts): { row: GridRow | null; result: string | null } {
  // A grid in force has no overlap; of one that is tried, the first row.
  const row = mostPrecise(grid, facts)[0] ?? null
  return { row, result: row?.class ?? grid.otherwise ?? null }
}

/** The proofs that count: begun, not ended, as sure as the grid asks; of one fact, what was seen last. */
function inForce({ proofs: asked }: Grid, { proofs }: Known, day: Day): Proof[] {
  return FACTS.flatMap((fact) => {
    const level = asked[fact]
    return proofs
      .filter((one) => one.fact === fact && one.seenOn <= day && day <= one.endsOn)
      .filter((one) => level !== undefined && isAtLeast(one.level, level))
      .toSorted((a, b) => (latest(a) < latest(b) ? 1 : -1))
      .slice(0, 1)
  })
}

/** What the grid reads of what is known on that day. */
export function factsOn(grid: Grid, known: Known, day: Day): Facts {
  const proved = inForce(grid, known, day).map(({ fact, class: value }) => [
    fact,
    value === 'true' ? true : value === 'false' ? false : value,
  ])
  const { birth } = known
  const isSure =
    birth !== undefined && grid.proofs.age !== undefined && isAtLeast(birth.level, grid.proofs.age)
  return Object.fromEntries([...proved, ...(isSure ? [['age', ageOn(birth.date, day)]] : [])])
}

/** Whole years that have surely gone by. */
function ageOn(birthdate: string, day: Day): number {
  let age = 0
  while (age < OLDEST && hasTurned(birthdate, age + 1, day)) age++
  return age
}

/** The last day on which it is so, by what is known today. */
function untilOf(
  grid: Grid,
  known: Known,
  { day, row, result }: { day: Day; row: GridRow | null; result: string },
): Day {
  const used = row === null ? [] : factsRead(row.when)
  const ends = inForce(grid, known, day).flatMap(({ fact, endsOn }) => (used.includes(fact) ? [endsOn] : []))
  const latest = [lastDay(grid, day), ...ends].toSorted()[0] ?? day
  const change = turnsOf(known, day, latest).find(
    (turn) => resultOf(grid, factsOn(grid, known, turn)).result !== result,
  )
  return change === undefined ? latest : addDays(change, -1)
}

function lastDay({ lasts }: Grid, day: Day): Day {
  if ('months' in lasts) return addDays(monthsAfter(day, lasts.months), -1)
  const year = Number(day.slice(0, 4))
  const here = `${year}-${lasts.until}`
  return here >= day ? here : `${year + 1}-${lasts.until}`
}

/** The days on which something known begins, ends, or an age is reached, after the first and up to the last. */
function turnsOf({ birth, proofs }: Known, first: Day, last: Day): Day[] {
  const changes = proofs.flatMap(({ seenOn, endsOn }) => [seenOn, addDays(endsOn, 1)])
  const ages = birth === undefined ? [] : birthdaysBetween(birth.date, first, last)
  return [...new Set([...changes, ...ages])].filter((day) => first < day && day <= last).toSorted()
}

/** Of 29 February or of a presumed day, the first on which the age has surely been reached. */
function birthdaysBetween(birthdate: string, first: Day, last: Day): Day[] {
  const [, month = '', date = ''] = birthdate.split('-')
  const ofYear = month === '00' ? '12-31' : `${month}-${date === '00' ? '31' : date}`
  const [from, to] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))]
  return Array.from({ length: to - from + 1 }, (_, more) => `${from + more}-${ofYear}`).map((text) =>
    isRealDay(text) ? text : monthsAfter(`${text.slice(0, 7)}-01`, 1),
  )
}

/** Facts that are not known, and that a row which could still decide otherwise asks. */
function missingIn(grid: Grid, facts: Facts, result: string | null): FactId[] {
  const { cases, space } = compile(grid)
  const [known, unknown] = [true, false].map((is) =>
    space.facts.filter((fact) => Object.hasOwn(facts, fact) === is),
  ) as [FactId[], FactId[]]
  if (unknown.length === 0) return []
  const possible = cases.filter((one) => known.every((fact) => isAlike(space, one, facts, fact)))
  const asked = possible.flatMap((one) => {
    const { row, result: other } = resultOf(grid, one)
    return row === null || other === result
      ? []
      : factsRead(row.when).filter((fact) => Object.hasOwn(one, fact))
  })
  return unknown.filter((fact) => asked.includes(fact))
}
