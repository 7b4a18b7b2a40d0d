// SQL of visits: who is at which device, for some minutes. The system’s alone: callers act as the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export interface VisitRow {
  personId: number
  authorityId: number
  place: string
  expiresAt: Date
  endsAt: Date
}

/** One at a time at a device: the one before ends, as do those that are over. */
export async function insertVisit(
  tx: Write,
  visit: { tokenHash: Buffer; personId: number; deviceId: number; expiresAt: Date; endsAt: Date },
): Promise<void> {
  const { tokenHash, personId, deviceId, expiresAt, endsAt } = visit
  await sql`with gone as (delete from kiosk.visit where device_id = ${deviceId} or person_id = ${personId}),
    used as (update kiosk.device set last_used_at = ${tx.now} where id = ${deviceId})
    insert into kiosk.visit (token_hash, person_id, device_id, began_at, expires_at, ends_at)
    values (${tokenHash}, ${personId}, ${deviceId}, ${tx.now}, ${expiresAt}, ${endsAt})`.execute(tx.q)
}

const found = sql`v.person_id as "personId", d.authority_id as "authorityId", d.place, v.expires_at as "expiresAt", v.ends_at as "endsAt"`
const there = (tx: Read, tokenHash: Buffer, deviceHash: Buffer) =>
  sql`v.token_hash = ${tokenHash} and v.expires_at > ${tx.now} and d.id = v.device_id and d.token_hash = ${deviceHash} and d.revoked_at is null`

/** The visit of that token at that device, used: it lives on for so many minutes, as far as its end. */
export async function useVisit(
  tx: Write,
  tokenHash: Buffer,
  deviceHash: Buffer,
  until: Date,
): Promise<VisitRow | undefined> {
  const { rows } =
    await sql<VisitRow>`update kiosk.visit v set expires_at = least(v.ends_at, ${until}::timestamptz) from kiosk.device d
    where ${there(tx, tokenHash, deviceHash)} returning ${found}`.execute(tx.q)
  return rows[0]
}

/** The same, which time goes on against. */
export async function seeVisit(
  tx: Read,
  tokenHash: Buffer,
  deviceHash: Buffer,
): Promise<VisitRow | undefined> {
  const { rows } = await sql<VisitRow>`select ${found} from kiosk.visit v, kiosk.device d
    where ${there(tx, tokenHash, deviceHash)}`.execute(tx.q)
  return rows[0]
}

export const deleteVisit = (tx: Write, tokenHash: Buffer) =>
  sql`delete from kiosk.visit where token_hash = ${tokenHash}`.execute(tx.q)
