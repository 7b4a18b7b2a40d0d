// What each year of an agreement costs: by the population read when the year began, by the latest known for years to come.
import type { Read } from '#platform/db/db.ts'
import type { Grid } from '../price/grid.ts'
import { type Life, plannedStretches, span, type Stretch, yearOf, yearsOf } from '../life/life.ts'
import { type Discount, type Line, lineOf } from '../life/line.ts'
import { type AgreementRow, gridRows, type Population, populationRows } from './queries.ts'

/** What prices are read from. */
export interface Book {
  /** The latest vote last. */
  readonly grids: readonly Grid[]
  readonly populations: readonly Population[]
}

export const bookOf = async (tx: Read): Promise<Book> => ({
  grids: await gridRows(tx),
  populations: await populationRows(tx),
})

/** As if that population were recorded. */
export const withPopulation = ({ grids, populations }: Book, added: Population): Book => ({
  grids,
  populations: [...populations, added].toSorted((one, other) => one.year - other.year),
})

/** @throws when the id is unknown: ids come from the database */
export function gridIn({ grids }: Pick<Book, 'grids'>, id: number): Grid {
  const found = grids.find((grid) => grid.id === id)
  if (found === undefined) throw new Error(`unknown grid ${id}`)
  return found
}

/** The latest population of that kind whose decree was there when the year began, of the commune as it was when it agreed: under the same code, a merger makes another. */
function populationAt(
  { populations }: Pick<Book, 'populations'>,
  { authorityId, kind, since }: Population,
  year: number,
): Population | undefined {
  return populations.findLast(
    (one) =>
      one.authorityId === authorityId &&
      one.kind === kind &&
      one.since === since &&
      one.decreeOn <= `${year}-01-01`,
  )
}

/** What its lines are reckoned from. */
export type Costed = Life &
  Pick<
    AgreementRow,
    'authorityId' | 'startsOn' | 'population' | 'periods' | 'discountYear' | 'discountPercent'
  >

/** By which population that year is, or would be, priced: the agreement's own at first, read again at each renewal. */
export function populationFor(row: Costed, year: number, book: Pick<Book, 'populations'>): Population {
  const read = row.periods.find((period) => period.year === year)
  const known = book.populations.find(({ id }) => id === read?.populationId)
  if (known !== undefined) return known
  if (year <= yearOf(span(row)?.from ?? row.startsOn)) return row.population
  return populationAt(book, row.population, year) ?? row.population
}

const discountOf = ({ discountYear, discountPercent }: Costed): Discount | null =>
  discountYear === null || discountPercent === null ? null : { year: discountYear, percent: discountPercent }

/** A line for each year, those to come included: what is not yet notified as if it were in time. */
export function linesOf(row: Costed, book: Book, days: readonly Stretch[] = plannedStretches(row)): Line[] {
  return yearsOf(days).flatMap((year) => {
    const pricing = {
      grid: (id: number) => gridIn(book, id),
      population: populationFor(row, year, book).figure,
      discount: discountOf(row),
    }
    return lineOf(days, year, pricing) ?? []
  })
}
