// What another grid would change, commune by commune: computed, shown, kept nowhere. Only what is owed today makes the sums.
import type { Authority, Day } from '#territory'
import { holdsOn, plannedStretches, span, type State, stateOn, stretches, yearOf } from '../life/life.ts'
import { bracketOf, type Offer, type Prices } from '../price/grid.ts'
import type { Cents } from '../price/money.ts'
import { type Book, gridIn, populationFor } from '../record/lines.ts'
import type { AgreementRow } from '../record/queries.ts'

type Commune = Pick<Authority, 'id' | 'name' | 'population'>

/** A partner as it stands: how many people, under which offer, at which price of today. */
export interface Standing {
  readonly name: string
  readonly population: number
  readonly offer: Offer
  readonly now: Cents
}

export interface Simulated extends Standing {
  readonly then: Cents
}

/** A commune that owes nothing today. */
export interface Outside {
  readonly name: string
  readonly population: number
  /** Of its agreement to come; null: it has none. */
  readonly coming: { readonly state: State; readonly offer: Offer; readonly from: Day } | null
}

/** Communes, parted by whether an agreement is in force. */
export interface Standings {
  readonly partners: readonly Standing[]
  readonly outside: readonly Outside[]
}

/** The price of a whole year of today, without discounts; null when it is not in force. */
function standingOf(row: AgreementRow, name: string, today: Day, book: Book): Standing | null {
  const now = stretches(row).find(({ from, to }) => from <= today && today <= to)
  if (now === undefined) return null
  const { figure } = populationFor(row, yearOf(today), book)
  const price = bracketOf(gridIn(book, now.gridId), figure)[now.offer]
  return { name, population: figure, offer: now.offer, now: price }
}

function outsideOf(
  { id, name, population }: Commune,
  rows: readonly AgreementRow[],
  today: Day,
  book: Book,
): Outside {
  const next = rows.find((row) => !['ended', 'merged'].includes(stateOn(row, today)))
  const first = next && plannedStretches(next)[0]
  if (next !== undefined && first !== undefined) {
    const { figure } = populationFor(next, yearOf(first.from), book)
    const coming = { state: stateOn(next, today), offer: first.offer, from: first.from }
    return { name, population: figure, coming }
  }
  const known = book.populations.findLast(({ authorityId }) => authorityId === id)
  return { name, population: known?.figure ?? population, coming: null }
}

/** A commune that became part of another is no more. */
const isGone = (rows: readonly AgreementRow[], today: Day): boolean => {
  const last = rows.at(-1)
  return last?.stopped === 'merged' && today > (span(last)?.to ?? '')
}

/**
 * Every commune as it stands on that day.
 * @param rows agreements, the latest of each commune last
 */
export function standings(
  communes: readonly Commune[],
  rows: readonly AgreementRow[],
  today: Day,
  book: Book,
): Standings {
  const partners: Standing[] = []
  const outside: Outside[] = []
  for (const commune of communes) {
    const own = rows.filter(({ authorityId }) => authorityId === commune.id)
    const held = own.find((row) => holdsOn(row, today))
    const standing = held && standingOf(held, commune.name, today, book)
    if (standing) partners.push(standing)
    else if (!isGone(own, today)) outside.push(outsideOf(commune, own, today, book))
  }
  return { partners, outside }
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
