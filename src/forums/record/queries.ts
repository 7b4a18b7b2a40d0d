// SQL of forums and of their threads. Policies say who reads and who writes (001010).
import { type RawBuilder, sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Asked, Page } from '#platform/screens/asked.ts'
import { keysetPage } from '#platform/screens/keyset.ts'
import { access } from './access.ts'
import type { Wants } from './words.ts'

/** What is older is unread by nobody: whoever arrives is not told of years. */
const FRESH_DAYS = 90
/** Beyond, a count says « plus de 99 ». */
export const MOST_COUNTED = 100

const fresh = (tx: Read): RawBuilder<unknown> =>
  sql`${tx.now}::timestamptz - ${FRESH_DAYS}::integer * interval '1 day'`

/** Messages of a thread that whoever acts has not read, `r` saying how far they have: neither their own nor what is hidden. */
const unreadOf = (
  tx: Read,
  thread = sql`t.id`,
): RawBuilder<unknown> => sql`select p.message_id from forums.post p
  join threads.message m on m.id = p.message_id
  where p.thread_id = ${thread} and p.message_id > coalesce(r.message_id, 0) and m.author_id is distinct from platform.person_id()
    and m.created_at > ${fresh(tx)}
    and not exists (select from forums.hiding h where h.message_id = p.message_id and h.lifted_at is null)`

const ownReading = sql`left join forums.reading r on r.thread_id = t.id and r.person_id = platform.person_id()`

/** May something of it be unread? Asked before anything is counted. */
const hasNews = (tx: Read): RawBuilder<unknown> =>
  sql`platform.person_id() is not null and t.said_at > ${fresh(tx)} and t.last_id > coalesce(r.message_id, 0)`

export interface Forum {
  id: number
  authorityId: number
  audienceId: number
  name: string
  purpose: string
  author: string
  at: Date
  closedAt: Date | null
  version: number
  /** Does whoever acts moderate it? */
  moderates: boolean
}

const forumColumns = sql`f.id, f.authority_id as "authorityId", f.audience_id as "audienceId", f.name, f.purpose,
  f.author_label as author, f.at, f.closed_at as "closedAt", f.version, forums.moderates(f.id) as moderates`

const readable = (tx: Read) => allowedRows(access['forum.read'], tx.actor, 'f')

export interface ListedForum extends Forum {
  threads: number
  saidAt: Date | null
  /** Never more than `MOST_COUNTED`. */
  unread: number
}

/** Those that whoever acts reads, those that are open first, then by name. */
export async function forumsOf(tx: Read, most: number): Promise<ListedForum[]> {
  const { rows } = await sql<ListedForum>`select ${forumColumns},
      (select count(*)::int from forums.thread t where t.forum_id = f.id) as threads,
      (select max(t.said_at) from forums.thread t where t.forum_id = f.id) as "saidAt",
      (select count(*)::int from (select u.message_id from forums.thread t ${ownReading}
        cross join lateral (${unreadOf(tx)}) u where t.forum_id = f.id and ${hasNews(tx)} limit ${MOST_COUNTED}) few) as unread
    from forums.forum f where ${readable(tx)}
    order by f.closed_at is not null, f.name collate "fr-x-icu", f.id limit ${most}`.execute(tx.q)
  return rows
}

export async function forumOf(tx: Read, id: number): Promise<Forum | undefined> {
  const { rows } =
    await sql<Forum>`select ${forumColumns} from forums.forum f where f.id = ${id} and ${readable(tx)}`.execute(
      tx.q,
    )
  return rows[0]
}

export interface Thread {
  id: number
  forumId: number
  title: string
  authorId: number | null
  author: string
  at: Date
  saidAt: Date
  saidBy: string
  said: number
  endedAt: Date | null
}

const threadColumns = sql`t.id, t.forum_id as "forumId", t.title, t.author_id as "authorId", t.author_label as author, t.at,
  t.said_at as "saidAt", t.said_by as "saidBy", t.said, t.ended_at as "endedAt"`

export interface ListedThread extends Thread {
  unread: number
}

