// SQL of what forums hold about one person, and of what time forgets. As the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

interface Counted {
  authorityId: number
  count: number
}

const authority = sql`(select f.authority_id from forums.forum f join forums.thread t on t.forum_id = f.id where t.id = thread_id)`

/** How far one has read, and what one reported. */
export async function followedBy(
  tx: Read,
  personId: number,
): Promise<{ authorityId: number; what: string; title: string; at: Date | null }[]> {
  const { rows } = await sql<{ authorityId: number; what: string; title: string; at: Date | null }>`
    select f.authority_id as "authorityId", w.what, t.title, w.at from (
      select thread_id, 'Sujet lu ou suivi' as what, null::timestamptz as at from forums.reading where person_id = ${personId}
      union all select thread_id, 'Message signalé', at from forums.report where person_id = ${personId}) w
    join forums.thread t on t.id = w.thread_id join forums.forum f on f.id = t.forum_id order by w.at, t.id`.execute(
    tx.q,
  )
  return rows
}

/** @returns how many rows by authority */
export async function dropFollowed(tx: Write, personId: number): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    with read as (delete from forums.reading where person_id = ${personId} returning thread_id),
      told as (delete from forums.report where person_id = ${personId} returning thread_id)
    select ${authority} as "authorityId", count(*)::int as count
    from (select thread_id from read union all select thread_id from told) gone group by 1`.execute(tx.q)
  return rows
}

/** What one wrote there, hidden or not, and what one decided. */
export async function workOf(
  tx: Read,
  personId: number,
): Promise<{ authorityId: number; forum: string; what: string; text: string; at: Date }[]> {
  const { rows } = await sql<{ authorityId: number; forum: string; what: string; text: string; at: Date }>`
    select f.authority_id as "authorityId", f.name as forum, w.what, w.text, w.at from (
      select f.id as forum_id, 'Forum' as what, f.name as text, f.at from forums.forum f where f.author_id = ${personId}
      union all select t.forum_id, 'Sujet', t.title, t.at from forums.thread t where t.author_id = ${personId}
      union all select t.forum_id, 'Message', m.body, m.created_at from threads.message m
        join forums.thread t on m.subject_kind = 'forumthread' and t.id = m.subject_id where m.author_id = ${personId}
      union all select t.forum_id, 'Message masqué', h.word, h.at from forums.hiding h join forums.thread t on t.id = h.thread_id
        where h.author_id = ${personId} or h.by_id = ${personId}
      union all select t.forum_id, 'Contestation', a.word, a.at from forums.appeal a join forums.hiding h on h.id = a.hiding_id
        join forums.thread t on t.id = h.thread_id where a.person_id = ${personId} or a.decided_id = ${personId}) w
    join forums.forum f on f.id = w.forum_id order by w.at`.execute(tx.q)
  return rows
}

/** It stays under their name, and leads to no account. @returns how many rows by authority */
export async function unlinkWork(tx: Write, personId: number): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    with opened as (update forums.forum set author_id = null where author_id = ${personId} returning id),
      begun as (update forums.thread set author_id = null where author_id = ${personId} returning forum_id),
      said as (update threads.message m set author_id = null from forums.thread t
        where m.subject_kind = 'forumthread' and t.id = m.subject_id and m.author_id = ${personId} returning t.forum_id),
      hidden as (update forums.hiding h set author_id = nullif(h.author_id, ${personId}), by_id = nullif(h.by_id, ${personId})
        from forums.thread t where t.id = h.thread_id and (h.author_id = ${personId} or h.by_id = ${personId}) returning t.forum_id),
      contested as (update forums.appeal a set person_id = nullif(a.person_id, ${personId}), decided_id = nullif(a.decided_id, ${personId})
        from forums.hiding h join forums.thread t on t.id = h.thread_id
        where h.id = a.hiding_id and (a.person_id = ${personId} or a.decided_id = ${personId}) returning t.forum_id)
    select f.authority_id as "authorityId", count(*)::int as count from (select id as forum_id from opened union all select forum_id from begun
      union all select forum_id from said union all select forum_id from hidden union all select forum_id from contested) w
    join forums.forum f on f.id = w.forum_id group by 1`.execute(tx.q)
  return rows
}

/** Threads in which nothing was said since then. @returns their ids */
export async function forgetThreads(tx: Write, before: Date, most: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`delete from forums.thread where id in (
    select id from forums.thread where said_at < ${before} order by said_at limit ${most}) returning id`.execute(
    tx.q,
  )
  return rows.map(({ id }) => id)
}
