// SQL of what doors decided. As the system.
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Refusal } from '../token/words.ts'
import type { Device } from './device.ts'
import { takenBefore } from './whose.ts'

export interface Redemption {
  id: number
  productId: number | null
  entitlementId: number | null
  class: string | null
  at: Date
  result: string
}

export async function redemptionOf(tx: Read, deviceId: number, seq: number): Promise<Redemption | undefined> {
  const { rows } =
    await sql<Redemption>`select id, product_id as "productId", entitlement_id as "entitlementId", class, at, result
    from pass.redemption where device_id = ${deviceId} and seq = ${seq}`.execute(tx.q)
  return rows[0]
}

export interface NewRedemption {
  device: Device
  seq: number
  at: Date
  isOnline: boolean
  result: string
  shown: Buffer | null
  productId?: number | null
  entitlementId?: number | null
  class?: string | null
  hash?: Buffer
  letIn?: string | null
  found?: string | null
}

/** @returns its id; undefined when the door told it before */
export async function insertRedemption(tx: Write, told: NewRedemption): Promise<number | undefined> {
  const { device, seq, at, isOnline, result, shown } = told
  const { rows } = await sql<{
    id: number
  }>`insert into pass.redemption (device_id, seq, partner_id, place_id, product_id, entitlement_id, class,
      at, received_at, is_online, result, shown, hash, let_in, found)
    values (${device.id}, ${seq}, ${device.partnerId}, ${device.placeId}, ${told.productId ?? null}, ${told.entitlementId ?? null}, ${told.class ?? null},
      ${at}, ${tx.now}, ${isOnline}, ${result}, ${shown}, ${told.hash ?? null}, ${told.letIn ?? null}, ${told.found ?? null})
    on conflict (device_id, seq) do nothing returning id`.execute(tx.q)
  return rows[0]?.id
}

/** What a door took; `result` alone when it took nothing. */
export interface Taken {
  result: 'ok' | Refusal
  productId: number | null
  class: string | null
  left: number | null
  /** Of a credit. */
  cents: number | null
  /** The last day of the right. */
  until: string | null
}

interface Taking {
  deviceId: number
  seq: number
  passId: number
  shown: Buffer
  /** Of a credit: how much; null: the price of its class. */
  cents: number | null
  /** The one entitlement that was shown; null: any. */
  only: number | null
}

/** What opens at that door is taken, in one statement. @returns undefined when the line is written already */
export async function takeAtDoor(
  tx: Write,
  { deviceId, passId, seq, shown, cents, only }: Taking,
): Promise<Taken | undefined> {
  const { rows } =
    await sql<Taken>`select result, product_id as "productId", class, "left"::int, taken as cents, until::text
    from pass.take_at_door(${deviceId}, ${passId}, ${seq}, ${shown}, ${cents}, ${only}, ${tx.now})`.execute(
      tx.q,
    )
  return rows[0]
}

export const noteFound = (tx: Write, id: number, found: string) =>
  sql`update pass.redemption set found = ${found} where id = ${id}`.execute(tx.q)

/** A line of a chain, by its number. */
export interface Numbered {
  seq: number
  hash: Buffer
}

/** What the chain says of decisions that were taken here. @returns the numbers of those that were */
export async function noteHashes(
  tx: Write,
  deviceId: number,
  lines: readonly Numbered[],
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ seq: number }>`with told as (
      select * from unnest(${lines.map(({ seq }) => seq)}::bigint[], ${lines.map(({ hash }) => hash)}::bytea[]) t (seq, hash)),
    noted as (update pass.redemption r set hash = t.hash from told t where r.device_id = ${deviceId} and r.seq = t.seq and r.hash is null)
    select r.seq from pass.redemption r join told t on t.seq = r.seq where r.device_id = ${deviceId}`.execute(
    tx.q,
  )
  return new Set(rows.map(({ seq }) => seq))
}

export const noteHead = (tx: Write, deviceId: number, { seq, hash }: { seq: number; hash: Buffer }) =>
  sql`update pass.device set last_seq = ${seq}, last_hash = ${hash} where id = ${deviceId} and last_seq < ${seq}`.execute(
    tx.q,
  )

/** Entries or cents that are left; null: none is counted. */
export async function remainingOf(tx: Read, entitlementId: number): Promise<number | null> {
  const { rows } = await sql<{
    remaining: number | null
  }>`select remaining::int from pass.entitlement where id = ${entitlementId}`.execute(tx.q)
  return rows[0]?.remaining ?? null
}

export interface HeldThen {
  id: number
  class: string
  isCredit: boolean
  /** Entries, or cents, that a door may take by itself. */
  alone: number
}

/** What is known of what a door says that it accepted. */
export interface Claimed {
  /** That copy was taken before, and counted. */
  isTaken: boolean
  /** Whose the value is or was; null: nobody’s. */
  passId: number | null
  retiredAt: Date | null
  /** What they held of the product, the one that runs first. */
  held: HeldThen | null
}

interface Claim {
  device: Device
  copy: Buffer
  /** Of a paper: when it was shown. */
  visit: Date | null
  value: Buffer
  productId: number
}

/** What a pass held of a product, the one that runs first. */
const heldThen = (passId: RawBuilder<unknown>, productId: number) => sql<HeldThen | null>`(
  select jsonb_build_object('id', e.id, 'class', e.class, 'isCredit', d.kind = 'credit', 'alone', d.alone)
  from pass.entitlement e join pass.product d on d.id = e.product_id
  where e.pass_id = ${passId} and e.product_id = ${productId} order by e.ended_at is not null, e.id desc limit 1)`

/** The same, of a pass that is known otherwise than by a value. */
export async function heldBy(tx: Read, passId: number, productId: number): Promise<HeldThen | null> {
  const { rows } = await sql<{ held: HeldThen | null }>`
    select ${heldThen(sql`${passId}`, productId)} as held`.execute(tx.q)
  return rows[0]?.held ?? null
}

/**
 * What a door may still take that day of a credit, in cents; null: no bound. The credit is held until the end of the transaction: of two
 * lines of a door at once, one waits.
 */
export async function leftThatDay(
  tx: Write,
  { deviceId, entitlementId, at }: { deviceId: number; entitlementId: number; at: Date },
): Promise<number | null> {
  const { rows } = await sql<{ left: number | null }>`
    select pass.left_of_day(${deviceId}, ${entitlementId}, ${at}) as left`.execute(tx.q)
  return rows[0]?.left ?? null
}

export async function claimed(tx: Read, claim: Claim): Promise<Claimed> {
  const { device, copy, visit, value, productId } = claim
  const { rows } =
    await sql<Claimed>`select exists (${takenBefore(copy, visit)}) as "isTaken", v.pass_id as "passId", v.retired_at as "retiredAt",
      ${heldThen(sql`v.pass_id`, productId)} as held
    from (select 1) one left join pass.sector_value v on v.value = ${value} and v.partner_id = ${device.partnerId} and v.sector = ${device.sector}`.execute(
      tx.q,
    )
  return rows[0] ?? { isTaken: false, passId: null, retiredAt: null, held: null }
}

/** The last use of that copy, or of that number in its chain, at a door. */
export async function useToUndo(
  tx: Read,
  deviceId: number,
  which: { seq: number } | { shown: Buffer },
): Promise<number | undefined> {
  const asked = 'seq' in which ? sql`seq = ${which.seq}` : sql`shown = ${which.shown}`
  const { rows } = await sql<{ id: number }>`select id from pass.redemption
    where device_id = ${deviceId} and ${asked} and result = 'ok' order by seq desc limit 1`.execute(tx.q)
  return rows[0]?.id
}
