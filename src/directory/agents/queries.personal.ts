// SQL of what a card holds about its person, and of those that are forgotten with time. As the system.
import { sql } from 'kysely'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Told } from './queries.ts'

export async function heldCard(
  tx: Read,
  personId: number,
): Promise<(Told & { at: Date | null }) | undefined> {
  const { rows } = await sql<Told & { at: Date | null }>`
    select job, phone, mobile, place, does, skills, told_at as at from directory.card where person_id = ${personId}`.execute(
    tx.q,
  )
  return rows[0]
}

export const deleteCard = (tx: Write, personId: number): Promise<number> =>
  countOf(tx, sql`delete from directory.card where person_id = ${personId}`)

/** Of people whose last post ended before that. */
export const forgetCards = (tx: Write, before: Date, most: number): Promise<number> =>
  countOf(
    tx,
    sql`delete from directory.card where person_id in (
      select e.person_id from directory.ended e where coalesce(e.last_day < ${before}::timestamptz::date, true) limit ${most})`,
  )
