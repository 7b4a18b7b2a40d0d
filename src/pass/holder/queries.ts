// SQL of what a holder reads of their own pass: what was shown, who knows it, what is left of a week. The policies say whose.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

export interface OwnUse {
  id: number
  partner: string
  place: string
  product: string | null
  at: Date
  isOnline: boolean
  /** `ok`, or why not. */
  result: string
}

/** The last first; gone after two days. */
export async function ownUses(tx: Read): Promise<OwnUse[]> {
  const { rows } =
    await sql<OwnUse>`select u.id, p.name as partner, l.name as place, d.name as product, u.at, u.is_online as "isOnline", u.result
    from pass.own_uses() u join pass.partner p on p.id = u.partner_id join pass.place l on l.id = u.place_id
    left join pass.product d on d.id = u.product_id order by u.at desc, u.id desc limit 20`.execute(tx.q)
  return rows
}

/** A partner that knows a pass by a number, in a sector. */
export interface Knower {
  partner: string
  isPrivate: boolean
  sector: string
  since: Date
}

export async function knowersOf(tx: Read, passId: number): Promise<Knower[]> {
  const { rows } =
    await sql<Knower>`select p.name as partner, p.is_private as "isPrivate", v.sector, v.given_at as since
    from pass.sector_value v join pass.partner p on p.id = v.partner_id where v.pass_id = ${passId} and v.retired_at is null
    order by p.name collate "fr-x-icu", v.sector`.execute(tx.q)
  return rows
}

/** How many times each right that is counted by the week served in this one, and how many it may. */
export async function weeksOf(
  tx: Read,
  passId: number,
): Promise<Map<number, { used: number; most: number }>> {
  const { rows } = await sql<{ id: number; used: number; most: number }>`
    select e.id, coalesce(w.count, 0)::int as used, d.quantity as most from pass.entitlement e join pass.product d on d.id = e.product_id
      left join pass.week w on w.entitlement_id = e.id and w.week = date_trunc('week', territory.day_of(${tx.now}))::date
    where e.pass_id = ${passId} and e.ended_at is null and d.kind = 'weekly' and d.quantity is not null`.execute(
    tx.q,
  )
  return new Map(rows.map(({ id, ...week }) => [id, week]))
}
