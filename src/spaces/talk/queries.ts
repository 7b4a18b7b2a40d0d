// SQL of the subjects on which one talks in a space. Policies say who reads and writes (000821).
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { access } from '../record/access.ts'

export interface Topic {
  id: number
  spaceId: number
  title: string
  authorId: number | null
  author: string
  at: Date
  saidAt: Date
  saidBy: string
  /** How many times something was said. */
  said: number
  endedAt: Date | null
  /** How many of them, of the last three months, whoever acts has not read; nothing for a collaborator. */
  unread: number
}

const columns = sql`t.id, t.space_id as "spaceId", t.title, t.author_id as "authorId", t.author_label as author, t.at, t.said_at as "saidAt",
  t.said_by as "saidBy", t.said, t.ended_at as "endedAt"`

/** The one that was talked of last, first. */
export async function topicsOf(tx: Read, spaceId: number, most: number): Promise<Topic[]> {
  const { rows } = await sql<Topic>`
    with shown as materialized (select ${columns} from spaces.topic t
      where t.space_id = ${spaceId} and ${allowedRows(access['space.read'], tx.actor, 't')} order by t.said_at desc, t.id desc limit ${most})
    select s.*, case when platform.person_id() is null then 0 else (select count(*)::int from threads.message m
      where m.subject_kind = 'topic' and m.subject_id = s.id and m.author_id is distinct from platform.person_id()
        and m.created_at > ${tx.now}::timestamptz - interval '90 days'
        and m.id > coalesce((select r.message_id from spaces.reading r where r.topic_id = s.id and r.person_id = platform.person_id()), 0)) end as unread
    from shown s order by s."saidAt" desc, s.id desc`.execute(tx.q)
  return rows
}

export async function topicOf(
  tx: Read,
  spaceId: number,
  id: number,
): Promise<Omit<Topic, 'unread'> | undefined> {
  const { rows } = await sql<Omit<Topic, 'unread'>>`select ${columns} from spaces.topic t
    where t.id = ${id} and t.space_id = ${spaceId} and ${allowedRows(access['space.read'], tx.actor, 't')}`.execute(
    tx.q,
  )
  return rows[0]
}

/** In which space it is: for those who read it, and for jobs. */
export async function spaceOfTopic(
  tx: Read,
  id: number,
): Promise<{ spaceId: number; title: string } | undefined> {
  const { rows } = await sql<{
    spaceId: number
    title: string
  }>`select t.space_id as "spaceId", t.title from spaces.topic t
    where t.id = ${id} and ${allowedRows(access['space.read'], tx.actor, 't')}`.execute(tx.q)
  return rows[0]
}

/** @returns its id */
export async function insertTopic(tx: Write, spaceId: number, title: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into spaces.topic (space_id, title)
    values (${spaceId}, ${title}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

export async function setEnded(tx: Write, id: number, isEnded: boolean): Promise<void> {
  await sql`update spaces.topic t set ended_at = ${isEnded ? tx.now : null}
    where t.id = ${id} and ${allowedRows(access['space.contribute'], tx.actor, 't')}`.execute(tx.q)
}

/** How far one has read it; null: nothing of it. */
export async function lastRead(tx: Read, topicId: number): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`select message_id as id from spaces.reading
    where topic_id = ${topicId} and person_id = platform.person_id()`.execute(tx.q)
  return rows[0]?.id ?? null
}

/** One has read as far as that. */
export async function noteRead(tx: Write, topicId: number, messageId: number): Promise<void> {
  await sql`insert into spaces.reading (person_id, topic_id, message_id) values (platform.person_id(), ${topicId}, ${messageId})
    on conflict (person_id, topic_id) do update set message_id = greatest(reading.message_id, excluded.message_id)`.execute(
    tx.q,
  )
}
