// SQL of what spaces hold about one person, and of what time forgets. As the system.
import { sql } from 'kysely'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'

export interface HeldEntry {
  authorityId: number
  space: string
  role: string
  since: Date
}

export async function entriesOf(tx: Read, personId: number): Promise<HeldEntry[]> {
  const { rows } =
    await sql<HeldEntry>`select s.authority_id as "authorityId", s.name as space, a.role::text, a.since
    from spaces.admission a join spaces.space s on s.id = a.space_id where a.person_id = ${personId}
    union all select s.authority_id, s.name, 'demandé', a.asked_at from spaces.asking a join spaces.space s on s.id = a.space_id
      where a.person_id = ${personId}
    union all select w.authority_id, w.name, 'espace demandé', w.asked_at from spaces.wish w where w.person_id = ${personId}
    order by 4`.execute(tx.q)
  return rows
}

/** What one asked, is let in by name to, and has read. @returns how many rows by authority */
export async function dropEntries(
  tx: Write,
  personId: number,
): Promise<{ authorityId: number; count: number }[]> {
  await sql`with unlocked as (delete from spaces.lock where person_id = ${personId}),
      unmailed as (delete from spaces.mailing where person_id = ${personId}),
      forgotten as (delete from spaces.mailed where person_id = ${personId})
    delete from spaces.reading where person_id = ${personId}`.execute(tx.q)
  const { rows } = await sql<{ authorityId: number; count: number }>`
    with admitted as (delete from spaces.admission where person_id = ${personId} returning space_id),
      asked as (delete from spaces.asking where person_id = ${personId} returning space_id),
      wished as (delete from spaces.wish where person_id = ${personId} returning authority_id)
    select authority_id as "authorityId", count(*)::int as count from (
      select s.authority_id from spaces.space s join (select space_id from admitted union all select space_id from asked) gone on gone.space_id = s.id
      union all select authority_id from wished) gone group by authority_id`.execute(tx.q)
  return rows
}

export interface HeldWork {
  authorityId: number
  space: string
  what: string
  title: string
  at: Date
}

/** What one wrote or filed there. */
export async function workOf(tx: Read, personId: number): Promise<HeldWork[]> {
  const { rows } = await sql<HeldWork>`
    select s.authority_id as "authorityId", s.name as space, w.what, w.title, w.at from (
      select e.space_id, 'Document' as what, d.name as title, e.at from spaces.edition e join spaces.document d on d.id = e.document_id
        where e.author_id = ${personId}
      union all select t.space_id, 'Message', m.body, m.created_at from threads.message m join spaces.topic t on m.subject_kind = 'topic' and t.id = m.subject_id
        where m.author_id = ${personId}
      union all select space_id, 'Sujet', title, at from spaces.topic where author_id = ${personId}
      union all select space_id, 'Réunion', title, at from spaces.meeting where author_id = ${personId}
      union all select space_id, 'Tâche', title, at from spaces.task where author_id = ${personId} or assignee_id = ${personId}) w
    join spaces.space s on s.id = w.space_id order by w.at`.execute(tx.q)
  return rows
}

/** It stays in the space under their name, and leads to no account. @returns how many rows by authority */
export async function unlinkWork(
  tx: Write,
  personId: number,
): Promise<{ authorityId: number; count: number }[]> {
  const { rows } = await sql<{ authorityId: number; count: number }>`
    with editions as (update spaces.edition set author_id = null where author_id = ${personId} returning space_id),
      topics as (update spaces.topic set author_id = null where author_id = ${personId} returning space_id),
      meetings as (update spaces.meeting set author_id = null where author_id = ${personId} returning space_id),
      tasks as (update spaces.task set author_id = nullif(author_id, ${personId}), assignee_id = nullif(assignee_id, ${personId})
        where author_id = ${personId} or assignee_id = ${personId} returning space_id),
      messages as (update threads.message m set author_id = null from spaces.topic t
        where m.subject_kind = 'topic' and t.id = m.subject_id and m.author_id = ${personId} returning t.space_id)
    select s.authority_id as "authorityId", count(*)::int as count from (select space_id from editions union all select space_id from topics
      union all select space_id from meetings union all select space_id from tasks union all select space_id from messages) w
    join spaces.space s on s.id = w.space_id group by 1`.execute(tx.q)
  return rows
}

/** Spaces closed before that: their members read them no more. */
export const archiveSpaces = (tx: Write, before: Date, most: number): Promise<number> =>
  countOf(
    tx,
    sql`update spaces.space set archived_at = ${tx.now} where id in (
      select id from spaces.space where closed_at < ${before} and archived_at is null limit ${most})`,
  )

/** @returns which went, and the subjects that went with them */
export async function forgetSpaces(
  tx: Write,
  before: Date,
  most: number,
): Promise<{ ids: number[]; topics: number[]; contents: number[] }> {
  const topics = await sql<{ id: number }>`select t.id from spaces.topic t where t.space_id in (
    select id from spaces.space where archived_at < ${before} order by id limit ${most})`.execute(tx.q)
  // Those that its members alone read go with it (000930).
  const contents = await sql<{ id: number }>`select w.id from publishing.of_spaces w where w.space_id in (
    select id from spaces.space where archived_at < ${before} order by id limit ${most})`.execute(tx.q)
  const { rows } = await sql<{ id: number }>`delete from spaces.space where id in (
    select id from spaces.space where archived_at < ${before} order by id limit ${most}) returning id`.execute(
    tx.q,
  )
  const idsOf = (found: { rows: readonly { id: number }[] }) => found.rows.map(({ id }) => id)
  return { ids: rows.map(({ id }) => id), topics: idsOf(topics), contents: idsOf(contents) }
}

/** What was asked and answered, or never was, before that. */
export const forgetWishes = (tx: Write, before: Date, most: number): Promise<number> =>
  countOf(
    tx,
    sql`delete from spaces.wish where id in (select id from spaces.wish where coalesce(answered_at, asked_at) < ${before} limit ${most})`,
  )