/** A page of the threads of a forum, the one that was talked of last first. */
export const threadsPage = (tx: Read, forumId: number, asked: Asked): Promise<Page<ListedThread>> =>
  keysetPage<ListedThread>(tx, asked, {
    columns: sql`${threadColumns}, case when ${hasNews(tx)} then (select count(*)::int from (${unreadOf(tx)}) u) else 0 end as unread`,
    from: sql`forums.thread t ${ownReading}`,
    where: sql<boolean>`t.forum_id = ${forumId}`,
    orders: { said: { by: sql`t.said_at`, type: 'timestamptz' } },
    id: sql`t.id`,
  })

export interface OpenThread extends Thread {
  forum: string
  forumClosedAt: Date | null
  authorityId: number
  audienceId: number
  moderates: boolean
  /** How far whoever acts has read. */
  readId: number
  wants: Wants | null
}

export async function threadOf(tx: Read, id: number): Promise<OpenThread | undefined> {
  const { rows } =
    await sql<OpenThread>`select ${threadColumns}, f.name as forum, f.closed_at as "forumClosedAt",
      f.authority_id as "authorityId", f.audience_id as "audienceId", forums.moderates(f.id) as moderates,
      coalesce(r.message_id, 0) as "readId", r.wants
    from forums.thread t join forums.forum f on f.id = t.forum_id ${ownReading}
    where t.id = ${id} and ${readable(tx)}`.execute(tx.q)
  return rows[0]
}

export interface News {
  id: number
  title: string
  forum: string
  unread: number
}

/** The threads of which something is unread, the last first; at most so many are counted. */
export async function newsOf(tx: Read, most: number): Promise<News[]> {
  const { rows } = await sql<News>`with moved as materialized (
      select t.id, t.title, f.name as forum, t.said_at, r.message_id from forums.thread t join forums.forum f on f.id = t.forum_id ${ownReading}
      where ${readable(tx)} and ${hasNews(tx)} and r.wants is distinct from 'never' order by t.said_at desc, t.id desc limit ${most})
    select r.id, r.title, r.forum, (select count(*)::int from (${unreadOf(tx, sql`r.id`)} limit ${MOST_COUNTED}) few) as unread
    from moved r order by r.said_at desc, r.id desc`.execute(tx.q)
  return rows.filter(({ unread }) => unread > 0)
}

/** Held until the transaction ends. @returns whether whoever acts reads it */
export async function holdThread(tx: Write, id: number): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`select forums.hold(${id}) as held`.execute(tx.q)
  return rows[0]?.held === true
}
/** @returns whether whoever acts keeps it */
export async function holdForum(tx: Write, id: number): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`select forums.hold_forum(${id}) as held`.execute(tx.q)
  return rows[0]?.held === true
}

export type SaidOfForum = Pick<Forum, 'name' | 'purpose' | 'audienceId'>

/** @returns its id */
export async function insertForum(tx: Write, authorityId: number, said: SaidOfForum): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`insert into forums.forum (authority_id, audience_id, name, purpose)
    values (${authorityId}, ${said.audienceId}, ${said.name}, ${said.purpose}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

export async function updateForum(
  tx: Write,
  id: number,
  { name, purpose, audienceId, isClosed }: SaidOfForum & { isClosed: boolean },
): Promise<void> {
  await sql`update forums.forum set name = ${name}, purpose = ${purpose}, audience_id = ${audienceId},
    closed_at = ${isClosed ? tx.now : null} where id = ${id}`.execute(tx.q)
}

/** @returns its id */
export async function insertThread(tx: Write, forumId: number, title: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into forums.thread (forum_id, title)
    values (${forumId}, ${title}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

export async function setEnded(tx: Write, id: number, isEnded: boolean): Promise<void> {
  await sql`update forums.thread set ended_at = ${isEnded ? tx.now : null} where id = ${id}`.execute(tx.q)
}

/** How many forums each of these audiences reads. */
export async function countForAudiences(
  tx: Read,
  ids: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ id: number; count: number }>`select audience_id as id, count(*)::int as count
    from forums.forum where audience_id = any (${ids as number[]}::integer[]) group by 1`.execute(tx.q)
  return new Map(rows.map(({ id, count }) => [id, count]))
}

export async function readdressForums(tx: Write, from: number, to: number): Promise<void> {
  await sql`update forums.forum set audience_id = ${to} where audience_id = ${from}`.execute(tx.q)
}
