// What a change makes of the rules, and of the requests that came before it: it is tried before it is written. Pure, but for new names.
import { randomUUID } from 'node:crypto'
import { addDays, type Day } from '#territory'
import type { CompetenceRule } from '../words/definition.ts'
import { type CompetenceTerritory, decideCompetence, type RoutingDecision } from './competence.ts'
import { type CompetenceSource, type RuleCase, winningRule } from './matching.ts'
import { blocksOf, type ProvedTerritory } from './proof.ts'

/** What a rule says, its name apart. */
export type RuleText = Omit<CompetenceRule, 'id'>

export type RuleChange =
  | { do: 'add'; rule: RuleText }
  /** From the day on which the new text begins; the row as it was decides until then. */
  | { do: 'change'; id: string; rule: RuleText }
  | { do: 'end'; id: string; lastDay: Day }
  | { do: 'remove'; id: string }

export interface Changed {
  /** Every row as it will stand. */
  rules: readonly CompetenceRule[]
  /** Rows that are new, or say something else. */
  written: readonly CompetenceRule[]
  /** The row that is taken away. */
  removed: CompetenceRule | null
  /** The first day that is decided otherwise. */
  from: Day
}

/** A row that has not begun is nobody’s past: it is written over. */
export const isToCome = ({ from }: Pick<CompetenceRule, 'from'>, today: Day): boolean => today < from

/** What the change makes of the rules. The row that it names is among them. */
export function changedBy(rules: readonly CompetenceRule[], change: RuleChange, today: Day): Changed {
  if (change.do === 'add') {
    const added = { id: newId(change.rule), ...change.rule }
    return { rules: [...rules, added], written: [added], removed: null, from: added.from }
  }
  const old = rules.find(({ id }) => id === change.id)
  if (old === undefined) throw new Error(`no rule ${change.id}`)
  const others = rules.filter((rule) => rule !== old)
  if (change.do === 'remove') return { rules: others, written: [], removed: old, from: old.from }
  const written = change.do === 'end' ? [{ ...old, to: change.lastDay }] : succeeded(old, change.rule, today)
  const from = change.do === 'end' ? addDays(change.lastDay, 1) : change.rule.from
  return {
    rules: [...others, ...written],
    written,
    removed: null,
    from: old.from > today && old.from < from ? old.from : from,
  }
}

function succeeded(old: CompetenceRule, rule: RuleText, today: Day): CompetenceRule[] {
  if (isToCome(old, today)) return [{ id: old.id, ...rule }]
  return [
    { ...old, to: addDays(rule.from, -1) },
    { id: newId(rule), ...rule },
  ]
}

/** `tag-69029-street-3f9a2c` */
const newId = ({ category, commune, placeKind }: RuleText): string =>
  [category, commune, placeKind, randomUUID().slice(0, 6)]
    .filter((part) => part !== undefined)
    .join('-')
    .toLowerCase()

/** The first case in which another level answers, from that day on: competence is given, or taken. */
export function levelChange(
  [before, after]: readonly [CompetenceSource, CompetenceSource],
  territory: ProvedTerritory,
  { categories, commune, from }: { categories: readonly string[]; commune: string; from: Day },
): RuleCase | null {
  for (const category of categories)
    for (const block of blocksOf(
      { ...before, rules: [...before.rules, ...after.rules] },
      category,
      territory,
      from,
    )) {
      if (!block.communes.includes(commune)) continue
      const asked = { category, commune, placeKind: block.placeKind, day: block.day }
      if (answersIn(before, asked) !== answersIn(after, asked)) return asked
    }
  return null
}

const answersIn = (source: CompetenceSource, asked: RuleCase) =>
  winningRule(source, asked)?.answers ?? 'metropolis'

/** Requests alike for the rules, and how many came. */
export interface PastCase {
  category: string
  areaCode: string
  placeKind: string | null
  count: number
}

/** What would go elsewhere. */
export interface Rerouted {
  past: PastCase
  was: RoutingDecision
  becomes: RoutingDecision
}

/** Of what came, what would go elsewhere if it came again on that day. The most first. */
export function rerouted(
  [before, after]: readonly [CompetenceSource, CompetenceSource],
  territory: CompetenceTerritory,
  past: readonly PastCase[],
  day: Day,
): Rerouted[] {
  return past
    .map((one) => {
      const asked = { ...one, day }
      return {
        past: one,
        was: decideCompetence(before, territory, asked),
        becomes: decideCompetence(after, territory, asked),
      }
    })
    .filter(({ was, becomes }) => was.unitId !== becomes.unitId)
    .toSorted((a, b) => b.past.count - a.past.count)
}
