// SQL of what job offers hold about a person, and of what is forgotten with time. As the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Profile } from './words.ts'

export async function profileOf(
  tx: Read,
  personId: number,
): Promise<(Profile & { changedAt: Date }) | undefined> {
  const { rows } = await sql<Profile & { changedAt: Date }>`
    select categories, branches, places, words, alerts, changed_at as "changedAt"
    from vacancies.profile where person_id = ${personId}`.execute(tx.q)
  return rows[0]
}

/** @returns how many */
export async function forgetProfile(tx: Write, personId: number): Promise<number> {
  const done = await sql`delete from vacancies.profile where person_id = ${personId}`.execute(tx.q)
  return Number(done.numAffectedRows ?? 0)
}

/** Those that nobody changed for so long. @returns how many */
export async function forgetProfiles(tx: Write, before: Date, most: number): Promise<number> {
  const done = await sql`delete from vacancies.profile where person_id in (
    select person_id from vacancies.profile where changed_at < ${before} order by person_id limit ${most})`.execute(
    tx.q,
  )
  return Number(done.numAffectedRows ?? 0)
}

/** Those over for so long. @returns their ids */
export async function forgetVacancies(tx: Write, before: Date, most: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`delete from vacancies.vacancy where id in (
    select id from vacancies.vacancy where ends_on::timestamptz < ${before} order by id limit ${most}) returning id`.execute(
    tx.q,
  )
  return rows.map(({ id }) => id)
}
