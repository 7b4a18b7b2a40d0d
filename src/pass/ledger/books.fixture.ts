// What tests ask of the books of a partner: what does not stand, and what each account stands at.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import type { Leg } from './queries.ts'

/** Accounts of a partner that do not stand, in words; none when the ledger is sound. */
export async function faultsOf(tx: Read, partnerId: number): Promise<string[]> {
  const { rows } = await sql<{ fault: string }>`with standing as (
      select a.id, a.kind, a.unit, a.entitlement_id, a.opening + coalesce(sum(p.amount), 0) as balance
      from pass.account a left join pass.posting p on p.account_id = a.id where a.partner_id = ${partnerId} group by a.id)
    select 'account ' || s.id || ' stands at ' || s.balance || ', and ' || e.remaining || ' is left' as fault
      from standing s join pass.entitlement e on e.id = s.entitlement_id where s.balance <> e.remaining
    union all select 'holder ' || id || ' stands below zero' from standing where kind = 'holder' and balance < 0
    union all select 'what stands in ' || unit || ' is not zero: ' || sum(balance) from standing group by unit having sum(balance) <> 0
    union all select 'transfer ' || t.id || ' leaves ' || sum(p.amount) from pass.transfer t join pass.posting p on p.transfer_id = t.id
      join pass.account a on a.id = p.account_id where t.partner_id = ${partnerId} group by t.id, a.unit having sum(p.amount) <> 0`.execute(
    tx.q,
  )
  return rows.map(({ fault }) => fault)
}

/** What the accounts of a partner stand at, holders together. */
export async function balancesOf(tx: Read, partnerId: number): Promise<(Leg & { amount: number })[]> {
  const { rows } =
    await sql<Leg>`select a.kind, a.unit, (sum(a.opening) + coalesce(sum(p.amount), 0))::int as amount from pass.account a
    left join lateral (select sum(amount) as amount from pass.posting where account_id = a.id) p on true
    where a.partner_id = ${partnerId} group by a.kind, a.unit`.execute(tx.q)
  return rows
}
