// A list whose rows are all at hand (definitions, sites of an authority): filtered, ordered and cut here. Pure.
import { holdsAll } from '../plain-words.ts'
import type { Option } from '../ui/fields.ts'
import { type Asked, type Cursor, cutPage, type Page } from './asked.ts'
import { isChoice, type List, type ListFilter } from './list.ts'

const french = new Intl.Collator('fr', { numeric: true })

const compare = (one: string | number, other: string | number): number =>
  typeof one === 'number' && typeof other === 'number' ? one - other : french.compare(`${one}`, `${other}`)

const compareEdges = (one: Cursor, other: Cursor): number =>
  compare(one.key, other.key) || compare(one.id, other.id)

function keeps<R>(filter: ListFilter<R>, asked: string): (row: R) => boolean {
  if (asked === '') return () => true
  // What a query offers, the rows were asked by.
  if ('offered' in filter) return () => true
  if (isChoice(filter)) return (row) => (filter.of?.(row).value ?? asked) === asked
  const has = holdsAll(asked)
  return (row) => filter.in === undefined || has(...filter.in(row))
}

/** What each choice offers: the values said, or those that the rows have. */
export function optionsOf<R>(filter: ListFilter<R>, rows: readonly R[]): readonly Option[] {
  if (!isChoice(filter) || 'offered' in filter) return []
  const { of, options } = filter
  if (options !== undefined || of === undefined) return options ?? []
  const known = new Map(rows.map((row) => of(row)).map((option) => [option.value, option]))
  return [...known.values()].toSorted((one, other) => french.compare(one.label, other.label))
}

/** The page of those rows that is asked. */
export function pageAtHand<R>(list: List<R>, all: readonly R[], asked: Asked): Page<R> {
  const { order, after, before } = asked
  const kept = (list.filters ?? []).reduce<readonly R[]>(
    (rows, filter) => rows.filter(keeps(filter, asked.filters[filter.name] ?? '')),
    all,
  )
  const by = list.columns.find(({ sort }) => sort?.name === order.name)?.sort?.by
  // As given, the order is that of the places.
  const places = new Map(kept.map((row, place) => [row, place]))
  const edgeOf = (row: R): Cursor => ({
    key: by === undefined ? (places.get(row) ?? 0) : by(row),
    id: list.id(row),
  })
  const way = order.descending !== (before !== null) ? -1 : 1
  const beyond = before ?? after
  const found = kept
    .map((row) => ({ row, edge: edgeOf(row) }))
    .filter(({ edge }) => beyond === null || way * compareEdges(edge, beyond) > 0)
    .toSorted((one, other) => way * compareEdges(one.edge, other.edge))
    .map(({ row }) => row)
  return { ...cutPage(found, asked, edgeOf), total: kept.length }
}
