// SQL of questionnaires. Who answered and what was answered are written by one function of the database alone (001020).
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write, YearAsked } from '#platform/db/db.ts'
import type { Answers, FormDefinition } from '#forms'
import type { Day } from '#territory'
import { access } from './access.ts'
import type { Asked } from './places.ts'
import type { Results } from './told/figures.ts'

export interface Survey {
  id: number
  authorityId: number
  audienceId: number
  asked: Asked
  title: string
  wave: string
  afterId: number | null
  questions: string
  form: FormDefinition
  /** The content that it goes with. */
  contentId: number | null
  crossed: string | null
  opensOn: Day
  closesOn: Day
  /** Two at most; the first ones are done: how many were told, by fives, 0 where it is not told. */
  remindOn: readonly Day[]
  reminded: readonly number[]
  results: Results | null
  version: number
  /** By whoever reads. */
  isAnswered: boolean
  /** Is it asked of whoever reads? Whoever keeps it may not be. */
  isAsked: boolean
  isKept: boolean
}

const kept = (tx: Read) => allowedRows(access['survey.make'], tx.actor, 's')

const columns = (
  tx: Read,
) => sql`s.id, s.authority_id as "authorityId", s.audience_id as "audienceId", s.asked, s.title, s.wave,
  s.after_id as "afterId", s.content_id as "contentId", s.questions, s.form, s.crossed, s.opens_on::text as "opensOn", s.closes_on::text as "closesOn", s.results,
  s.remind_on::text[] as "remindOn", s.reminded, s.version,
  exists (select from surveys.voter v where v.survey_id = s.id and v.person_id = ${tx.actor.personId}) as "isAnswered",
  surveys.is_asked(s.asked, s.audience_id) as "isAsked",
  ${kept(tx)} as "isKept"`

/** More than a territory asks in some years. */
const MOST = 200

/** On the intranet, whoever asks keeps theirs, whoever answers them. */
const at = (tx: Read, asked: Asked) =>
  asked === 'agents' ? sql`(s.asked = 'agents' or ${kept(tx)})` : sql`s.asked = ${asked}`

/** Those of that place in sight of whoever reads, as the second wall says; those that close last first. */
export async function surveys(tx: Read, asked: Asked): Promise<Survey[]> {
  const { rows } = await sql<Survey>`select ${columns(tx)} from surveys.survey s where ${at(tx, asked)}
    order by s.closes_on desc, s.id desc limit ${MOST}`.execute(tx.q)
  return rows
}

export async function surveyById(tx: Read, id: number, asked: Asked): Promise<Survey | undefined> {
  const { rows } = await sql<Survey>`select ${columns(tx)} from surveys.survey s
    where s.id = ${id} and ${at(tx, asked)}`.execute(tx.q)
  return rows[0]
}

export type Line = Pick<Survey, 'id' | 'asked' | 'title' | 'wave' | 'authorityId' | 'closesOn'>
const line = sql`s.id, s.asked, s.title, s.wave, s.authority_id as "authorityId", s.closes_on::text as "closesOn"`

/** Of whom, and by which authorities: all of them when absent. */
export interface Which {
  readonly asked: readonly Asked[]
  readonly by?: readonly number[]
}
const which = ({ asked, by }: Which) =>
  sql`s.asked = any (${asked as Asked[]}::text[]) and surveys.is_asked(s.asked, s.audience_id)
    and (${by === undefined} or s.authority_id = any (${(by ?? []) as number[]}::integer[]))`

/** Those that whoever reads may answer on that day, and has not. */
export async function surveysToAnswer(tx: Read, today: Day, most: number, wanted: Which): Promise<Line[]> {
  const { rows } = await sql<Line>`select ${line} from surveys.survey s
    where ${today} between s.opens_on and s.closes_on and ${which(wanted)}
      and not exists (select from surveys.voter v where v.survey_id = s.id and v.person_id = ${tx.actor.personId})
    order by s.closes_on, s.id limit ${most}`.execute(tx.q)
  return rows
}

/** The one that goes with that content, that whoever reads may answer on that day, and has not. */
export async function surveyBeside(tx: Read, contentId: number, today: Day, wanted: Which) {
  const { rows } = await sql<Line>`select ${line} from surveys.survey s
    where s.content_id = ${contentId} and ${today} between s.opens_on and s.closes_on and ${which(wanted)}
      and not exists (select from surveys.voter v where v.survey_id = s.id and v.person_id = ${tx.actor.personId})
    order by s.closes_on, s.id limit 1`.execute(tx.q)
  return rows[0]
}

/** Those that were told after `from` and until `to`, the newest first. */
export async function surveysTold(tx: Read, from: Date, to: Date, most: number, wanted: Which) {
  const { rows } = await sql<Line>`select ${line} from surveys.survey s
    where s.told_at > ${from} and s.told_at <= ${to} and ${which(wanted)}
    order by s.told_at desc, s.id desc limit ${most}`.execute(tx.q)
  return rows
}

export type NewSurvey = Pick<
  Survey,
  | 'authorityId'
  | 'audienceId'
  | 'asked'
  | 'title'
  | 'wave'
  | 'afterId'
  | 'questions'
  | 'form'
  | 'crossed'
  | 'opensOn'
  | 'closesOn'
  | 'remindOn'
  | 'contentId'
