// SQL of applications: what one prepares, what was sent, who reads it. The second wall says who reads each.
import { type RawBuilder, sql } from 'kysely'
import type { Answers, RawAnswers } from '#forms'
import type { Read, Write } from '#platform/db/db.ts'
import type { Day } from '#territory'

export type State = 'sent' | 'retained' | 'declined'

export interface Application {
  id: number
  vacancyId: number
  authorityId: number
  title: string
  endsOn: Day
  /** By which it was sent, in that version. */
  form: { id: string; version: number }
  personId: number
  personName: string
  answers: Answers
  state: State
  outcome: string
  sentAt: Date
  decidedAt: Date | null
  version: number
  isOwn: boolean
}

/** More than an authority receives at once. */
const MOST = 2000

const columns = sql`a.id, a.vacancy_id as "vacancyId", v.authority_id as "authorityId", v.title, v.ends_on::text as "endsOn",
  jsonb_build_object('id', a.form_id, 'version', a.form_version) as form,
  a.person_id as "personId", a.person_name as "personName", a.answers, a.state, a.outcome, a.sent_at as "sentAt",
  a.decided_at as "decidedAt", a.version, a.person_id = platform.person_id() as "isOwn"`

const asked = async (tx: Read, which: RawBuilder<unknown>): Promise<Application[]> =>
  (
    await sql<Application>`select ${columns} from vacancies.application a join vacancies.vacancy v on v.id = a.vacancy_id
      where ${which} order by a.sent_at desc, a.id desc limit ${MOST}`.execute(tx.q)
  ).rows

/** Those of whoever reads, the newest first. */
export const ownApplications = (tx: Read): Promise<Application[]> =>
  asked(tx, sql`a.person_id = ${tx.actor.personId}`)

export const ownApplicationTo = async (tx: Read, vacancyId: number): Promise<Application | undefined> =>
  (await asked(tx, sql`a.person_id = ${tx.actor.personId} and a.vacancy_id = ${vacancyId}`))[0]

/** Those that whoever reads recruits among. */
export const receivedApplications = (tx: Read): Promise<Application[]> =>
  asked(
    tx,
    sql`a.person_id is distinct from ${tx.actor.personId}::bigint and vacancies.recruits(a.vacancy_id)`,
  )

export async function countReceived(tx: Read): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from vacancies.application a
    where a.person_id is distinct from ${tx.actor.personId}::bigint and vacancies.recruits(a.vacancy_id)`.execute(
    tx.q,
  )
  return rows[0]?.count ?? 0
}

export const receivedApplication = async (tx: Read, id: number): Promise<Application | undefined> =>
  (
    await asked(
      tx,
      sql`a.id = ${id} and a.person_id is distinct from ${tx.actor.personId}::bigint and vacancies.recruits(a.vacancy_id)`,
    )
  )[0]

/** As the system */
export const applicationById = async (tx: Read, id: number): Promise<Application | undefined> =>
  (await asked(tx, sql`a.id = ${id}`))[0]

export const mayApply = async (tx: Read, vacancyId: number): Promise<boolean> =>
  (await sql<{ may: boolean }>`select vacancies.may_apply(${vacancyId}) as may`.execute(tx.q)).rows[0]
    ?.may === true

export const recruits = async (tx: Read, vacancyId: number): Promise<boolean> =>
  (await sql<{ is: boolean }>`select vacancies.recruits(${vacancyId}) as is`.execute(tx.q)).rows[0]?.is ===
  true

export interface Draft {
  id: number
  raw: RawAnswers
  savedAt: Date
}

/** One’s own. */
export async function ownDraft(tx: Read, vacancyId: number): Promise<Draft | undefined> {
  const { rows } = await sql<Draft>`select id, typed as raw, saved_at as "savedAt" from vacancies.draft
    where vacancy_id = ${vacancyId} and person_id = ${tx.actor.personId}`.execute(tx.q)
  return rows[0]
}

/** One’s own drafts of offers that are still open, by offer. */
export async function draftedVacancies(
  tx: Read,
): Promise<{ vacancyId: number; title: string; savedAt: Date }[]> {
  const { rows } = await sql<{ vacancyId: number; title: string; savedAt: Date }>`
    select d.vacancy_id as "vacancyId", v.title, d.saved_at as "savedAt" from vacancies.draft d
    join vacancies.vacancy v on v.id = d.vacancy_id where d.person_id = ${tx.actor.personId} order by d.saved_at desc`.execute(
    tx.q,
  )
  return rows
}

/** Keeps two windows of one person waiting for each other until the transaction ends. */
export async function lockDraft(tx: Write, vacancyId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`vacancy-draft:${vacancyId}:${tx.actor.personId}`}, 0))`.execute(
    tx.q,
  )
}

