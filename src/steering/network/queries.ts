// SQL of those who write for an authority: what they wrote, were trained in, were thanked for. PostgreSQL says to whom (db/migrations/000897).
import { sql } from 'kysely'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Day } from '#territory'

export interface Contributor {
  personId: number
  authorityId: number
  name: string
  /** Where they work. */
  unitId: number
  /** The units for which they wrote in a year. */
  wroteIn: number[]
  contents: number
  editions: number
  lastAt: Date | null
  trainedOn: Day | null
  trainings: number
  thanks: number
}

/** People who work there today, in French order. */
export async function contributors(tx: Read): Promise<Contributor[]> {
  const { rows } = await sql<Contributor>`
    select person_id as "personId", authority_id as "authorityId", name, unit_id as "unitId", wrote_in as "wroteIn", contents, editions,
      last_at as "lastAt", trained_on::text as "trainedOn", trainings, thanks
    from steering.contributors() order by name collate "fr-x-icu", person_id, authority_id`.execute(tx.q)
  return rows
}

export interface Contributed {
  contentId: number
  title: string
  unitId: number
  editions: number
  lastAt: Date
  isOnline: boolean
}

type Who = Pick<Contributor, 'personId' | 'authorityId'>

/** What they wrote in a year, the latest first. */
export async function contributed(tx: Read, { personId, authorityId }: Who): Promise<Contributed[]> {
  const { rows } = await sql<Contributed>`
    select content_id as "contentId", title, unit_id as "unitId", editions, last_at as "lastAt", is_online as "isOnline"
    from steering.contributed(${personId}, ${authorityId})`.execute(tx.q)
  return rows
}

export interface Training {
  id: number
  what: string
  onDay: Day
}

export async function trainingsOf(tx: Read, { personId, authorityId }: Who): Promise<Training[]> {
  const { rows } = await sql<Training>`select id, what, on_day::text as "onDay" from steering.training
    where person_id = ${personId} and authority_id = ${authorityId} order by on_day desc, id desc`.execute(
    tx.q,
  )
  return rows
}

export interface Thanks {
  id: number
  word: string
  givenBy: number | null
  givenName: string
  givenAt: Date
}

export async function thanksOf(tx: Read, { personId, authorityId }: Who): Promise<Thanks[]> {
  const { rows } = await sql<Thanks>`
    select id, word, given_by as "givenBy", given_name as "givenName", given_at as "givenAt" from steering.thanks
    where person_id = ${personId} and authority_id = ${authorityId} order by given_at desc, id desc`.execute(
    tx.q,
  )
  return rows
}

/** The last word of a month, to oneself; null: none. */
export async function recentThanks(tx: Read, personId: number): Promise<Thanks | null> {
  const { rows } = await sql<Thanks>`
    select id, word, given_by as "givenBy", given_name as "givenName", given_at as "givenAt" from steering.thanks
    where person_id = ${personId} and given_at > ${tx.now}::timestamptz - interval '30 days' order by given_at desc limit 1`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

export interface Room {
  spaceId: number
  name: string
  topics: number
  documents: number
}

/** The spaces where one has written oneself in a year: told to nobody else. */
export async function ownRooms(tx: Read): Promise<Room[]> {
  const { rows } = await sql<Room>`
    select space_id as "spaceId", name, topics, documents from steering.own_rooms()`.execute(tx.q)
  return rows
}

type Place = Pick<Contributor, 'personId' | 'authorityId' | 'unitId'>

/** @returns false when it is noted already */
export async function noteTraining(
  tx: Write,
  { personId, authorityId, unitId }: Place,
  { what, onDay }: Omit<Training, 'id'>,
): Promise<boolean> {
  const noted = sql`insert into steering.training (person_id, authority_id, unit_id, what, on_day)
    values (${personId}, ${authorityId}, ${unitId}, ${what}, ${onDay}) on conflict do nothing`
  return (await countOf(tx, noted)) > 0
}

export const giveThanks = (tx: Write, { personId, authorityId, unitId }: Place, word: string) =>
  sql`insert into steering.thanks (person_id, authority_id, unit_id, word)
    values (${personId}, ${authorityId}, ${unitId}, ${word})`.execute(tx.q)

/** Takes away what was noted by mistake. @returns false when it was not, or is not theirs to take */
export async function dropTraining(tx: Write, { personId }: Who, id: number): Promise<boolean> {
  const gone = sql`delete from steering.training where id = ${id} and person_id = ${personId}`
  return (await countOf(tx, gone)) > 0
}

export interface HeldRow {
  authorityId: number
  what: string
  text: string
  at: Date
}

/** As the system. */
export async function heldOf(tx: Read, personId: number): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`
    select authority_id as "authorityId", 'Formation' as what, what as text, on_day::timestamptz as at from steering.training
      where person_id = ${personId}
    union all select authority_id, 'Remerciement', word, given_at from steering.thanks where person_id = ${personId}
    union all select authority_id, 'Remerciement donné', word, given_at from steering.thanks where given_by = ${personId}
    order by at`.execute(tx.q)
  return rows
}

/** What was said of somebody goes with them; what they said of others loses their name. As the system. */
export async function eraseOf(
  tx: Write,
  personId: number,
): Promise<{ authorityId: number; count: number }[]> {
  const { rows } = await sql<{ authorityId: number; count: number }>`
    with t as (delete from steering.training where person_id = ${personId} returning authority_id),
      h as (delete from steering.thanks where person_id = ${personId} returning authority_id),
      n as (update steering.training set noted_by = null where noted_by = ${personId}),
      g as (update steering.thanks set given_by = null, given_name = 'Une personne partie' where given_by = ${personId}
        returning authority_id)
    select authority_id as "authorityId", count(*)::integer as count
    from (select * from t union all select * from h union all select * from g) gone group by 1 order by 1`.execute(
    tx.q,
  )
  return rows
}

/** Those of people whose last post in the authority ended before. As the system. */
export async function forgetGone(tx: Write, before: Date, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select steering.forget_gone(${before}::timestamptz::date, ${most}) as count`.execute(tx.q)
  return rows[0]?.count ?? 0
}
