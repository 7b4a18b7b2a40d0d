// SQL of what people say to each other on a subject. Policies, written from `threads.subject`, say who reads and who writes.
import { sql } from 'kysely'
import type { Subject } from '#files'
import type { Read, Write } from '#platform/db/db.ts'

/** For whom a message is meant: words of its subject’s kind (`threads.follow`). */
export type Audience = string

export interface MessageRow {
  id: number
  authorKind: 'resident' | 'agent' | 'system'
  authorId: number | null
  authorLabel: string
  audience: Audience
  unitId: number | null
  body: string
  createdAt: Date
}

export type Said = Omit<MessageRow, 'id' | 'createdAt' | 'authorLabel'> & {
  /** In whose name the system speaks; of whoever acts, the database writes it (db/migrations/000401). */
  authorLabel?: string
}

const COLUMNS = sql`id, author_kind as "authorKind", author_id as "authorId", author_label as "authorLabel", audience,
  unit_id as "unitId", body, created_at as "createdAt"`
const on = ({ kind, id }: Subject) => sql`subject_kind = ${kind} and subject_id = ${id}::bigint`

export async function insertMessage(
  tx: Write,
  subject: Subject,
  row: Said,
  once: string | null,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into threads.message
      (subject_kind, subject_id, author_kind, author_id, author_label, audience, unit_id, body, created_at, once)
    values (${subject.kind}, ${subject.id}::bigint, ${row.authorKind}, ${row.authorId}, ${row.authorLabel ?? null}, ${row.audience},
      ${row.unitId}, ${row.body}, ${tx.now}, ${once}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

/** What the actor may read of the thread, oldest first. */
export async function messagesOf(tx: Read, subject: Subject): Promise<MessageRow[]> {
  const { rows } =
    await sql<MessageRow>`select ${COLUMNS} from threads.message where ${on(subject)} order by id`.execute(
      tx.q,
    )
  return rows
}

/** That message of that thread, if the actor may read it. */
export async function messageOf(tx: Read, subject: Subject, id: number): Promise<MessageRow | undefined> {
  const { rows } = await sql<MessageRow>`select ${COLUMNS} from threads.message
    where ${on(subject)} and id = ${id}`.execute(tx.q)
  return rows[0]
}

export interface SaidAgain {
  once?: string | undefined
  body: string
  authorKind: string
  audience: Audience
  /** Without a key, the same words are the same message since then. */
  since: Date
}

/** What was said once is not said again: a key of a form, or, without one, the same words from the same person to the same readers just before. */
export async function wasSaid(tx: Write, subject: Subject, said: SaidAgain): Promise<boolean> {
  const once = said.once ?? null
  const { rows } = await sql<{
    said: boolean
  }>`select exists (select from threads.message where ${on(subject)}
    and case when ${once}::uuid is not null then once = ${once}::uuid
      else body = ${said.body} and author_id is not distinct from ${tx.actor.personId}
        and author_kind = ${said.authorKind} and audience = ${said.audience} and created_at > ${said.since}
        and id = (select max(id) from threads.message where ${on(subject)}) end) as said`.execute(tx.q)
  return rows[0]?.said ?? false
}

export interface ThreadFile {
  fileId: string
  /** Null for what the subject itself holds. */
  messageId: number | null
  name: string
  mediaType: string
  bytes: number
  hasThumbnail: boolean
}

/** Files of a subject and of its messages, in the order they came. */
export async function filesOfThread(tx: Read, subject: Subject): Promise<ThreadFile[]> {
  const { rows } = await sql<ThreadFile>`
    select f.id as "fileId", case f.subject_kind when 'message' then f.subject_id::bigint end as "messageId", f.name,
      f.media_type as "mediaType", f.bytes, f.has_thumbnail as "hasThumbnail"
    from files.held f where (f.subject_kind, f.subject_id) in (
      select ${subject.kind}, ${String(subject.id)}::text union all select 'message', id::text from threads.message where ${on(subject)})
    order by f.attached_at, "messageId" nulls first, f.place`.execute(tx.q)
  return rows
}

/** Ids of the messages of these subjects of one kind, in sight of the actor. */
export async function messageIdsOf(tx: Read, kind: string, ids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from threads.message
    where subject_kind = ${kind} and subject_id = any (${ids as number[]}::bigint[])`.execute(tx.q)
  return rows.map(({ id }) => id)
}

/** Takes out what was said of these subjects, and the names of those who do not speak for an authority. As the system. */
export async function emptyMessages(
  tx: Write,
  kind: string,
  ids: readonly number[],
  words: { emptied: string; nobody: string },
): Promise<void> {
  await sql`update threads.message set body = ${words.emptied},
      author_label = case author_kind when 'resident' then ${words.nobody} else author_label end,
      author_id = case author_kind when 'agent' then author_id end
    where subject_kind = ${kind} and subject_id = any (${ids as number[]}::bigint[])`.execute(tx.q)
}