>

/** @returns its id */
export async function insertSurvey(tx: Write, said: NewSurvey): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into surveys.survey (authority_id, audience_id, asked, title, wave, after_id, questions, form, crossed, opens_on, closes_on, remind_on, content_id)
    values (${said.authorityId}, ${said.audienceId}, ${said.asked}, ${said.title}, ${said.wave}, ${said.afterId}, ${said.questions},
      ${JSON.stringify(said.form)}::jsonb, ${said.crossed}, ${said.opensOn}, ${said.closesOn},
      ${[...said.remindOn]}::date[], ${said.contentId}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

/** Held until the transaction ends, for whoever keeps it. */
export async function holdSurvey(tx: Write, id: number): Promise<Survey | undefined> {
  const { rows } = await sql<Survey>`select ${columns(tx)} from surveys.survey s
    where s.id = ${id} and ${kept(tx)} for update`.execute(tx.q)
  return rows[0]
}

export async function updateSurvey(tx: Write, id: number, said: Omit<NewSurvey, 'afterId' | 'authorityId'>) {
  await sql`update surveys.survey s set title = ${said.title}, wave = ${said.wave}, audience_id = ${said.audienceId}, asked = ${said.asked},
      questions = ${said.questions}, form = ${JSON.stringify(said.form)}::jsonb, crossed = ${said.crossed},
      opens_on = ${said.opensOn}, closes_on = ${said.closesOn}, remind_on = ${[...said.remindOn]}::date[], content_id = ${said.contentId}
    where s.id = ${id} and ${kept(tx)}`.execute(tx.q)
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
  await sql`update surveys.survey set results = ${JSON.stringify(results)}::jsonb, told_at = ${tx.now} where id = ${id}`.execute(
    tx.q,
  )
  await sql`delete from surveys.pool where survey_id = ${id}`.execute(tx.q)
  await sql`delete from surveys.voter where survey_id = ${id}`.execute(tx.q)
}

export type ToRemind = Pick<Survey, 'id' | 'asked' | 'title' | 'closesOn'> & {
  /** How many of its reminders are due by now, those that were made among them. */
  due: number
}

/** Open, and of which a reminder is due. As the system */
export async function toRemind(tx: Read, today: Day): Promise<ToRemind[]> {
  const { rows } = await sql<ToRemind>`select * from (
      select s.id, s.asked, s.title, s.closes_on::text as "closesOn", s.reminded,
        (select count(*)::integer from unnest(s.remind_on) day where day <= ${today}) as due
      from surveys.survey s where ${today} between s.opens_on and s.closes_on and cardinality(s.reminded) < cardinality(s.remind_on)) r
    where r.due > cardinality(r.reminded) order by r.id`.execute(tx.q)
  return rows
}

/** So many of those asked who have not answered, after one of them. As the system */
export async function unanswered(tx: Read, id: number, after: number, most: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select unanswered as id from surveys.unanswered(${id}, ${after}, ${most})`.execute(tx.q)
  return rows.map((row) => row.id)
}

/** As the system */
export async function countVoters(tx: Read, id: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from surveys.voter where survey_id = ${id}`.execute(tx.q)
  return rows[0]?.n ?? 0
}

/** All that were due are made, as one. As the system */
export const keepReminded = (tx: Write, { id, due }: ToRemind, told: number) =>
  sql`update surveys.survey set reminded = reminded || array_fill(0, array[greatest(${due} - cardinality(reminded) - 1, 0)]) || ${told}::integer
    where id = ${id} and cardinality(reminded) < ${due}`.execute(tx.q)

export async function countForAudiences(
  tx: Read,
  audienceIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ id: number; count: number }>`
    select s.audience_id as id, count(*)::integer as count from surveys.survey s
    where s.audience_id = any (${audienceIds as number[]}::integer[]) and ${kept(tx)}
    group by 1`.execute(tx.q)
  return new Map(rows.map(({ id, count }) => [id, count]))
}

export async function readdress(tx: Write, from: number, to: number): Promise<void> {
  await sql`update surveys.survey s set audience_id = ${to}
    where s.audience_id = ${from} and ${kept(tx)}`.execute(tx.q)
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
  const { rows } = await sql<{ authorityId: number; count: number }>`
    select authority as "authorityId", many as count from surveys.forget(${personId})`.execute(tx.q)
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

export interface ToldWave {
  title: string
  wave: string
  /** The question by which the others are told apart: who answers, rather than what they think. */
  crossed: string | null
  results: Results
}

/** What was told between two instants of the questionnaires of an authority, as they are kept: the first told comes first. */
export async function toldInYear(
  tx: Read,
  { authorityId, from, until }: YearAsked,
  most: number,
): Promise<ToldWave[]> {
  const { rows } = await sql<ToldWave>`
    select s.title, s.wave, s.crossed, s.results from surveys.survey s
    where s.authority_id = ${authorityId} and s.results is not null and s.told_at >= ${from} and s.told_at < ${until} and ${kept(tx)}
    order by s.told_at, s.id limit ${most}`.execute(tx.q)
  return rows
}
