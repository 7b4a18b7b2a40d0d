// SQL of what loans hold about a person, and of what is forgotten with time. As the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export async function askedBy(
  tx: Read,
  personId: number,
): Promise<{ authorityId: number; fromDay: string; toDay: string; purpose: string; at: Date }[]> {
  const { rows } = await sql<{
    authorityId: number
    fromDay: string
    toDay: string
    purpose: string
    at: Date
  }>`
    select authority_id as "authorityId", from_day::text as "fromDay", to_day::text as "toDay", purpose, asked_at as at
    from loans.loan where person_id = ${personId} order by asked_at`.execute(tx.q)
  return rows
}

export async function unlinkLoans(
  tx: Write,
  personId: number,
): Promise<{ authorityId: number; count: number }[]> {
  const { rows } = await sql<{ authorityId: number; count: number }>`with freed as (
      update loans.loan set person_id = null, person_name = 'Compte effacé' where person_id = ${personId} returning authority_id)
    select authority_id as "authorityId", count(*)::integer as count from freed group by 1`.execute(tx.q)
  return rows
}

/** Those over for so long, or whose days are past and that nobody answered. @returns their ids */
export async function forgetLoans(tx: Write, before: Date, most: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`delete from loans.loan where id in (
    select id from loans.loan where state <> 'out' and greatest(coalesce(ended_at, asked_at), to_day::timestamptz) < ${before} order by id limit ${most})
    returning id`.execute(tx.q)
  return rows.map(({ id }) => id)
}
