// The page of a list that PostgreSQL orders and cuts: rows beyond the edge of another page, by an index and never by counting.
import { type RawBuilder, sql } from 'kysely'
import type { Read } from '../db/db.ts'
import { type Asked, cutPage, type Page } from './asked.ts'

/** An order of a list. */
interface Key {
  /** What rows are ordered by; never null. */
  readonly by: RawBuilder<unknown>
  /** Its type, to read an edge again to the last digit. */
  readonly type: 'text' | 'timestamptz'
}

/**
 * Rows of a query `columns` … `from` … `where`, in the order asked of those (the first when it is none of them), for the page
 * asked. `id` tells apart rows that are equal.
 */
export async function keysetPage<R>(
  tx: Read,
  { order, after, before, most }: Asked,
  query: {
    columns: RawBuilder<unknown>
    from: RawBuilder<unknown>
    where: RawBuilder<boolean>
    orders: Readonly<Record<string, Key>>
    id: RawBuilder<unknown>
  },
): Promise<Page<R>> {
  const { columns, from, where, orders, id } = query
  const key = Object.hasOwn(orders, order.name) ? orders[order.name] : Object.values(orders)[0]
  if (key === undefined) throw new TypeError('a list without an order')
  const isDown = order.descending !== (before !== null)
  const way = isDown ? sql`desc` : sql`asc`
  const edge = before ?? after
  // An edge that is not of this order (an old address) is none.
  const beyond =
    edge === null || !fits(key, edge.key) || !/^\d{1,18}$/.test(String(edge.id))
      ? sql`true`
      : sql`(${key.by}, ${id}) ${isDown ? sql`<` : sql`>`} (${CASTS[key.type](String(edge.key))}, ${String(edge.id)}::bigint)`
  const { rows } = await sql<R & { edgeKey: string; edgeId: string }>`
    select ${columns}, (${key.by})::text as "edgeKey", (${id})::text as "edgeId" from ${from} where ${where} and ${beyond}
    order by ${key.by} ${way}, ${id} ${way} limit ${most + 1}`.execute(tx.q)
  return cutPage(rows, { after, before, most }, ({ edgeKey, edgeId }) => ({ key: edgeKey, id: edgeId }))
}

const CASTS: Readonly<Record<Key['type'], (text: string) => RawBuilder<unknown>>> = {
  text: (text) => sql`${text}::text`,
  timestamptz: (text) => sql`${text}::timestamptz`,
}

const SHAPES: Readonly<Record<Key['type'], RegExp>> = {
  text: /^/,
  timestamptz: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/,
}

const fits = ({ type }: Key, edge: string | number): boolean => SHAPES[type].test(String(edge))
