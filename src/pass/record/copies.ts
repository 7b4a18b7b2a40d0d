// Copies of rights that wallets carry: each of a key of its own, with a place of its own in the list of its sector, shown once. As the system.
import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { retireCopies, sizeFor } from './values.ts'

export interface NewCopy {
  supportId: number
  entitlementId: number
  sector: string
  thumbprint: Buffer
  until: Date
}

/** @returns its place in the list; undefined when that key bears a copy already */
export async function addCopy(tx: Write, copy: NewCopy): Promise<number | undefined> {
  const { supportId, entitlementId, sector, thumbprint, until } = copy
  const size = await sizeFor(tx, sector)
  for (;;) {
    const index = randomInt(size)
    // A draw that meets another is drawn again.
    const { rows } = await sql<{ made: boolean }>`with made as (
        insert into pass.copy (support_id, entitlement_id, sector, status_index, thumbprint, made_at, until)
        select ${supportId}, ${entitlementId}, ${sector}, ${index}, ${thumbprint}, ${tx.now}, ${until}
        where not exists (select from pass.dead where sector = ${sector} and status_index = ${index})
          and not exists (select from pass.sector_value where sector = ${sector} and status_index = ${index})
        on conflict do nothing returning id)
      select exists (select from made) as made from (select 1) one
      where exists (select from made) or not exists (select from pass.copy where thumbprint = ${thumbprint})`.execute(
      tx.q,
    )
    if (rows.length === 0) return undefined
    if (rows[0]?.made === true) return index
  }
}

/** The wallets that carry an entitlement end, and their copies with them: one carries it at a time. */
export async function replaceWallets(tx: Write, entitlementId: number): Promise<void> {
  const { rows } = await sql<{
    id: number
  }>`update pass.support s set state = 'replaced', ended_at = ${tx.now}
    where s.ended_at is null and s.kind = 'wallet' and (s.id in (select support_id from pass.copy where entitlement_id = ${entitlementId})
      or s.id in (select support_id from pass.offer where entitlement_id = ${entitlementId})) returning s.id`.execute(
    tx.q,
  )
  await retireCopies(tx, sql<boolean>`c.support_id = any (${rows.map(({ id }) => id)})`)
}

/** A wallet ends, and nothing else of the pass. @returns false when it had ended, or is none of that pass */
export async function endWallet(tx: Write, { passId, id }: { passId: number; id: number }): Promise<boolean> {
  const { numAffectedRows } = await sql`update pass.support set state = 'replaced', ended_at = ${tx.now}
    where id = ${id} and pass_id = ${passId} and kind = 'wallet' and ended_at is null`.execute(tx.q)
  if (numAffectedRows !== 1n) return false
  await retireCopies(tx, sql<boolean>`c.support_id = ${id}`)
  return true
}

export interface Copy {
  id: number
  passId: number
  entitlementId: number
  sector: string
  partnerId: number
  shownAt: Date | null
  /** Neither it, its support nor its pass ended, and its day is not past. */
  isLive: boolean
}

/** The copy that a key bears, held until the end of the transaction: of two who show it at once, one waits. */
export async function copyOf(tx: Write, thumbprint: Buffer): Promise<Copy | undefined> {
  const { rows } =
    await sql<Copy>`select c.id, s.pass_id as "passId", c.entitlement_id as "entitlementId", c.sector, d.partner_id as "partnerId",
      c.shown_at as "shownAt", c.retired_at is null and c.until > ${tx.now} and s.state = 'active' and p.stopped_at is null as "isLive"
    from pass.copy c join pass.support s on s.id = c.support_id join pass.pass p on p.id = s.pass_id
    join pass.entitlement e on e.id = c.entitlement_id join pass.product d on d.id = e.product_id
    where c.thumbprint = ${thumbprint} for update of c`.execute(tx.q)
  return rows[0]
}

export const noteShown = (tx: Write, id: number) =>
  sql`update pass.copy set shown_at = ${tx.now} where id = ${id}`.execute(tx.q)

/** Copies of a pass that may be shown still, by wallet. */
export async function copiesLeft(tx: Read, passId: number): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{
    supportId: number
    left: number
  }>`select c.support_id as "supportId", count(*)::int as left
    from pass.copy c join pass.support s on s.id = c.support_id
    where s.pass_id = ${passId} and c.retired_at is null and c.shown_at is null and c.until > ${tx.now} group by 1`.execute(
    tx.q,
  )
  return new Map(rows.map(({ supportId, left }) => [supportId, left]))
}
