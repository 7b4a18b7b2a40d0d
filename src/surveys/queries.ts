// SQL of questionnaires. Who answered and what was answered are written by one function of the database alone (001020).
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Answers, FormDefinition } from '#forms'
import type { Day } from '#territory'
import { access } from './access.ts'
import type { Results } from './figures.ts'

export interface Survey {
  id: number
  authorityId: number
  audienceId: number
  title: string
  wave: string
  afterId: number | null
  questions: string
  form: FormDefinition
  crossed: string | null
  opensOn: Day
  closesOn: Day
  results: Results | null
  /** By whoever reads. */
  isAnswered: boolean
  /** Is it asked of whoever reads? Whoever keeps it may not be. */
  isAsked: boolean
  isKept: boolean
}

const columns = (
  tx: Read,
) => sql`s.id, s.authority_id as "authorityId", s.audience_id as "audienceId", s.title, s.wave,
  s.after_id as "afterId", s.questions, s.form, s.crossed, s.opens_on::text as "opensOn", s.closes_on::text as "closesOn", s.results,
  exists (select from surveys.voter v where v.survey_id = s.id and v.person_id = ${tx.actor.personId}) as "isAnswered",
  s.audience_id = any ((select audiences.actor_ids('audience'))::bigint[]) as "isAsked",
  ${allowedRows(access['survey.make'], tx.actor, 's')} as "isKept"`

/** More than a territory asks in some years. */
const MOST = 200

/** Those in sight of whoever reads, as the second wall says; those that close last first. */
export async function surveys(tx: Read): Promise<Survey[]> {
  const { rows } = await sql<Survey>`select ${columns(tx)} from surveys.survey s
    order by s.closes_on desc, s.id desc limit ${MOST}`.execute(tx.q)
  return rows
}

export async function surveyById(tx: Read, id: number): Promise<Survey | undefined> {
  const { rows } = await sql<Survey>`select ${columns(tx)} from surveys.survey s where s.id = ${id}`.execute(
    tx.q,
  )
  return rows[0]
}

/** Those that whoever reads may answer on that day, and has not. */
export async function surveysToAnswer(tx: Read, today: Day, most: number) {
  const { rows } = await sql<Pick<Survey, 'id' | 'title' | 'closesOn'>>`
    select s.id, s.title, s.closes_on::text as "closesOn" from surveys.survey s
    where ${today} between s.opens_on and s.closes_on and s.audience_id = any ((select audiences.actor_ids('audience'))::bigint[])
      and not exists (select from surveys.voter v where v.survey_id = s.id and v.person_id = ${tx.actor.personId})
    order by s.closes_on, s.id limit ${most}`.execute(tx.q)
  return rows
}

export type NewSurvey = Pick<
  Survey,
  | 'authorityId'
  | 'audienceId'
  | 'title'
  | 'wave'
  | 'afterId'
  | 'questions'
  | 'form'
  | 'crossed'
  | 'opensOn'
  | 'closesOn'
>

/** @returns its id */
export async function insertSurvey(tx: Write, said: NewSurvey): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into surveys.survey (authority_id, audience_id, title, wave, after_id, questions, form, crossed, opens_on, closes_on)
    values (${said.authorityId}, ${said.audienceId}, ${said.title}, ${said.wave}, ${said.afterId}, ${said.questions},
      ${JSON.stringify(said.form)}::jsonb, ${said.crossed}, ${said.opensOn}, ${said.closesOn}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

export const writeAnswers = (tx: Write, id: number, answers: Answers) =>
  sql`select surveys.answer(${id}, ${JSON.stringify(answers)}::jsonb)`.execute(tx.q)

/** Closed, and of which nothing is told yet. As the system */
export async function untold(
  tx: Write,
  today: Day,
  most: number,
): Promise<Pick<Survey, 'id' | 'form' | 'crossed'>[]> {
  const { rows } = await sql<Pick<Survey, 'id' | 'form' | 'crossed'>>`select s.id, s.form, s.crossed
    from surveys.survey s where s.results is null and s.closes_on < ${today} order by s.id limit ${most} for update`.execute(
    tx.q,
  )
  for (const { id } of rows) await hold(tx, id)
  return rows
}

/** Nobody answers it meanwhile. As the system */
const hold = (tx: Write, id: number) => sql`select surveys.hold(${id})`.execute(tx.q)

/** Whatever was answered, in no order. As the system */
export async function answersOf(tx: Read, id: number): Promise<Answers[]> {
  const { rows } = await sql<{ answers: Answers[] }>`
    select answers from surveys.pool where survey_id = ${id}`.execute(tx.q)
  return rows.flatMap(({ answers }) => answers)
}

/** Keeps what is told; who answered, and what, are erased. As the system */
export async function keepResults(tx: Write, id: number, results: Results): Promise<void> {
  await sql`update surveys.survey set results = ${JSON.stringify(results)}::jsonb where id = ${id}`.execute(
    tx.q,
  )
  await sql`delete from surveys.pool where survey_id = ${id}`.execute(tx.q)
  await sql`delete from surveys.voter where survey_id = ${id}`.execute(tx.q)
}

export async function countForAudiences(
  tx: Read,
  audienceIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ id: number; count: number }>`
    select s.audience_id as id, count(*)::integer as count from surveys.survey s
    where s.audience_id = any (${audienceIds as number[]}::integer[]) and ${allowedRows(access['survey.make'], tx.actor, 's')}
    group by 1`.execute(tx.q)
  return new Map(rows.map(({ id, count }) => [id, count]))
}

export async function readdress(tx: Write, from: number, to: number): Promise<void> {
  await sql`update surveys.survey s set audience_id = ${to}
    where s.audience_id = ${from} and ${allowedRows(access['survey.make'], tx.actor, 's')}`.execute(tx.q)
}

/** As the system */
export async function answeredBy(tx: Read, personId: number) {
  const { rows } = await sql<{ authorityId: number; title: string; wave: string }>`
    select s.authority_id as "authorityId", s.title, s.wave from surveys.voter v join surveys.survey s on s.id = v.survey_id
    where v.person_id = ${personId} order by s.id`.execute(tx.q)
  return rows
}

/** As the system. Whoever answers meanwhile writes others again: not this person. */
export async function forgetVoter(tx: Write, personId: number) {
  const open = await sql<{
    id: number
  }>`select id from surveys.survey where results is null order by id`.execute(tx.q)
  for (const { id } of open.rows) await hold(tx, id)
  const { rows } = await sql<{ authorityId: number; count: number }>`with gone as (
      delete from surveys.voter v using surveys.survey s where s.id = v.survey_id and v.person_id = ${personId} returning s.authority_id)
    select authority_id as "authorityId", count(*)::integer as count from gone group by 1`.execute(tx.q)
  return rows
}

/** Closed for so long. As the system. @returns how many */
export async function forgetSurveys(tx: Write, before: Date, most: number): Promise<number> {
  const { numAffectedRows } = await sql`delete from surveys.survey where id in (
    select id from surveys.survey where closes_on < ${before}::timestamptz::date and results is not null order by id limit ${most})`.execute(
    tx.q,
  )
  return Number(numAffectedRows ?? 0n)
}
