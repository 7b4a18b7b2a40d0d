// What another grid would change, commune by commune: computed, shown, kept nowhere.
import { bracketOf, type Offer, type Prices } from '../price/grid.ts'
import type { Cents } from '../price/money.ts'

/** A commune as it stands: how many people, under which offer, at which price of today. */
export interface Standing {
  readonly name: string
  readonly population: number
  readonly offer: Offer
  readonly now: Cents
}

export interface Simulated extends Standing {
  readonly then: Cents
}

/** Each under those prices, and both sums. */
export function simulate(
  standing: readonly Standing[],
  prices: Pick<Prices, 'brackets'>,
): { rows: Simulated[]; now: Cents; then: Cents } {
  const rows = standing.map((one) => ({ ...one, then: bracketOf(prices, one.population)[one.offer] }))
  const sum = (of: 'now' | 'then') => rows.reduce((total, row) => total + row[of], 0)
  return { rows, now: sum('now'), then: sum('then') }
}
