// SQL of what brochures hold about a person, and of what is forgotten with time. As the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export async function movedBy(
  tx: Read,
  personId: number,
): Promise<{ authorityId: number; title: string; copies: number; reason: string; at: Date }[]> {
  const { rows } = await sql<{
    authorityId: number
    title: string
    copies: number
    reason: string
    at: Date
  }>`
    select b.authority_id as "authorityId", b.title, m.copies, m.reason, m.at from brochures.movement m
    join brochures.brochure b on b.id = m.brochure_id where m.person_id = ${personId} order by m.at`.execute(
    tx.q,
  )
  return rows
}

export async function unlinkMoved(
  tx: Write,
  personId: number,
): Promise<{ authorityId: number; count: number }[]> {
  const { rows } = await sql<{ authorityId: number; count: number }>`with freed as (
      update brochures.movement set person_id = null where person_id = ${personId} returning brochure_id)
    select b.authority_id as "authorityId", count(*)::integer as count from freed
    join brochures.brochure b on b.id = freed.brochure_id group by 1`.execute(tx.q)
  return rows
}

export async function forgetMovements(tx: Write, before: Date, most: number): Promise<number> {
  const done = await sql`delete from brochures.movement where id in (
    select id from brochures.movement where at < ${before} order by id limit ${most})`.execute(tx.q)
  return Number(done.numAffectedRows ?? 0n)
}
