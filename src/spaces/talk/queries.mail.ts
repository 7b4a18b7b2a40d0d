// SQL of who has the talk of a space by mail, and of what is new to them: as the system, but what is said, which its reader reads.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { SaidByMail } from '#threads'
import { access } from '../record/access.ts'

export type Wants = 'each' | 'digest' | 'none'

/** What those who chose want of that space. As the system */
export async function wantsIn(tx: Read, spaceId: number): Promise<ReadonlyMap<number, Wants>> {
  const { rows } = await sql<{ personId: number; wants: Wants }>`
    select person_id as "personId", wants from spaces.mailing where space_id = ${spaceId}`.execute(tx.q)
  return new Map(rows.map(({ personId, wants }) => [personId, wants]))
}

/** What whoever reads wants of that space; undefined: they never chose. */
export async function ownWant(tx: Read, spaceId: number): Promise<Wants | undefined> {
  const { rows } = await sql<{ wants: Wants }>`select wants from spaces.mailing
    where space_id = ${spaceId} and person_id = ${tx.actor.personId}`.execute(tx.q)
  return rows[0]?.wants
}

export const choose = (tx: Write, spaceId: number, wants: Wants) =>
  sql`insert into spaces.mailing (person_id, space_id, wants) values (${tx.actor.personId}, ${spaceId}, ${wants})
    on conflict (person_id, space_id) do update set wants = excluded.wants`.execute(tx.q)

/** They want nothing more of that space by mail. As the system */
export async function leaveTalk(tx: Write, spaceId: number, personId: number): Promise<void> {
  await sql`update spaces.mailing set wants = 'none' where space_id = ${spaceId} and person_id = ${personId}`.execute(
    tx.q,
  )
}

interface Known {
  spaceId: number
  /** How far they read it, or had it by mail. */
  messageId: number
  /** What was said before is not told. */
  since: Date
}

/** Of whoever wants each message of the space of that subject; held until the transaction ends. As the system */
export async function holdWanted(tx: Write, topicId: number, personId: number): Promise<Known | undefined> {
  const { rows } = await sql<Known>`select w.space_id as "spaceId", w.since,
      greatest((select r.message_id from spaces.reading r where r.topic_id = t.id and r.person_id = w.person_id),
        (select m.message_id from spaces.mailed m where m.topic_id = t.id and m.person_id = w.person_id), 0) as "messageId"
    from spaces.topic t join spaces.mailing w on w.space_id = t.space_id
    where t.id = ${topicId} and w.person_id = ${personId} and w.wants = 'each' for update of w`.execute(tx.q)
  return rows[0]
}

/** As the system */
export const noteMailed = (tx: Write, topicId: number, personId: number, messageId: number) =>
  sql`insert into spaces.mailed (person_id, topic_id, message_id) values (${personId}, ${topicId}, ${messageId})
    on conflict (person_id, topic_id) do update set message_id = greatest(mailed.message_id, excluded.message_id)`.execute(
    tx.q,
  )

export interface TopicMailed {
  spaceId: number
  title: string
  space: string
  /** May whoever reads still say something on it? */
  isOpen: boolean
}

/** That subject, if whoever acts reads it. */
export async function topicMailed(tx: Read, topicId: number): Promise<TopicMailed | undefined> {
  const { rows } = await sql<TopicMailed>`select t.space_id as "spaceId", t.title, s.name as space,
      t.ended_at is null and spaces.contributes(t.space_id) as "isOpen"
    from spaces.topic t join spaces.space s on s.id = t.space_id
    where t.id = ${topicId} and ${allowedRows(access['space.read'], tx.actor, 't')}`.execute(tx.q)
  return rows[0]
}

/** What others said on it after that, as whoever acts reads it. */
export async function saidAfter(
  tx: Read,
  topicId: number,
  { messageId, since }: Pick<Known, 'messageId' | 'since'>,
  most: number,
): Promise<SaidByMail[]> {
  const { rows } =
    await sql<SaidByMail>`select m.id as "messageId", m.author_label as author, m.body, m.created_at as at
    from threads.message m where m.subject_kind = 'topic' and m.subject_id = ${topicId} and m.id > ${messageId}
      and m.created_at >= ${since} and m.author_id is distinct from platform.person_id() order by m.id limit ${most}`.execute(
      tx.q,
    )
  return rows
}

/** On which subject a message was said, if whoever acts reads it. */
export async function topicOfMessage(
  tx: Read,
  messageId: number,
): Promise<{ topicId: number; spaceId: number } | undefined> {
  const { rows } = await sql<{ topicId: number; spaceId: number }>`
    select t.id as "topicId", t.space_id as "spaceId" from threads.message m join spaces.topic t on t.id = m.subject_id
    where m.id = ${messageId} and m.subject_kind = 'topic' and ${allowedRows(access['space.read'], tx.actor, 't')}`.execute(
    tx.q,
  )
  return rows[0]
}

export interface Spoken {
  id: number
  spaceId: number
  title: string
  space: string
  lastId: number
  count: number
}

/** The subjects of the spaces that whoever acts wants in their digest, on which others said something between, unread; the last first. */
export async function spokenSince(tx: Read, from: Date, to: Date, most: number): Promise<Spoken[]> {
  const { rows } = await sql<Spoken>`
    select t.id, t.space_id as "spaceId", t.title, s.name as space, max(m.id) as "lastId", count(*)::int as count
    from spaces.mailing w join spaces.space s on s.id = w.space_id join spaces.topic t on t.space_id = s.id
      join threads.message m on m.subject_kind = 'topic' and m.subject_id = t.id
    where w.person_id = ${tx.actor.personId} and w.wants = 'digest' and t.said_at > ${from}
      and ${allowedRows(access['space.read'], tx.actor, 't')}
      and m.created_at > ${from} and m.created_at <= ${to} and m.created_at >= w.since and m.author_id is distinct from platform.person_id()
      and m.id > coalesce((select r.message_id from spaces.reading r where r.topic_id = t.id and r.person_id = w.person_id), 0)
    group by t.id, t.space_id, t.title, s.name order by "lastId" desc limit ${most}`.execute(tx.q)
  return rows
}
