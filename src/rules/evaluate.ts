// Says whether a condition holds. Runs in browsers too: it imports nothing but types.
import type { Comparison, Condition, Facts } from './condition.ts'

/** Does the condition hold for these facts? Never throws; an absent fact makes every comparison false. */
export function holds(condition: Condition, facts: Facts): boolean {
  switch (condition.op) {
    case 'all':
      return condition.conditions.every((one) => holds(one, facts))
    case 'any':
      return condition.conditions.some((one) => holds(one, facts))
    case 'not':
      return !holds(condition.condition, facts)
    default:
      return compares(condition, factOf(facts, condition.of))
  }
}

/** Names of the facts a condition reads, each once, in order of appearance. */
export function factsRead(condition: Condition): string[] {
  return [...new Set(comparisonsOf(condition).map((one) => one.of))]
}

/** The leaves of a condition, in order of appearance. */
export function comparisonsOf(condition: Condition): Comparison[] {
  if (condition.op === 'all' || condition.op === 'any') return condition.conditions.flatMap(comparisonsOf)
  if (condition.op === 'not') return comparisonsOf(condition.condition)
  return [condition]
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

function compares(condition: Comparison, fact: unknown): boolean {
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
  }
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
