// Doors as their partner and its authority keep them: made with a code typed once where they stand, seen, taken back.
import { sql } from 'kysely'
import { keyedDigest } from '#platform/db/locked.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Keys } from '#platform/keys.ts'

export interface Device {
  id: number
  partnerId: number
  placeId: number
  place: string
  sector: string
  /** « Tourniquet 2 » */
  label: string
  codeUntil: Date
  madeAt: Date
  enrolledAt: Date | null
  lastSeenAt: Date | null
  /** Number of the last line of its log that was received. */
  lastSeq: number
  revokedAt: Date | null
  /** Lines of its log that never came, among the last thousands. */
  missing: number
}

/** By which the code of a door is found again. */
export const deviceCodeHash = ({ config }: Pick<Keys, 'config'>, code: string): Buffer =>
  keyedDigest(config.secret, 'pass devices', code)

export async function devicesOf(tx: Read, partnerId: number): Promise<Device[]> {
  const { rows } =
    await sql<Device>`select v.id, v.partner_id as "partnerId", v.place_id as "placeId", l.name as place, v.sector, v.label,
      v.code_until as "codeUntil", v.made_at as "madeAt", v.enrolled_at as "enrolledAt", v.last_seen_at as "lastSeenAt", v.last_seq::int as "lastSeq",
      v.revoked_at as "revokedAt",
      (select coalesce(max(r.seq) - min(r.seq) + 1 - count(*), 0)::int from pass.redemption r where r.device_id = v.id and r.seq > v.last_seq - 5000) as missing
    from pass.device v join pass.place l on l.id = v.place_id where v.partner_id = ${partnerId}
    order by v.revoked_at is not null, l.name collate "fr-x-icu", v.label, v.id limit 1000`.execute(tx.q)
  return rows
}

export const insertDevice = (
  tx: Write,
  { partnerId, placeId, sector, label }: Pick<Device, 'partnerId' | 'placeId' | 'sector' | 'label'>,
  codeHash: Buffer,
) =>
  sql`insert into pass.device (partner_id, place_id, sector, label, code_hash) values (${partnerId}, ${placeId}, ${sector}, ${label}, ${codeHash})`.execute(
    tx.q,
  )

export const revokeDevice = (tx: Write, id: number) =>
  sql`update pass.device set revoked_at = ${tx.now} where id = ${id} and revoked_at is null`.execute(tx.q)
