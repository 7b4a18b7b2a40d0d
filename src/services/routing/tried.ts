// Why a row decides, or does not: every row is tried on a case. Pure.
import type { CompetenceRule } from '../words/definition.ts'
import {
  comparePrecision,
  type CompetenceSource,
  distancesOf,
  type Misfit,
  misfitOf,
  type RuleCase,
} from './matching.ts'

/** A row is tried on a case: why it does not speak of it, that a more precise one does, or that it decides. */
export interface Tried {
  rule: CompetenceRule
  outcome: Misfit | 'pre-empted' | 'decides'
}

/** Every row of the category and of those above it, the most precise first, as it was tried. */
export function triedOn(source: CompetenceSource, asked: RuleCase): Tried[] {
  const distances = distancesOf(source, asked.category)
  let decided = false
  return source.rules
    .filter(({ category }) => distances.has(category))
    .toSorted((a, b) => comparePrecision(a, b, distances) || (a.from < b.from ? 1 : -1))
    .map((rule) => {
      const misfit = misfitOf(rule, asked, distances)
      if (misfit !== null) return { rule, outcome: misfit }
      const outcome = decided ? 'pre-empted' : 'decides'
      decided = true
      return { rule, outcome }
    })
}
