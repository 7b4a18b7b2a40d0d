// SQL of what is said in a thread, and of how far somebody has read it. What is hidden comes without its words, but to moderators (001010).
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Rule, Wants } from './words.ts'

/** Messages of a page. */
export const PAGE = 20
/** Characters of a message that are shown where it is quoted. */
const EXCERPT = 220

export interface Hiding {
  id: number
  rule: Rule
  word: string
  authorId: number | null
  byId: number | null
  by: string
  /** What its author answered, to them and to moderators. */
  appeal: string | null
  isUpheld: boolean | null
}

export interface Post {
  n: number
  messageId: number
  authorId: number | null
  author: string
  /** null: hidden from whoever acts. */
  body: string | null
  at: Date
  quoted: { n: number; author: string; text: string | null } | null
  hiding: Hiding | null
  /** Why it is reported, to moderators; never by whom. */
  reported: readonly Rule[]
  isReportedByMe: boolean
}

interface Row extends Omit<Post, 'quoted' | 'hiding'> {
  quotedN: number | null
  quotedAuthor: string | null
  quotedText: string | null
  hiding: Hiding | null
}

const columns = sql`p.n, p.message_id as "messageId", coalesce(m.author_id, h.author_id) as "authorId",
  coalesce(m.author_label, h.author_label) as author, m.body, coalesce(m.created_at, h.said_at) as at,
  q.n as "quotedN", coalesce(qm.author_label, qh.author_label) as "quotedAuthor",
  case when qh.id is null then left(qm.body, ${EXCERPT}) end as "quotedText",
  case when h.id is not null then jsonb_build_object('id', h.id, 'rule', h.rule, 'word', h.word, 'authorId', h.author_id, 'byId', h.by_id,
    'by', h.by_label, 'appeal', a.word, 'isUpheld', a.is_upheld) end as hiding,
  array(select distinct o.rule from forums.report o where o.message_id = p.message_id and o.settled_at is null
    and forums.moderates_thread(p.thread_id)) as reported,
  exists (select from forums.report o where o.message_id = p.message_id and o.person_id = platform.person_id()) as "isReportedByMe"`

const joined = sql`forums.post p left join threads.message m on m.id = p.message_id
  left join forums.hiding h on h.message_id = p.message_id and h.lifted_at is null
  left join forums.appeal a on a.hiding_id = h.id
  left join forums.post q on q.message_id = p.quotes_id and q.thread_id = p.thread_id
  left join threads.message qm on qm.id = q.message_id
  left join forums.hiding qh on qh.message_id = q.message_id and qh.lifted_at is null`

const postOfRow = ({ quotedN, quotedAuthor, quotedText, ...post }: Row): Post => ({
  ...post,
  quoted: quotedN === null ? null : { n: quotedN, author: quotedAuthor ?? '', text: quotedText },
})

/** The messages of a thread from that number on, as many as a page holds. */
export async function postsFrom(tx: Read, threadId: number, from: number): Promise<Post[]> {
  const { rows } = await sql<Row>`select ${columns} from ${joined}
    where p.thread_id = ${threadId} and p.n >= ${from} order by p.n limit ${PAGE}`.execute(tx.q)
  return rows.map(postOfRow)
}

export async function postOf(tx: Read, threadId: number, n: number): Promise<Post | undefined> {
  const { rows } =
    await sql<Row>`select ${columns} from ${joined} where p.thread_id = ${threadId} and p.n = ${n}`.execute(
      tx.q,
    )
  return rows.map(postOfRow)[0]
}

/** The number of the first message that one has not read; null: none. */
export async function firstUnread(tx: Read, threadId: number, readId: number): Promise<number | null> {
  const { rows } = await sql<{
    n: number
  }>`select p.n from forums.post p join threads.message m on m.id = p.message_id
    where p.thread_id = ${threadId} and p.message_id > ${readId} and m.author_id is distinct from platform.person_id()
    order by p.message_id limit 1`.execute(tx.q)
  return rows[0]?.n ?? null
}

/** Says whom a message quotes, in the act that says it. */
export async function setQuote(tx: Write, messageId: number, quotesId: number): Promise<void> {
  await sql`update forums.post set quotes_id = ${quotesId} where message_id = ${messageId}`.execute(tx.q)
}

/** One has read as far as that. */
export async function noteRead(tx: Write, threadId: number, messageId: number): Promise<void> {
  await sql`insert into forums.reading (person_id, thread_id, message_id) values (platform.person_id(), ${threadId}, ${messageId})
    on conflict (person_id, thread_id) do update set message_id = greatest(reading.message_id, excluded.message_id)`.execute(
    tx.q,
  )
}

/** Everything that one reads, or that is in one forum, is read. */
export async function noteAllRead(tx: Write, forumId: number | null): Promise<void> {
  await sql`insert into forums.reading (person_id, thread_id, message_id)
    select platform.person_id(), t.id, t.last_id from forums.thread t
      left join forums.reading r on r.thread_id = t.id and r.person_id = platform.person_id()
      where t.last_id > coalesce(r.message_id, 0) and (${forumId}::integer is null or t.forum_id = ${forumId})
        and t.said_at > ${tx.now}::timestamptz - interval '90 days'
    on conflict (person_id, thread_id) do update set message_id = greatest(reading.message_id, excluded.message_id)`.execute(
    tx.q,
  )
}

/** `isOwnWord`: somebody chose it; else it is kept only where nothing was chosen. */
export async function setWants(tx: Write, threadId: number, wants: Wants, isOwnWord: boolean): Promise<void> {
  await sql`insert into forums.reading (person_id, thread_id, wants) values (platform.person_id(), ${threadId}, ${wants})
    on conflict (person_id, thread_id) do update
      set wants = case when ${isOwnWord} then excluded.wants else coalesce(reading.wants, excluded.wants) end`.execute(
    tx.q,
  )
}

/** Who bears those names, among those who read the forum. */
export async function namedIn(tx: Read, forumId: number, names: readonly string[]): Promise<number[]> {
  if (names.length === 0) return []
  const { rows } = await sql<{
    id: number
  }>`select id from forums.named(${forumId}, ${names as string[]}::text[]) id`.execute(tx.q)
  return rows.map(({ id }) => id)
}
