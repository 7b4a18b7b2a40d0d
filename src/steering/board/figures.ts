// The figures of the board, from what is told. Pure.
import type { Day, Territory } from '#territory'
import { type Quality, QUALITIES, type Reader, readerOf } from '../count/reader.ts'
import { monthsOf, type Period } from './period.ts'
import type { Use } from './queries.ts'

export interface Share {
  label: string
  count: number
}

export interface Figures {
  total: number
  months: readonly { month: Day; count: number }[]
  qualities: readonly Share[]
  /** Agents and elected members, by the authority they are of: the most first. */
  authorities: readonly Share[]
  /** Agents, by directorate. */
  directorates: readonly Share[]
}

const sum = (rows: readonly { count: number }[]): number => rows.reduce((all, { count }) => all + count, 0)

function sharesBy(rows: readonly (Use & Reader)[], keyOf: (row: Use & Reader) => string | null): Share[] {
  const groups = Map.groupBy(rows, keyOf)
  return [...groups]
    .flatMap(([label, list]) => (label === null ? [] : [{ label, count: sum(list) }]))
    .toSorted((one, other) => other.count - one.count || one.label.localeCompare(other.label, 'fr'))
}

/** @param use of the months of `shown` at least; what is outside `period` only draws the curve */
export function figuresOf(
  use: readonly Use[],
  place: Territory,
  { period, shown }: { period: Pick<Period, 'from' | 'to'>; shown: Pick<Period, 'from' | 'to'> },
): Figures {
  const within = use
    .filter(({ month }) => month >= period.from && month <= period.to)
    .map((row) => ({ ...row, ...readerOf(row.reader, place) }))
  const nameOf = ({ quality, authorityId }: Reader) =>
    quality === 'public' || authorityId === null ? null : place.authority(authorityId).name
  const counts = Map.groupBy(use, ({ month }) => month)
  return {
    total: sum(within),
    months: monthsOf(shown).map((month) => ({ month, count: sum(counts.get(month) ?? []) })),
    qualities: sharesBy(within, ({ quality }) => QUALITIES[quality satisfies Quality]),
    authorities: sharesBy(within, nameOf),
    directorates: sharesBy(within, ({ unitId, label }) => (unitId === null ? null : label)),
  }
}
