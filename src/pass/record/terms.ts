// For how much a product is had, and for how long: its prices, the first and the last day of what begins now.
import { type RawBuilder, sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import type { Product } from './queries.ts'

const first = async <T>(tx: Read, statement: RawBuilder<T>): Promise<T | undefined> =>
  (await statement.execute(tx.q)).rows[0]

export interface Price {
  productId: number
  class: string
  cents: number
}

export async function pricesOf(tx: Read, productIds: readonly number[]): Promise<Price[]> {
  const { rows } =
    await sql<Price>`select product_id as "productId", class, cents from pass.price where product_id = any (${[...productIds]}::integer[])
    order by product_id, cents desc, class`.execute(tx.q)
  return rows
}

/**
 * What is paid at a desk for a product, of the price of a class. Of a credit, that price is what one use takes: the credit costs what it holds, or
 * nothing where a use has no price of its own (doors say how much).
 * @returns cents
 */
export const paidFor = ({ kind, quantity }: Pick<Product, 'kind' | 'quantity'>, cents: number): number =>
  kind === 'credit' && cents > 0 ? (quantity ?? 0) : cents

/** The last day of so many months that begin on a day. */
export async function lastDayOf(tx: Read, from: string, months: number): Promise<string> {
  const found = await first(
    tx,
    sql<{
      day: string
    }>`select (${from}::date + make_interval(months => ${months}) - interval '1 day')::date::text as day`,
  )
  return found?.day ?? from
}

/** The first day of what is had from today: the day after what runs already. */
export async function firstDayOf(tx: Read, passId: number, productId: number): Promise<string> {
  const found = await first(
    tx,
    sql<{
      day: string
    }>`select greatest(territory.day_of(${tx.now}), coalesce((select e.until + 1 from pass.entitlement e
      where e.pass_id = ${passId} and e.product_id = ${productId} and e.ended_at is null), '-infinity'))::text as day`,
  )
  return found?.day ?? ''
}
