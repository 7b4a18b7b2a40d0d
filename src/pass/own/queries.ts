// SQL of a partner's own pages: its uses as counts. Rows are those that whoever asks may read; the page says which partner.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { type Partner, partnerColumns } from '../record/queries.ts'
import { ownAccess as access } from './access.ts'

export interface OwnPartner extends Partner {
  /** May they change something of it; did they manage it until its agreement ended, too. */
  manages: boolean
  heads: boolean
  /** The last day on which it runs: its own, or the last that its authority signed. */
  runsUntil: string
  /** Of a twin, by which programs are tried: whose it is; null: a partner. */
  sandboxOf: number | null
}

/** Those for which whoever asks works; or one of them, be it a twin. */
export async function ownPartners(tx: Read, id?: number): Promise<OwnPartner[]> {
  const { rows } = await sql<OwnPartner>`select ${partnerColumns(tx)},
      ${allowedRows(access['passpartner.manage'], tx.actor, 'w')} as manages, ${allowedRows(access['passpartner.head'], tx.actor, 'w')} as heads,
      pass.runs_until(p.authority_id, p.until, territory.day_of(${tx.now}))::text as "runsUntil", p.sandbox_of as "sandboxOf"
    from pass.partner p cross join lateral (select p.id as partner_id) w
    where ${allowedRows(access['passpartner.work'], tx.actor, 'w')} and case when ${id ?? null}::integer is null then p.sandbox_of is null else p.id = ${id ?? null} end
    order by p.name collate "fr-x-icu", p.id`.execute(tx.q)
  return rows
}

/** So many uses of one place, product, class and result. */
export interface Uses {
  place: string
  product: string | null
  class: string
  /** `ok`, or why not. */
  result: string
  count: number
}

/** Between two days, both included: `u`, one line for so many of a kind. */
const shownBetween = (partnerId: number, { from, to }: { from: string; to: string }) =>
  sql`(select place_id, product_id, class, result, day, count as n from pass.use
        where partner_id = ${partnerId} and day between ${from}::date and ${to}::date
      union all select place_id, product_id, coalesce(class, ''), result, territory.day_of(at), 1 from pass.redemption
        where partner_id = ${partnerId} and undone_at is null and territory.day_of(at) between ${from}::date and ${to}::date) u
    join pass.place l on l.id = u.place_id left join pass.product d on d.id = u.product_id`

/** Between two days, both included. */
export async function usesBetween(
  tx: Read,
  partnerId: number,
  days: { from: string; to: string },
): Promise<Uses[]> {
  const { rows } =
    await sql<Uses>`select l.name as place, d.name as product, u.class, u.result, sum(u.n)::int as count
    from ${shownBetween(partnerId, days)}
    group by l.name, d.name, u.class, u.result order by l.name, d.name, u.class, u.result`.execute(tx.q)
  return rows
}

/** The same, for each day on which something was shown, the first first. */
export async function usesByDay(
  tx: Read,
  partnerId: number,
  days: { from: string; to: string },
): Promise<ReadonlyMap<string, Uses[]>> {
  const { rows } = await sql<
    Uses & { day: string }
  >`select u.day::text, l.name as place, d.name as product, u.class, u.result, sum(u.n)::int as count
    from ${shownBetween(partnerId, days)}
    group by u.day, l.name, d.name, u.class, u.result order by u.day, l.name, d.name, u.class, u.result`.execute(
    tx.q,
  )
  return Map.groupBy(rows, ({ day }) => day)
}

/** First day of each month in which something was shown to its doors, the last first. */
export async function monthsOf(tx: Read, partnerId: number): Promise<string[]> {
  const { rows } = await sql<{
    month: string
  }>`select distinct date_trunc('month', day)::date::text as month from (select day from pass.use where partner_id = ${partnerId}
    union all select territory.day_of(at) from pass.redemption where partner_id = ${partnerId}) days order by 1 desc limit 24`.execute(
    tx.q,
  )
  return rows.map(({ month }) => month)
}
