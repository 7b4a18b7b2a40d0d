// SQL of devices and of the list of sessions. Callers act as the system, for one person.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export async function isKnownDevice(tx: Read, personId: number, tokenHash: Buffer): Promise<boolean> {
  const { rows } = await sql`
    select from accounts.device where person_id = ${personId} and token_hash = ${tokenHash}`.execute(tx.q)
  return rows.length > 0
}

export interface SessionView {
  id: string
  browser: string | null
  /** First time the person came from that device. */
  firstSeenAt: Date
  lastSeenAt: Date
  isThisOne: boolean
}

/** The open sessions of the person, the latest used first; those of counters are one with the one they come from. */
export async function sessionsOf(tx: Read, personId: number, tokenHash: Buffer): Promise<SessionView[]> {
  const { rows } = await sql<SessionView>`
    select s.id, d.browser, coalesce(d.first_seen_at, s.created_at) as "firstSeenAt", s.last_seen_at as "lastSeenAt",
      s.id = (select coalesce(t.root_id, t.id) from accounts.session t where t.token_hash = ${tokenHash}) as "isThisOne"
    from accounts.session s left join accounts.device d on d.id = s.device_id
    where s.person_id = ${personId} and s.root_id is null and s.expires_at > ${tx.now} order by 5 desc, s.last_seen_at desc, s.id`.execute(
    tx.q,
  )
  return rows
}

/** Ends one session of the person and forgets its device, which becomes unusual again. */
export async function deleteSessionById(tx: Write, personId: number, id: string): Promise<boolean> {
  const { rows } = await sql<{ deviceId: number | null }>`
    delete from accounts.session where person_id = ${personId} and id::text = ${id} returning device_id as "deviceId"`.execute(
    tx.q,
  )
  const [closed] = rows
  if (closed === undefined) return false
  await sql`delete from accounts.device where id = ${closed.deviceId} and person_id = ${personId}`.execute(
    tx.q,
  )
  return true
}

/** Ends every session of the person but one, and forgets the devices of the others. */
export async function deleteOtherSessions(tx: Write, personId: number, tokenHash: Buffer): Promise<number> {
  const { rows } = await sql`
    delete from accounts.session where person_id = ${personId} and root_id is null
      and id <> (select coalesce(t.root_id, t.id) from accounts.session t where t.token_hash = ${tokenHash}) returning 1`.execute(
    tx.q,
  )
  await sql`
    delete from accounts.device d where d.person_id = ${personId}
      and not exists (select from accounts.session s where s.device_id = d.id)`.execute(tx.q)
  return rows.length
}

export interface Standing {
  factors: 1 | 2
  provedAt: Date
  deviceId: number | null
  isShared: boolean
}

/** What a session proved and when; null when it ended. */
export async function readStanding(tx: Read, tokenHash: Buffer): Promise<Standing | null> {
  const { rows } = await sql<Standing>`
    select factors, proved_at as "provedAt", device_id as "deviceId", is_shared as "isShared"
    from accounts.session where token_hash = ${tokenHash} and expires_at > ${tx.now}`.execute(tx.q)
  return rows[0] ?? null
}

/** The same session under a new token, proved now; null when it ended meanwhile. */
export async function renewSession(
  tx: Write,
  personId: number,
  oldHash: Buffer,
  newHash: Buffer,
): Promise<{ isShared: boolean } | null> {
  const { rows } = await sql<{ isShared: boolean }>`
    update accounts.session set token_hash = ${newHash}, proved_at = ${tx.now}
    where token_hash = ${oldHash} and person_id = ${personId} and expires_at > ${tx.now}
    returning is_shared as "isShared"`.execute(tx.q)
  return rows[0] ?? null
}
