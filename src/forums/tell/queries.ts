// SQL of whom jobs tell of forums, as the system; of what is new to somebody in what they follow, as they read it.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { access } from '../record/access.ts'
import type { Rule } from '../record/words.ts'

export interface ToTell {
  personId: number
  name: string
  address: string | null
  isAgent: boolean
}

const columns = sql`person_id as "personId", name, address, is_agent as "isAgent"`

/** Those who follow a thread, and of those named the ones who read it. */
export async function recipientsOf(
  tx: Read,
  threadId: number,
  named: readonly number[],
): Promise<(ToTell & { isNamed: boolean })[]> {
  const { rows } = await sql<ToTell & { isNamed: boolean }>`select ${columns}, is_named as "isNamed"
    from forums.recipients(${threadId}, ${named as number[]}::bigint[])`.execute(tx.q)
  return rows
}

export async function recipient(tx: Read, personId: number): Promise<ToTell | undefined> {
  const { rows } = await sql<ToTell>`select ${columns} from forums.recipient(${personId})`.execute(tx.q)
  return rows[0]
}

/** Whoever reported that message. */
export async function reportersOf(tx: Read, messageId: number): Promise<ToTell[]> {
  const { rows } =
    await sql<ToTell>`select told.person_id as "personId", told.name, told.address, told.is_agent as "isAgent"
    from forums.report r cross join lateral forums.recipient(r.person_id) told where r.message_id = ${messageId} order by 1`.execute(
      tx.q,
    )
  return rows
}

export async function threadTold(
  tx: Read,
  id: number,
): Promise<{ id: number; title: string; forum: string; authorityId: number } | undefined> {
  const { rows } = await sql<{ id: number; title: string; forum: string; authorityId: number }>`
    select t.id, t.title, f.name as forum, f.authority_id as "authorityId"
    from forums.thread t join forums.forum f on f.id = t.forum_id where t.id = ${id}`.execute(tx.q)
  return rows[0]
}

interface HidingTold {
  rule: Rule
  word: string
  authorId: number | null
  byId: number | null
  by: string
  liftedAt: Date | null
  because: string
}

export async function hidingTold(tx: Read, id: number): Promise<HidingTold | undefined> {
  const { rows } =
    await sql<HidingTold>`select h.rule, h.word, h.author_id as "authorId", h.by_id as "byId", h.by_label as by,
      h.lifted_at as "liftedAt", coalesce(a.because, '') as because
    from forums.hiding h left join forums.appeal a on a.hiding_id = h.id where h.id = ${id}`.execute(tx.q)
  return rows[0]
}

/** Does somebody want each message of that thread? */
export async function follows(tx: Read, threadId: number, personId: number): Promise<boolean> {
  const { rows } = await sql`select from forums.reading
    where thread_id = ${threadId} and person_id = ${personId} and wants = 'every'`.execute(tx.q)
  return rows.length > 0
}

/** How far somebody who follows a thread has read it or had it by mail, held until the transaction ends. */
export async function holdFollowed(
  tx: Write,
  threadId: number,
  personId: number,
): Promise<number | undefined> {
  const { rows } = await sql<{
    known: number
  }>`select greatest(message_id, mailed_id) as known from forums.reading
    where thread_id = ${threadId} and person_id = ${personId} and wants = 'every' for update`.execute(tx.q)
  return rows[0]?.known
}

export async function noteMailed(
  tx: Write,
  threadId: number,
  personId: number,
  messageId: number,
): Promise<void> {
  await sql`update forums.reading set mailed_id = ${messageId} where thread_id = ${threadId} and person_id = ${personId}`.execute(
    tx.q,
  )
}

/** They want nothing more of that thread. */
export async function leaveThread(tx: Write, threadId: number, personId: number): Promise<void> {
  await sql`update forums.reading set wants = 'never' where thread_id = ${threadId} and person_id = ${personId}`.execute(
    tx.q,
  )
}

/** Of others, and not hidden. */
const others = sql<boolean>`m.author_id is distinct from platform.person_id()
  and not exists (select from forums.hiding h where h.message_id = p.message_id and h.lifted_at is null)`

export interface Unmailed {
  messageId: number
  n: number
  author: string
  body: string
  at: Date
}

/** What was said after that in a thread, as whoever acts reads it. */
export async function saidAfter(
  tx: Read,
  threadId: number,
  messageId: number,
  most: number,
): Promise<Unmailed[]> {
  const { rows } =
    await sql<Unmailed>`select p.message_id as "messageId", p.n, m.author_label as author, m.body, m.created_at as at
    from forums.post p join threads.message m on m.id = p.message_id
    where p.thread_id = ${threadId} and p.message_id > ${messageId} and ${others} order by p.n limit ${most}`.execute(
      tx.q,
    )
  return rows
}

export interface Followed {
  id: number
  title: string
  forum: string
  lastId: number
  count: number
}

/** The threads that whoever acts follows in which something was said between, that they have neither read nor had by mail; the last first. */
export async function followedSince(tx: Read, from: Date, to: Date, most: number): Promise<Followed[]> {
  const { rows } =
    await sql<Followed>`select t.id, t.title, f.name as forum, max(p.message_id) as "lastId", count(*)::int as count
    from forums.reading r join forums.thread t on t.id = r.thread_id join forums.forum f on f.id = t.forum_id
      join forums.post p on p.thread_id = t.id and p.message_id > greatest(r.message_id, r.mailed_id)
      join threads.message m on m.id = p.message_id
    where r.person_id = platform.person_id() and r.wants = 'every' and t.said_at > ${from} and ${allowedRows(access['forum.read'], tx.actor, 'f')}
      and m.created_at > ${from} and m.created_at <= ${to} and ${others}
    group by t.id, t.title, f.name order by "lastId" desc limit ${most}`.execute(tx.q)
  return rows
}

/** In which thread a message stands, if whoever acts reads it. */
export async function threadOfMessage(tx: Read, messageId: number): Promise<number | undefined> {
  const { rows } = await sql<{
    id: number
  }>`select thread_id as id from forums.post where message_id = ${messageId}`.execute(tx.q)
  return rows[0]?.id
}
