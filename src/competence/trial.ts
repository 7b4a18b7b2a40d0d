// A change, tried before it is made: what is said before and after, which rows win over which, and what of the last year would go elsewhere.
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { casesSince } from '#requests'
import {
  groundOf,
  judgeChange,
  precedence,
  readersOfCategory,
  type CompetenceRule,
  type Ground,
  type Rerouted,
  rerouted,
  type RuleChange,
} from '#services'
import type { Day } from '#territory'

const YEAR_MS = 365 * 86_400_000

/** What is counted of the past year. */
export const aYearAgo = ({ now }: Pick<Read, 'now'>): Date => new Date(now.getTime() - YEAR_MS)

/** A row as it will stand, with those that it keeps from deciding and those that keep it. */
export interface NextRow {
  rule: CompetenceRule
  over: readonly CompetenceRule[]
  under: readonly CompetenceRule[]
}

export interface Trial {
  ground: Ground
  /** The row that it names, as it is; null for a new one. */
  before: CompetenceRule | null
  after: readonly NextRow[]
  from: Day
  /** Requests of the past year on these subjects, and those that would go elsewhere. */
  total: number
  moved: readonly Rerouted[]
}

/** @throws BadInput, NotFound as the change itself would */
export async function tryChange(tx: Read, change: RuleChange): Promise<Trial> {
  const ground = await groundOf(tx)
  const { known, place, rules } = ground
  const { rules: next, written, removed, from, problems } = judgeChange(tx.actor, ground, change)
  if (problems.length > 0) throw new BadInput(problems)
  const sourceOf = (list: readonly CompetenceRule[]) => ({ rules: list, category: known.category })
  const touched = [...written, ...(removed === null ? [] : [removed])]
  const categories = [...new Set(touched.flatMap(({ category }) => readersOfCategory(known, category)))]
  const past = await casesSince(tx, aYearAgo(tx), categories)
  const named = change.do === 'add' ? undefined : rules.find(({ id }) => id === change.id)
  return {
    ground,
    before: named ?? null,
    after: written.map((rule) => ({ rule, ...precedence(sourceOf(next), rule, rule.category) })),
    from,
    total: past.reduce((sum, { count }) => sum + count, 0),
    moved: rerouted([sourceOf(rules), sourceOf(next)], place, past, from),
  }
}
