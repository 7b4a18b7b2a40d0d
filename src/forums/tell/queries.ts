// SQL of whom jobs tell of forums. As the system.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
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
