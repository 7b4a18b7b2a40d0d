// Every SQL statement of publishing.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** A short public information of an authority. */
export interface Notice {
  id: number
  authorityId: number
  /** One or two words: « Circulation ». */
  theme: string
  title: string
  text: string
  publishedAt: Date
  /** When it stops being said, or null. */
  endsAt: Date | null
}

const columns = sql`id, authority_id as "authorityId", theme, title, text, published_at as "publishedAt", ends_at as "endsAt"`

/** Notices in force of the authorities: those of the first one before the others, then the latest first. */
export async function noticesInForce(
  tx: Read,
  authorityIds: readonly number[],
  limit: number,
): Promise<Notice[]> {
  const { rows } = await sql<Notice>`select ${columns} from publishing.notice
    where authority_id = any (${authorityIds as number[]}::integer[]) and published_at <= ${tx.now}
      and (ends_at is null or ends_at > ${tx.now})
    order by authority_id = ${authorityIds[0] ?? 0} desc, published_at desc, id desc limit ${limit}`.execute(
    tx.q,
  )
  return rows
}

/** One notice already published, ended or not. */
export async function noticeRow(tx: Read, id: number): Promise<Notice | undefined> {
  const { rows } =
    await sql<Notice>`select ${columns} from publishing.notice where id = ${id} and published_at <= ${tx.now}`.execute(
      tx.q,
    )
  return rows[0]
}

/** Adds a notice, or updates the one of the same authority and title. Says whether anything changed. */
export async function upsertNotice(
  tx: Write,
  { authorityId, theme, title, text, publishedAt, endsAt }: Omit<Notice, 'id'>,
): Promise<boolean> {
  const { rows } = await sql<{ same: boolean }>`
    select theme = ${theme} and text = ${text} as same from publishing.notice
    where authority_id = ${authorityId} and title = ${title} limit 1`.execute(tx.q)
  if (rows[0]?.same === true) return false
  if (rows[0] !== undefined) {
    await sql`update publishing.notice set theme = ${theme}, text = ${text}, published_at = ${publishedAt}, ends_at = ${endsAt}
      where authority_id = ${authorityId} and title = ${title}`.execute(tx.q)
    return true
  }
  await sql`insert into publishing.notice (authority_id, theme, title, text, published_at, ends_at)
    values (${authorityId}, ${theme}, ${title}, ${text}, ${publishedAt}, ${endsAt})`.execute(tx.q)
  return true
}
