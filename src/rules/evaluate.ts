// Says whether a condition holds. Runs in browsers too: it imports next to nothing.
import {
  type Against,
  type Comparison,
  type Condition,
  type Facts,
  type TimeUnit,
  TODAY,
} from './condition.ts'

/** Does the condition hold for these facts? Never throws; an absent fact makes every comparison false. */
export function holds(condition: Condition, facts: Facts): boolean {
  switch (condition.op) {
    case 'all':
      return condition.conditions.every((one) => holds(one, facts))
    case 'any':
      return condition.conditions.some((one) => holds(one, facts))
    case 'not':
      return !holds(condition.condition, facts)
    case 'named':
      // What it stands for is not known here.
      return false
    default:
      return compares(condition, factOf(facts, condition.of), facts)
  }
}

/** Names of the facts a condition reads, each once, in order of appearance. */
export function factsRead(condition: Condition): string[] {
  return [
    ...new Set(
      comparisonsOf(condition).flatMap((one) => (one.op === 'against' ? [one.of, one.other] : [one.of])),
    ),
  ]
}

/** Does it read which day it is? */
export const readsToday = (condition: Condition): boolean =>
  comparisonsOf(condition).some(({ op }) => op === 'agoAtLeast' || op === 'agoAtMost')

/** The leaves of a condition, in order of appearance. */
export function comparisonsOf(condition: Condition): Comparison[] {
  if (condition.op === 'all' || condition.op === 'any') return condition.conditions.flatMap(comparisonsOf)
  if (condition.op === 'not') return comparisonsOf(condition.condition)
  return condition.op === 'named' ? [] : [condition]
}

/** Is there an answer? `false` and 0 are answers; blank texts and empty lists are not. */
export function isAnswered(value: unknown): boolean {
  if (value === undefined || value === null) return false
  if (typeof value === 'string') return value.trim() !== ''
  return !Array.isArray(value) || value.length > 0
}

// Own properties only: a field may be called `constructor`.
function factOf(facts: Facts, name: string): unknown {
  return Object.hasOwn(facts, name) ? facts[name] : undefined
}

function compares(condition: Comparison, fact: unknown, facts: Facts): boolean {
  if (condition.op === 'empty') return !isAnswered(fact)
  if (!isAnswered(fact)) return false
  switch (condition.op) {
    case 'answered':
      return true
    case 'is':
      return fact === condition.value
    case 'isNot':
      return fact !== condition.value
    case 'in':
      return condition.values.some((value) => value === fact)
    case 'notIn':
      return !condition.values.some((value) => value === fact)
    case 'includes':
      return Array.isArray(fact) && fact.includes(condition.value)
    case 'atLeast':
      return typeof fact === 'number' && fact >= condition.value
    case 'atMost':
      return typeof fact === 'number' && fact <= condition.value
    case 'onOrAfter':
      return isDay(fact) && fact >= condition.value
    case 'onOrBefore':
      return isDay(fact) && fact <= condition.value
    case 'matches':
      return typeof fact === 'string' && fits(fact, condition.value)
    case 'against':
      return stands(condition.how, fact, factOf(facts, condition.other))
    case 'agoAtLeast':
    case 'agoAtMost': {
      const ago = timeSince(fact, factOf(facts, TODAY), condition.unit)
      if (ago === undefined) return false
      return condition.op === 'agoAtLeast' ? ago >= condition.value : ago <= condition.value
    }
  }
}

function stands(how: Against, fact: unknown, other: unknown): boolean {
  if (!isAnswered(other)) return false
  if (how === 'is') return fact === other
  if (how === 'isNot') return fact !== other
  const areNumbers = typeof fact === 'number' && typeof other === 'number'
  if (!areNumbers && !(isDay(fact) && isDay(other))) return false
  return how === 'atLeast' ? fact >= other : fact <= other
}

/** Whole years, months or days from a day to another, less than 0 when it comes after; undefined when one is no day. */
export function timeSince(day: unknown, today: unknown, unit: TimeUnit): number | undefined {
  if (!isDay(day) || !isDay(today)) return undefined
  if (unit === 'days') return Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000)
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const [nowYear = 0, nowMonth = 0, nowDate = 0] = today.split('-').map(Number)
  const months = (nowYear - year) * 12 + nowMonth - month - (nowDate < date ? 1 : 0)
  return unit === 'months' ? months : Math.floor(months / 12)
}

// Days written `YYYY-MM-DD` sort as texts do.
function isDay(fact: unknown): fact is string {
  return typeof fact === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(fact)
}

// First-fit search of each piece in turn: one pass over the text, however many stars.
function fits(text: string, pattern: string): boolean {
  const [first = '', ...rest] = fold(pattern).split('*')
  const subject = fold(text)
  const last = rest.pop()
  if (last === undefined) return subject === first
  if (subject.length < first.length + last.length || !subject.startsWith(first) || !subject.endsWith(last)) {
    return false
  }
  let from = first.length
  for (const piece of rest) {
    const at = subject.indexOf(piece, from)
    if (at < 0) return false
    from = at + piece.length
  }
  return from <= subject.length - last.length
}

function fold(text: string): string {
  return text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
