// SQL of passages from the main host to a counter. The system's alone.
import { sql } from 'kysely'
import type { Write } from '#platform/db/db.ts'
import type { SessionRoot } from '../sessions/queries.ts'

export interface NewPassage {
  tokenHash: Buffer
  origin: string
  visitorHash: Buffer
  next: string | null
  expiresAt: Date
}

/** For the session of that token, at the main host; its dead passages go. @returns false when it is not in force */
export async function insertPassage(tx: Write, sessionHash: Buffer, made: NewPassage): Promise<boolean> {
  const { rows } = await sql`
    with held as (
      select id from accounts.session where token_hash = ${sessionHash} and root_id is null and expires_at > ${tx.now}),
    gone as (delete from accounts.passage p using held where p.session_id = held.id and p.expires_at <= ${tx.now})
    insert into accounts.passage (token_hash, session_id, origin, visitor_hash, next, expires_at)
    select ${made.tokenHash}, id, ${made.origin}, ${made.visitorHash}, ${made.next}, ${made.expiresAt}::timestamptz from held
    returning 1`.execute(tx.q)
  return rows.length === 1
}

export interface TakenPassage {
  origin: string
  visitorHash: Buffer
  next: string | null
  expiresAt: Date
  personId: number
  factors: 1 | 2
  deviceId: number | null
  isShared: boolean
  root: SessionRoot
}

/** The passage, which is no more; null when there was none, or its session is over. */
export async function takePassage(tx: Write, tokenHash: Buffer): Promise<TakenPassage | null> {
  const { rows } = await sql<Omit<TakenPassage, 'root'> & SessionRoot>`
    delete from accounts.passage p using accounts.session s
    where p.token_hash = ${tokenHash} and s.id = p.session_id and s.expires_at > ${tx.now}
    returning p.origin, p.visitor_hash as "visitorHash", p.next, p.expires_at as "expiresAt", s.person_id as "personId", s.factors,
      s.device_id as "deviceId", s.is_shared as "isShared", s.id, s.created_at as "createdAt", s.proved_at as "provedAt"`.execute(
    tx.q,
  )
  const [row] = rows
  if (row === undefined) return null
  const { id, createdAt, provedAt, ...taken } = row
  return { ...taken, root: { id, createdAt, provedAt } }
}

/** Passages that nobody took. */
export async function deletePassages(tx: Write): Promise<void> {
  await sql`delete from accounts.passage where expires_at < ${tx.now}`.execute(tx.q)
}
