// Conditions that have a name: each is put where its name stands, so that one evaluator, and the browser, know only plain conditions.
import type { Condition } from './condition.ts'

/** A condition that others say by its name. */
export interface NamedCondition {
  id: string
  /** As it is read in sentences. */
  name: string
  when: Condition
}

/** What is never so: it stands for a name that nobody gave, that turns in a circle, or that is too long. */
const NEVER: Condition = { op: 'any', conditions: [] }
/** Parts of a condition once every name is replaced: past that, it is not published. */
const MOST_PARTS = 5000

/** Names that a condition says, each once. */
export function namesIn(condition: Condition): string[] {
  if (condition.op === 'named') return [condition.name]
  if (condition.op === 'not') return namesIn(condition.condition)
  return condition.op === 'all' || condition.op === 'any'
    ? [...new Set(condition.conditions.flatMap(namesIn))]
    : []
}

interface Made {
  condition: Condition
  parts: number
}

/** Why a name stands for nothing. */
export type NameFault = { kind: 'unknown' | 'long'; name: string } | { kind: 'cycle'; path: string[] }

export interface Resolver {
  (condition: Condition): Condition
  /** What is wrong with the names that a condition says, however far. */
  faults(condition: Condition): NameFault[]
}

/** What puts conditions in the place of their names; of those of one name, the first. */
export function resolverOf(named: readonly NamedCondition[]): Resolver {
  const known = new Map(named.toReversed().map(({ id, when }) => [id, when]))
  const made = new Map<string, Made>()
  const found = new Map<string, NameFault>()

  function ofName(name: string, path: readonly string[]): Made {
    const before = made.get(name)
    if (before !== undefined) return before
    const when = known.get(name)
    const fault: NameFault | undefined =
      when === undefined
        ? { kind: 'unknown', name }
        : path.includes(name)
          ? { kind: 'cycle', path: [...path.slice(path.indexOf(name)), name] }
          : undefined
    if (when === undefined || fault !== undefined) {
      if (fault !== undefined) found.set(name, fault)
      return { condition: NEVER, parts: 1 }
    }
    const own = put(when, [...path, name])
    if (own.parts > MOST_PARTS) found.set(name, { kind: 'long', name })
    const kept = own.parts > MOST_PARTS ? { condition: NEVER, parts: 1 } : own
    made.set(name, kept)
    return kept
  }

  function put(condition: Condition, path: readonly string[]): Made {
    if (condition.op === 'named') return ofName(condition.name, path)
    if (condition.op === 'not') {
      const one = put(condition.condition, path)
      return { condition: { op: 'not', condition: one.condition }, parts: one.parts + 1 }
    }
    if (condition.op !== 'all' && condition.op !== 'any') return { condition, parts: 1 }
    const all = condition.conditions.map((one) => put(one, path))
    return {
      condition: { op: condition.op, conditions: all.map((one) => one.condition) },
      parts: all.reduce((sum, { parts }) => sum + parts, 1),
    }
  }

  const resolve = (condition: Condition): Condition => {
    if (namesIn(condition).length === 0) return condition
    const { condition: plain, parts } = put(condition, [])
    return parts > MOST_PARTS ? NEVER : plain
  }
  const faults = (condition: Condition): NameFault[] => {
    const { parts } = put(condition, [])
    const own: NameFault[] = parts > MOST_PARTS ? [{ kind: 'long', name: '' }] : []
    const far = new Set<string>()
    const visit = (one: Condition): void => {
      for (const name of namesIn(one))
        if (!far.has(name)) {
          far.add(name)
          const when = known.get(name)
          if (when !== undefined) visit(when)
        }
    }
    visit(condition)
    return [...own, ...[...far].flatMap((name) => found.get(name) ?? [])]
  }
  return Object.assign(resolve, { faults })
}
