// Makes the yearly report of each partner from what modules count: beside the middle of communes of its size, never beside one by name.
import type { Write } from '#platform/db/db.ts'
import type { Measure } from '#platform/partnership/measure.ts'
import { addDays, startOfDay, territory } from '#territory'
import { bracketOf } from '../price/grid.ts'
import { stretches, yearOf, yearsOf } from '../life/life.ts'
import { type Book, bookOf, gridIn, linesOf, populationFor } from '../record/lines.ts'
import { type AgreementRow, agreementRows } from '../record/queries.ts'
import { todayOf } from '../record/write.ts'
import { type Figure, finalYears, keepReport } from './queries.ts'

/** Fewer would say too much of each. */
const FEWEST_PEERS = 3

/** The middle value; null of too few. */
export function medianOf(values: readonly number[]): number | null {
  if (values.length < FEWEST_PEERS) return null
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length >> 1
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]]
  return (low + high) / 2
}

/** What a partner is in a year: its size, what it paid. */
interface Partner {
  authorityId: number
  bracket: number
  cents: number
}

function partnersOf(rows: readonly AgreementRow[], year: number, book: Book): Partner[] {
  const partners = new Map<number, Partner>()
  for (const row of rows) {
    const line = linesOf(row, book, stretches(row)).find((one) => one.year === year)
    const gridId = line?.pieces.at(-1)?.gridId
    if (line === undefined || gridId === undefined) continue
    const bracket = bracketOf(gridIn(book, gridId), populationFor(row, year, book).figure).from
    const known = partners.get(row.authorityId)
    partners.set(row.authorityId, {
      authorityId: row.authorityId,
      bracket,
      cents: line.gross + (known?.cents ?? 0),
    })
  }
  return [...partners.values()]
}

interface Counted extends Pick<Figure, 'id' | 'label' | 'kind'>, Pick<Measure, 'ofSome'> {
  of: ReadonlyMap<number, number>
}

/** Cost, and cost of a request where there is one. */
function costs(partners: readonly Partner[], received: ReadonlyMap<number, number>): Counted[] {
  const per = partners.flatMap(({ authorityId, cents }) => {
    const count = received.get(authorityId) ?? 0
    return count === 0 ? [] : [[authorityId, Math.round(cents / count)] as const]
  })
  return [
    {
      id: 'agreements.cost',
      label: 'Coût de l’année, TTC',
      kind: 'cents',
      of: new Map(partners.map((one) => [one.authorityId, one.cents])),
    },
    { id: 'agreements.cost_each', label: 'Coût par demande', kind: 'cents', of: new Map(per) },
  ]
}

const figuresOf = (partner: Partner, partners: readonly Partner[], counted: readonly Counted[]): Figure[] =>
  counted.map(({ of, ofSome, ...said }) => {
    const unsaid = said.kind === 'count' && ofSome !== true ? 0 : null
    const peers = partners.filter(
      ({ bracket, authorityId }) => bracket === partner.bracket && authorityId !== partner.authorityId,
    )
    const values = peers.flatMap(({ authorityId }) => of.get(authorityId) ?? unsaid ?? [])
    return { ...said, value: of.get(partner.authorityId) ?? unsaid, peers: medianOf(values) }
  })

/** Makes those of the year that runs, again, and those of years that are over, once. Act as the system. */
export async function makeReports(tx: Write, measures: readonly Measure[]): Promise<void> {
  const [today, book, rows, zone] = [
    await todayOf(tx),
    await bookOf(tx),
    await agreementRows(tx, []),
    (await territory(tx)).zone,
  ]
  const done = await finalYears(tx)
  const years = [...new Set(rows.flatMap((row) => yearsOf(stretches(row))))]
  for (const year of years.filter((one) => one <= yearOf(today) && !done.has(one))) {
    const between = {
      from: startOfDay(`${year}-01-01`, zone),
      until: startOfDay(addDays(`${year}-12-31`, 1), zone),
    }
    const counted: Counted[] = []
    for (const { of, ...said } of measures) counted.push({ ...said, of: await of(tx, between) })
    const partners = partnersOf(rows, year, book)
    const received = counted.find(({ id }) => id === 'requests.received')?.of ?? new Map<number, number>()
    const all = [...counted, ...costs(partners, received)]
    for (const partner of partners)
      await keepReport(tx, {
        authorityId: partner.authorityId,
        year,
        figures: figuresOf(partner, partners, all),
        isFinal: year < yearOf(today),
      })
  }
}
