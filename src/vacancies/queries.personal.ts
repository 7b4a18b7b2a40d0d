// SQL of what job offers hold about a person, and of what is forgotten with time. As the system.
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Profile } from './record/words.ts'

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

export interface Kept {
  id: number
  authorityId: number
  title: string
  what: 'sent' | 'retained' | 'declined' | 'draft' | 'named'
  outcome: string
  answers: object
  at: Date | null
}

/** Applications, drafts of some, offers for which they recruit. */
export async function applicationsOf(tx: Read, personId: number): Promise<Kept[]> {
  const { rows } = await sql<Kept>`
    select a.id, v.authority_id as "authorityId", v.title, a.state as what, a.outcome, a.answers, a.sent_at as at
    from vacancies.application a join vacancies.vacancy v on v.id = a.vacancy_id where a.person_id = ${personId}
    union all select d.id, v.authority_id, v.title, 'draft', '', d.typed, d.saved_at
    from vacancies.draft d join vacancies.vacancy v on v.id = d.vacancy_id where d.person_id = ${personId}
    union all select r.id, v.authority_id, v.title, 'named', '', '{}'::jsonb, null
    from vacancies.recruiter r join vacancies.vacancy v on v.id = r.vacancy_id where r.person_id = ${personId} order by at`.execute(
    tx.q,
  )
  return rows
}

/** What is gone, of which nothing may stay elsewhere: files, notices. */
export interface Ended {
  applications: number[]
  drafts: number[]
}

const ended = async (tx: Read, which: RawBuilder<unknown>, drafted: RawBuilder<unknown>): Promise<Ended> => {
  const [sent, begun] = await Promise.all([
    sql<{
      id: number
    }>`select a.id from vacancies.application a join vacancies.vacancy v on v.id = a.vacancy_id
      where ${which}`.execute(tx.q),
    sql<{ id: number }>`select a.id from vacancies.draft a join vacancies.vacancy v on v.id = a.vacancy_id
      where ${drafted}`.execute(tx.q),
  ])
  return { applications: sent.rows.map(({ id }) => id), drafts: begun.rows.map(({ id }) => id) }
}

/** Of offers that are about to be forgotten. */
export const endedWith = (tx: Read, vacancyIds: readonly number[]): Promise<Ended> =>
  ended(tx, sql`v.id = any (${vacancyIds as number[]})`, sql`v.id = any (${vacancyIds as number[]})`)

/** Not retained, or left without an answer, for so long; and what was prepared for an offer that is over. */
export const endedUnretained = (tx: Read, before: Date, most: number): Promise<Ended> =>
  ended(
    tx,
    sql`(a.state = 'declined' and a.decided_at < ${before} or a.state = 'sent' and v.ends_on::timestamptz < ${before}) order by a.id limit ${most}`,
    sql`v.ends_on::timestamptz < ${before} order by a.id limit ${most}`,
  )

export const endedRetained = (tx: Read, before: Date, most: number): Promise<Ended> =>
  ended(tx, sql`a.state = 'retained' and a.decided_at < ${before} order by a.id limit ${most}`, sql`false`)

export async function dropEnded(tx: Write, { applications, drafts }: Ended): Promise<void> {
  await sql`delete from vacancies.application where id = any (${applications})`.execute(tx.q)
  await sql`delete from vacancies.draft where id = any (${drafts})`.execute(tx.q)
}

export async function unnameRecruiter(tx: Write, personId: number): Promise<void> {
  await sql`delete from vacancies.recruiter where person_id = ${personId}`.execute(tx.q)
}

/** Those over for so long. */
export async function oldVacancies(tx: Read, before: Date, most: number): Promise<number[]> {
  const { rows } = await sql<{
    id: number
  }>`select id from vacancies.vacancy where ends_on::timestamptz < ${before} order by id limit ${most}`.execute(
    tx.q,
  )
  return rows.map(({ id }) => id)
}

export async function forgetVacancies(tx: Write, ids: readonly number[]): Promise<void> {
  await sql`delete from vacancies.vacancy where id = any (${ids as number[]})`.execute(tx.q)
}
