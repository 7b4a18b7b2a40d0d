// One line a year: what is owed for it, and how it is reached. Days under each offer are weighed exactly and rounded together, so that
// the pieces always make the line, and a year cut in two at one price costs the whole year.
import { daysBetween } from '#platform/ui/french.ts'
import { bracketOf, type Grid } from '../price/grid.ts'
import { type Amount, amountOf, type Cents } from '../price/money.ts'
import { type Stretch, within } from './life.ts'

/** Half of the price in one year of a commune, used there or never. */
export interface Discount {
  readonly year: number
  readonly percent: number
}

export interface Piece extends Stretch {
  readonly days: number
  /** A whole year of it. */
  readonly yearly: Cents
  readonly cents: Cents
}

export interface Line extends Amount {
  readonly year: number
  readonly pieces: readonly Piece[]
  /** Before the discount. */
  readonly full: Cents
  readonly discount: { readonly percent: number; readonly cents: Cents } | null
  /** Inhabitants by which it was priced. */
  readonly population: number
}

/** What prices a line. */
export interface Pricing {
  readonly grid: (id: number) => Grid
  readonly population: number
  readonly discount: Discount | null
}

const daysIn = (year: number): number => daysBetween(`${year}-01-01`, `${year + 1}-01-01`)

function priced(days: readonly Stretch[], year: number, { grid, population }: Pricing): Piece[] {
  let weighed = 0
  let before = 0
  return days.map((stretch) => {
    const count = daysBetween(stretch.from, stretch.to) + 1
    const yearly = bracketOf(grid(stretch.gridId), population)[stretch.offer]
    weighed += yearly * count
    const until = Math.round(weighed / daysIn(year))
    const cents = until - before
    before = until
    return { ...stretch, days: count, yearly, cents }
  })
}

/** Those that follow one another at one price, as one: what is named beside the offer costs nothing. */
const atOnePrice = (stretches: readonly Stretch[]): Stretch[] =>
  stretches.reduce<Stretch[]>((before, one) => {
    const last = before.at(-1)
    return last?.offer === one.offer && last.gridId === one.gridId
      ? [...before.slice(0, -1), { ...last, to: one.to }]
      : [...before, one]
  }, [])

/** The line of a year of these stretches; null when none touches it. */
export function lineOf(stretches: readonly Stretch[], year: number, pricing: Pricing): Line | null {
  const days = within(atOnePrice(stretches), year)
  const last = days.at(-1)
  if (last === undefined) return null
  const pieces = priced(days, year, pricing)
  const full = pieces.reduce((sum, { cents }) => sum + cents, 0)
  const { discount, population } = pricing
  const percent = discount?.year === year ? discount.percent : 0
  const less = Math.round((full * percent) / 100)
  return {
    year,
    pieces,
    full,
    discount: percent === 0 ? null : { percent, cents: less },
    population,
    ...amountOf(full - less, pricing.grid(last.gridId).rate),
  }
}
