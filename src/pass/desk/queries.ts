// SQL of the pass at a desk: whoever is there, their family, what there is to give, what was given. As the system, but the till.
import { type RawBuilder, sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import { classNames } from '../grid/names.ts'
import type { Means } from '../ledger/queries.ts'

const first = async <T>(tx: Read, statement: RawBuilder<T>): Promise<T | undefined> =>
  (await statement.execute(tx.q)).rows[0]

/** What was given or sold at the desk: of whoever acts alone (policies of 001291). */
export interface Sale {
  id: number
  at: Date
  partner: string
  product: string
  grid: string | null
  class: string
  /** What it is called, within a sentence. */
  label: string
  isSold: boolean
  /** 0: given. */
  cents: number
  means: Means | null
  isUndone: boolean
}

const sales = (tx: Read) => sql<
  Omit<Sale, 'label'>
>`select t.id, t.at, p.name as partner, d.name as product, d.grid, t.class, t.kind = 'sold' as "isSold", t.means,
    coalesce((select sum(o.amount) from pass.posting o join pass.account a on a.id = o.account_id where o.transfer_id = t.id and a.kind = 'cash'), 0)::int as cents,
    exists (select from pass.transfer u where u.reverses = t.id) as "isUndone"
  from pass.transfer t join pass.partner p on p.id = t.partner_id join pass.product d on d.id = t.product_id
  where t.made_by = ${tx.actor.personId} and t.kind in ('given', 'sold')`

export async function salesOn(tx: Read, day: string): Promise<Sale[]> {
  const { rows } =
    await sql<Sale>`${sales(tx)} and territory.day_of(t.at) = ${day}::date order by t.id desc`.execute(tx.q)
  return named(tx, rows)
}

async function named(tx: Read, rows: readonly Omit<Sale, 'label'>[]): Promise<Sale[]> {
  const names = await classNames(tx)
  return rows.map((one) => ({ ...one, label: names.of(one.grid, one.class) }))
}

export async function saleById(tx: Read, id: number): Promise<Sale | undefined> {
  const { rows } = await sql<Omit<Sale, 'label'>>`${sales(tx)} and t.id = ${id}`.execute(tx.q)
  return (await named(tx, rows))[0]
}

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
