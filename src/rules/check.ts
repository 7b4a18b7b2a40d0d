// Checks a condition before it is published: what it reads exists, and is compared with a value of its kind.
import type { Comparison, Condition, Value } from './condition.ts'
import { comparisonsOf, factsRead } from './evaluate.ts'

/** Kind of a fact. `choice`: one value of a list; `choices`: several; `other` (place, files) is only answered or not. */
export type FactType = 'text' | 'number' | 'yes-no' | 'date' | 'choice' | 'choices' | 'other'

/** A fact conditions may read. `choices`: the values allowed, absent when the list is open. */
export interface KnownFact {
  type: FactType
  choices?: readonly string[]
}

/** What is wrong with a condition; `of` is the fact concerned, `sentence` says it in French. */
export interface ConditionProblem {
  kind: 'unknownFact' | 'wrongType' | 'unknownChoice' | 'badValue'
  of: string
  sentence: string
}

/** A thing shown, required or chosen by conditions that read other things of the same list. */
export interface ConditionNode {
  id: string
  conditions: readonly Condition[]
}

type ReadingOp = Exclude<Comparison['op'], 'answered' | 'empty' | 'against'>

const readableBy: Record<ReadingOp, readonly FactType[]> = {
  is: ['text', 'number', 'yes-no', 'date', 'choice'],
  isNot: ['text', 'number', 'yes-no', 'date', 'choice'],
  in: ['text', 'number', 'yes-no', 'date', 'choice'],
  notIn: ['text', 'number', 'yes-no', 'date', 'choice'],
  includes: ['choices'],
  atLeast: ['number'],
  atMost: ['number'],
  onOrAfter: ['date'],
  onOrBefore: ['date'],
  matches: ['text'],
  agoAtLeast: ['date'],
  agoAtMost: ['date'],
}

/** Every problem of a condition, given the facts it may read. Empty when it can be published. */
export function checkCondition(
  condition: Condition,
  known: Readonly<Record<string, KnownFact>>,
): ConditionProblem[] {
  return comparisonsOf(condition).flatMap((one) => checkComparison(one, known))
}

function checkComparison(one: Comparison, known: Readonly<Record<string, KnownFact>>): ConditionProblem[] {
  const fact = Object.hasOwn(known, one.of) ? known[one.of] : undefined
  if (fact === undefined) {
    return [problem('unknownFact', one.of, `La condition lit « ${one.of} », qui n’existe pas.`)]
  }
  if (one.op === 'answered' || one.op === 'empty') return []
  if (one.op === 'against') return checkAgainst(one, fact, known)
  if (!readableBy[one.op].includes(fact.type)) {
    return [problem('wrongType', one.of, `« ${one.of} » ne peut pas être comparé ainsi (${one.op}).`)]
  }
  if (one.op === 'agoAtLeast' || one.op === 'agoAtMost') return []
  return valuesOf(one).flatMap((value) => checkValue(one.of, fact, value))
}

type AgainstOne = Extract<Comparison, { op: 'against' }>

/** Facts of one kind are compared, those that have an order for one that asks it. */
function checkAgainst(
  { of, how, other }: AgainstOne,
  fact: KnownFact,
  known: Readonly<Record<string, KnownFact>>,
): ConditionProblem[] {
  const beside = Object.hasOwn(known, other) ? known[other] : undefined
  if (beside === undefined)
    return [problem('unknownFact', other, `La condition lit «\u00a0${other}\u00a0», qui n’existe pas.`)]
  const kinds = how === 'is' || how === 'isNot' ? readableBy.is : (['number', 'date'] as const)
  const isFair =
    fact.type === beside.type && (kinds as readonly FactType[]).includes(fact.type) && of !== other
  return isFair
    ? []
    : [
        problem(
          'wrongType',
          of,
          `«\u00a0${of}\u00a0» et «\u00a0${other}\u00a0» ne peuvent pas être comparés ainsi.`,
        ),
      ]
}

type Valued = Exclude<Comparison, { op: 'answered' | 'empty' | 'against' | 'agoAtLeast' | 'agoAtMost' }>

function valuesOf(one: Valued): readonly Value[] {
  return one.op === 'in' || one.op === 'notIn' ? one.values : [one.value]
}

function checkValue(of: string, fact: KnownFact, value: Value): ConditionProblem[] {
  const expected = fact.type === 'number' ? 'number' : fact.type === 'yes-no' ? 'boolean' : 'string'
  if (typeof value !== expected) {
    return [problem('wrongType', of, `« ${of} » est comparé à « ${value} », qui n’est pas de la même sorte.`)]
  }
  if (fact.type === 'date' && !isRealDay(String(value))) {
    return [problem('badValue', of, `« ${of} » est comparé à « ${value} », qui n’est pas une date.`)]
  }
  if (fact.choices !== undefined && !fact.choices.includes(String(value))) {
    return [problem('unknownChoice', of, `« ${value} » n’est pas un choix de « ${of} ».`)]
  }
  return []
}

/** Is it a day of the calendar, as YYYY-MM-DD? */
export function isRealDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && text.length === 10
}

function problem(kind: ConditionProblem['kind'], of: string, sentence: string): ConditionProblem {
  return { kind, of, sentence }
}

/**
 * A cycle between things whose conditions read each other, as the path that returns to its start
 * (`['a', 'b', 'a']`), or null. Facts that are not in the list are ignored.
 */
export function conditionCycle(nodes: readonly ConditionNode[]): string[] | null {
  const reads = new Map(nodes.map((node) => [node.id, node.conditions.flatMap(factsRead)]))
  const finished = new Set<string>()
  const visit = (id: string, path: readonly string[]): string[] | null => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id]
    if (finished.has(id)) return null
    for (const next of reads.get(id) ?? []) {
      const cycle = reads.has(next) ? visit(next, [...path, id]) : null
      if (cycle !== null) return cycle
    }
    finished.add(id)
    return null
  }
  for (const id of reads.keys()) {
    const cycle = visit(id, [])
    if (cycle !== null) return cycle
  }
  return null
}
