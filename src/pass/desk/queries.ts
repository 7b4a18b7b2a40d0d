// SQL of the pass at a desk: whoever is there, their family, what there is to give, what was given. As the system, but the till.
import { type RawBuilder, sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import type { Means } from '../ledger/queries.ts'

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

/** What was given or sold at the desk: of whoever acts alone (policies of 001291). */
export interface Sale {
  id: number
  at: Date
  partner: string
  product: string
  class: string
  isSold: boolean
  /** 0: given. */
  cents: number
  means: Means | null
  isUndone: boolean
}

const sales = (
  tx: Read,
) => sql<Sale>`select t.id, t.at, p.name as partner, d.name as product, t.class, t.kind = 'sold' as "isSold", t.means,
    coalesce((select sum(o.amount) from pass.posting o join pass.account a on a.id = o.account_id where o.transfer_id = t.id and a.kind = 'cash'), 0)::int as cents,
    exists (select from pass.transfer u where u.reverses = t.id) as "isUndone"
  from pass.transfer t join pass.partner p on p.id = t.partner_id join pass.product d on d.id = t.product_id
  where t.made_by = ${tx.actor.personId} and t.kind in ('given', 'sold')`

export async function salesOn(tx: Read, day: string): Promise<Sale[]> {
  const { rows } =
    await sql<Sale>`${sales(tx)} and territory.day_of(t.at) = ${day}::date order by t.id desc`.execute(tx.q)
  return rows
}

export const saleById = (tx: Read, id: number): Promise<Sale | undefined> =>
  first(tx, sql<Sale>`${sales(tx)} and t.id = ${id}`)

/** What a sale gave, as long as it is held, when nothing else did; as the system. */
export const onlyGivenBy = (
  tx: Read,
  transferId: number,
): Promise<{ id: number; passId: number } | undefined> =>
  first(
    tx,
    sql<{
      id: number
      passId: number
    }>`select e.id, e.pass_id as "passId" from pass.transfer t join pass.entitlement e on e.id = t.entitlement_id
      where t.id = ${transferId} and e.ended_at is null and not exists (select from pass.transfer o where o.entitlement_id = e.id and o.kind in ('given', 'sold')
        and not exists (select from pass.transfer u where u.reverses = o.id))`,
  )

export async function personOfPass(tx: Read, passId: number): Promise<number | undefined> {
  const found = await first(
    tx,
    sql<{ id: number }>`select person_id as id from pass.pass where id = ${passId}`,
  )
  return found?.id
}
