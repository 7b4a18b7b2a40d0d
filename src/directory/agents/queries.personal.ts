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
    select job, phone, mobile, place, does, skills, is_public as "isPublic", told_at as at from directory.card where person_id = ${personId}`.execute(
    tx.q,
  )
  return rows[0]
}

/** When they agreed to show their photograph; undefined when they show none. */
export async function heldPortrait(tx: Read, personId: number): Promise<Date | undefined> {
  const { rows } = await sql<{
    at: Date
  }>`select agreed_at as at from directory.portrait where id = ${personId}`.execute(tx.q)
  return rows[0]?.at
}

export const deletePortraits = (tx: Write, personIds: readonly number[]): Promise<number> =>
  countOf(tx, sql`delete from directory.portrait where id = any (${personIds as number[]}::bigint[])`)

export const deleteCard = (tx: Write, personId: number): Promise<number> =>
  countOf(tx, sql`delete from directory.card where person_id = ${personId}`)

/** People whose last post ended before that. */
export async function endedCards(tx: Read, before: Date, most: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select e.person_id as id from directory.ended e where coalesce(e.last_day < ${before}::timestamptz::date, true) limit ${most}`.execute(
    tx.q,
  )
  return rows.map(({ id }) => id)
}

export const deleteCards = (tx: Write, personIds: readonly number[]): Promise<number> =>
  countOf(tx, sql`delete from directory.card where person_id = any (${personIds as number[]}::bigint[])`)
