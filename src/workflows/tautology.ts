// Is one of these conditions true whatever the facts? Proved by trying every truth of their comparisons.
import type { Comparison, Condition } from '#rules'
import { comparisonsOf } from '#rules'

const mostComparisons = 12

/**
 * True when at least one condition holds in every case. Comparisons count as independent, so the answer errs on the
 * side of no; past twelve different comparisons it is no.
 */
export function oneAlwaysHolds(conditions: readonly Condition[]): boolean {
  const names = [...new Set(conditions.flatMap(comparisonsOf).map(nameOf))]
  if (names.length > mostComparisons) return conditions.some((one) => oneAlwaysHoldsAlone(one))
  for (let truth = 0; truth < 2 ** names.length; truth += 1) {
    const isTrue = (name: string) => ((truth >> names.indexOf(name)) & 1) === 1
    if (!conditions.some((one) => holdsWhen(one, isTrue))) return false
  }
  return true
}

function oneAlwaysHoldsAlone(condition: Condition): boolean {
  return condition.op === 'all' && condition.conditions.length === 0
}

function holdsWhen(condition: Condition, isTrue: (name: string) => boolean): boolean {
  switch (condition.op) {
    case 'all':
      return condition.conditions.every((one) => holdsWhen(one, isTrue))
    case 'any':
      return condition.conditions.some((one) => holdsWhen(one, isTrue))
    case 'not':
      return !holdsWhen(condition.condition, isTrue)
    case 'named':
      return false
    case 'empty':
      return !isTrue(nameOf(condition))
    default:
      return isTrue(nameOf(condition))
  }
}

// "Empty" is the contrary of "answered", not another comparison.
function nameOf(comparison: Comparison): string {
  if (comparison.op === 'empty' || comparison.op === 'answered') return `answered ${comparison.of}`
  const compared =
    'values' in comparison ? comparison.values : 'other' in comparison ? comparison.other : comparison.value
  return `${comparison.op} ${comparison.of} ${JSON.stringify(compared)}`
}
