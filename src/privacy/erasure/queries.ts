// SQL of erasures. Act as the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** What that browser was typing. */
export async function deleteKeptPosts(tx: Write, personId: number, visitorId: string | null): Promise<void> {
  await sql`delete from platform.kept_post where person_id = ${personId} or visitor_id = ${visitorId}::uuid`.execute(
    tx.q,
  )
}

/** One line of a certificate. */
export interface ReportLine {
  /** null: the account, for the whole territory. */
  authorityId: number | null
  title: string
  erased: number
  kept: number
  because: string | null
}

export interface Erasure {
  personId: number
  at: Date
  report: ReportLine[]
}

export async function insertErasure(
  tx: Write,
  personId: number,
  tokenHash: Buffer,
  report: readonly ReportLine[],
): Promise<void> {
  await sql`
    insert into privacy.erasure (person_id, token_hash, at, report) values (${personId}, ${tokenHash}, ${tx.now}, ${JSON.stringify(report)}::jsonb)
    on conflict (person_id) do nothing`.execute(tx.q)
}

export async function erasureByToken(tx: Read, tokenHash: Buffer): Promise<Erasure | null> {
  const { rows } = await sql<Erasure>`
    select person_id as "personId", at, report from privacy.erasure where token_hash = ${tokenHash}`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

export async function isErased(tx: Read, personId: number): Promise<boolean> {
  const { rows } = await sql`select from privacy.erasure where person_id = ${personId}`.execute(tx.q)
  return rows.length > 0
}

/** The person an event is about. */
export async function personOfEvent(tx: Read, eventId: number): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select subject_id as id from platform.event where id = ${eventId} and subject_kind = 'person'`.execute(
    tx.q,
  )
  return rows[0]?.id ?? null
}
