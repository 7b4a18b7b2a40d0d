// SQL of devices: kept by whoever administers; what opens them is the system’s alone.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { deviceAccess as access } from './access.ts'

export interface Device {
  id: number
  authorityId: number
  place: string
  codeUntil: Date
  madeAt: Date
  openedAt: Date | null
  lastUsedAt: Date | null
  revokedAt: Date | null
}

const columns = sql`d.id, d.authority_id as "authorityId", d.place, d.code_until as "codeUntil", d.made_at as "madeAt", d.opened_at as "openedAt",
  d.last_used_at as "lastUsedAt", d.revoked_at as "revokedAt"`

export async function devicesKept(tx: Read): Promise<Device[]> {
  const { rows } = await sql<Device>`select ${columns} from kiosk.device d
    where ${allowedRows(access['kiosk.keep'], tx.actor, 'd')} order by d.revoked_at is not null, d.place, d.id limit 1000`.execute(
    tx.q,
  )
  return rows
}

export async function deviceKept(tx: Read, id: number): Promise<Device | undefined> {
  const { rows } = await sql<Device>`select ${columns} from kiosk.device d
    where d.id = ${id} and ${allowedRows(access['kiosk.keep'], tx.actor, 'd')}`.execute(tx.q)
  return rows[0]
}

export const insertDevice = (tx: Write, authorityId: number, place: string, codeHash: Buffer) =>
  sql`insert into kiosk.device (authority_id, place, code_hash) values (${authorityId}, ${place}, ${codeHash})`.execute(
    tx.q,
  )

export const revokeDeviceRow = (tx: Write, id: number) =>
  sql`update kiosk.device set revoked_at = ${tx.now} where id = ${id} and revoked_at is null`.execute(tx.q)

/** Opened by its code, once. As the system */
export async function openDeviceRow(
  tx: Write,
  codeHash: Buffer,
  tokenHash: Buffer,
): Promise<Device | undefined> {
  const { rows } =
    await sql<Device>`update kiosk.device d set code_hash = null, token_hash = ${tokenHash}, opened_at = ${tx.now}
    where d.code_hash = ${codeHash} and d.code_until > ${tx.now} and d.revoked_at is null returning ${columns}`.execute(
      tx.q,
    )
  return rows[0]
}

/** The device that holds that token, as long as it is not revoked. As the system */
export async function deviceOfToken(tx: Read, tokenHash: Buffer): Promise<Device | undefined> {
  const { rows } = await sql<Device>`select ${columns} from kiosk.device d
    where d.token_hash = ${tokenHash} and d.revoked_at is null`.execute(tx.q)
  return rows[0]
}
