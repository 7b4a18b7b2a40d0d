// SQL of what doors decided. As the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Refusal } from '../token/words.ts'
import type { Device } from './device.ts'

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

/** What the chain says of a decision that was taken here. */
export const noteHash = (tx: Write, deviceId: number, seq: number, hash: Buffer) =>
  sql`update pass.redemption set hash = ${hash} where device_id = ${deviceId} and seq = ${seq} and hash is null`.execute(
    tx.q,
  )

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

/** Whose a value is or was, and until when it lived. */
export async function passOfAnyValue(
  tx: Read,
  { value, device }: { value: Buffer; device: Device },
): Promise<{ passId: number; retiredAt: Date | null } | undefined> {
  const { rows } = await sql<{
    passId: number
    retiredAt: Date | null
  }>`select pass_id as "passId", retired_at as "retiredAt" from pass.sector_value
    where value = ${value} and partner_id = ${device.partnerId} and sector = ${device.sector}`.execute(tx.q)
  return rows[0]
}

export interface HeldThen {
  id: number
  class: string
  isCredit: boolean
  /** Entries, or cents, that a door may take by itself. */
  alone: number
}

/** What a pass held of a product, the one that runs first. */
export async function heldOf(tx: Read, passId: number, productId: number): Promise<HeldThen | undefined> {
  const { rows } =
    await sql<HeldThen>`select e.id, e.class, d.kind = 'credit' as "isCredit", d.alone from pass.entitlement e join pass.product d on d.id = e.product_id
    where e.pass_id = ${passId} and e.product_id = ${productId} order by e.ended_at is not null, e.id desc limit 1`.execute(
      tx.q,
    )
  return rows[0]
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