/** @returns its id */
export async function keepDraft(tx: Write, vacancyId: number, raw: RawAnswers): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into vacancies.draft (vacancy_id, typed)
    values (${vacancyId}, ${JSON.stringify(raw)}::jsonb)
    on conflict (vacancy_id, person_id) do update set typed = excluded.typed returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

export async function deleteDraft(tx: Write, vacancyId: number): Promise<void> {
  await sql`delete from vacancies.draft where vacancy_id = ${vacancyId} and person_id = ${tx.actor.personId}`.execute(
    tx.q,
  )
}

/** @returns its id */
export async function insertApplication(tx: Write, vacancyId: number, answers: Answers): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into vacancies.application (vacancy_id, answers)
    values (${vacancyId}, ${JSON.stringify(answers)}::jsonb) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

/** One’s own, as long as nothing is decided. @returns whether it is gone */
export async function deleteOwnApplication(tx: Write, id: number): Promise<boolean> {
  const done = await sql`delete from vacancies.application
    where id = ${id} and person_id = ${tx.actor.personId} and state = 'sent'`.execute(tx.q)
  return done.numAffectedRows === 1n
}

/** @returns the version that stands, held until the transaction ends; undefined for whoever does not recruit */
export async function heldVersion(tx: Write, id: number): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`select a.version from vacancies.application a
    where a.id = ${id} and a.person_id is distinct from ${tx.actor.personId}::bigint and vacancies.recruits(a.vacancy_id) for update`.execute(
    tx.q,
  )
  return rows[0]?.version
}

export async function decideApplication(
  tx: Write,
  id: number,
  state: Exclude<State, 'sent'>,
  outcome: string,
): Promise<void> {
  await sql`update vacancies.application set state = ${state}, outcome = ${outcome} where id = ${id}`.execute(
    tx.q,
  )
}

export interface Recruiter {
  id: number
  personId: number
  name: string
}

/** Who reads the applications to an offer in sight. */
export async function recruitersOf(tx: Read, vacancyId: number): Promise<Recruiter[]> {
  const { rows } =
    await sql<Recruiter>`select id, person_id as "personId", person_name as name from vacancies.recruiter
    where vacancy_id = ${vacancyId} order by id`.execute(tx.q)
  return rows
}

/** @returns whom; null when nobody there has that address */
export async function nameRecruiter(tx: Write, vacancyId: number, address: string): Promise<number | null> {
  const { rows } = await sql<{
    found: number | null
  }>`select vacancies.name_recruiter(${vacancyId}, ${address}) as found`.execute(tx.q)
  return rows[0]?.found ?? null
}

export async function deleteRecruiter(tx: Write, vacancyId: number, id: number): Promise<void> {
  await sql`delete from vacancies.recruiter where vacancy_id = ${vacancyId} and id = ${id}`.execute(tx.q)
}

/** How many wait to be read, by offer, for whoever recruits. */
export async function waitingFor(
  tx: Read,
  most: number,
): Promise<{ vacancyId: number; title: string; authorityId: number; endsOn: Day; count: number }[]> {
  const { rows } = await sql<{
    vacancyId: number
    title: string
    authorityId: number
    endsOn: Day
    count: number
  }>`select v.id as "vacancyId", v.title, v.authority_id as "authorityId", v.ends_on::text as "endsOn", count(*)::integer as count
    from vacancies.application a join vacancies.vacancy v on v.id = a.vacancy_id
    where a.state = 'sent' and a.person_id is distinct from ${tx.actor.personId}::bigint and vacancies.recruits(v.id)
    group by v.id order by v.ends_on, v.id limit ${most}`.execute(tx.q)
  return rows
}

/** As the system */
export async function toldOf(
  tx: Read,
  id: number,
): Promise<{ personId: number; name: string; address: string | null; isRecruiter: boolean }[]> {
  const { rows } = await sql<{
    personId: number
    name: string
    address: string | null
    isRecruiter: boolean
  }>`select person_id as "personId", name, address, is_recruiter as "isRecruiter" from vacancies.told(${id})`.execute(
    tx.q,
  )
  return rows
}
