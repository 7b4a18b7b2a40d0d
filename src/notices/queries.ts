// SQL of notices. What is told is the system's to write; one's own are read, and marked as read, as oneself.
import { sql } from 'kysely'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'

/** What a notice is about, and its page. */
export interface About {
  kind: string
  id: number
  /** Its page on this site, for that reader. */
  href: string
}

export interface Notice {
  id: number
  kind: string
  title: string
  detail: string
  href: string
  createdAt: Date
  readAt: Date | null
}

const COLUMNS = sql`id, kind, title, detail, href, created_at as "createdAt", read_at as "readAt"`

/** @returns whether it is new: the same key tells once */
export async function insertNotice(
  tx: Write,
  notice: { personId: number; kind: string; about: About; key: string; title: string; detail: string },
): Promise<boolean> {
  const { personId, kind, about, key, title, detail } = notice
  const { numAffectedRows } = await sql`
    insert into notices.notice (person_id, kind, subject_kind, subject_id, key, title, detail, href, created_at)
    values (${personId}, ${kind}, ${about.kind}, ${about.id}, ${key}, ${title}, ${detail}, ${about.href}, ${tx.now})
    on conflict (key) do nothing`.execute(tx.q)
  return numAffectedRows === 1n
}

const own = (personId: number, kinds: readonly string[]) =>
  sql<boolean>`person_id = ${personId} and kind = any (${kinds as string[]}::text[])`

/** Of these kinds, those not read first, then the newest. */
export async function noticesOf(
  tx: Read,
  personId: number,
  kinds: readonly string[],
  limit: number,
): Promise<Notice[]> {
  const { rows } = await sql<Notice>`select ${COLUMNS} from notices.notice where ${own(personId, kinds)}
    order by (read_at is not null), created_at desc, id desc limit ${limit}`.execute(tx.q)
  return rows
}

/** How many of these kinds were not read. */
export async function unreadOf(tx: Read, personId: number, kinds: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from notices.notice where ${own(personId, kinds)} and read_at is null`.execute(
    tx.q,
  )
  return rows[0]?.count ?? 0
}

/** Marks one of theirs as read. @returns where it leads; null when there is none */
export async function markRead(tx: Write, personId: number, id: number): Promise<string | null> {
  const { rows } = await sql<{ href: string }>`
    update notices.notice set read_at = coalesce(read_at, ${tx.now}) where person_id = ${personId} and id = ${id}
    returning href`.execute(tx.q)
  return rows[0]?.href ?? null
}

/** Marks those of these kinds as read, up to the one that was shown first. @returns how many */
export function markAllRead(
  tx: Write,
  personId: number,
  kinds: readonly string[],
  upTo: number,
): Promise<number> {
  return countOf(
    tx,
    sql`update notices.notice set read_at = ${tx.now}
      where ${own(personId, kinds)} and read_at is null and id <= ${upTo}`,
  )
}

/** Everything told to a person, oldest first. As the system. */
export async function toldTo(tx: Read, personId: number): Promise<Notice[]> {
  const { rows } = await sql<Notice>`
    select ${COLUMNS} from notices.notice where person_id = ${personId} order by created_at, id`.execute(tx.q)
  return rows
}

/** Forgets what was told to a person. As the system. @returns the keys of what went, which are those of its mails */
export async function forgetToldTo(tx: Write, personId: number): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    delete from notices.notice where person_id = ${personId} returning key`.execute(tx.q)
  return rows.map(({ key }) => key)
}

/** Forgets what anybody was told of these subjects: their titles say where and what. As the system. */
export const forgetNotices = (tx: Write, subjectKind: string, ids: readonly number[]): Promise<number> =>
  countOf(
    tx,
    sql`delete from notices.notice where subject_kind = ${subjectKind} and subject_id = any (${ids as number[]}::bigint[])`,
  )

/** Forgets what was told before that, read or not. As the system. @returns how many */
export const forgetOld = (tx: Write, before: Date, most: number): Promise<number> =>
  countOf(
    tx,
    sql`delete from notices.notice where id in (
      select id from notices.notice where created_at < ${before} order by created_at limit ${most})`,
  )
