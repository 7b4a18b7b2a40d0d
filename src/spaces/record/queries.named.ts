// SQL of what spaces are called.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

interface NamedSpace {
  id: number
  authorityId: number
  name: string
  /** Closed, it is read, and nothing new is addressed to its members. */
  isOpen: boolean
}

/** What spaces are called, for whoever publishes to their members, and for those who are in them. */
export async function namedSpaces(tx: Read): Promise<NamedSpace[]> {
  const { rows } = await sql<NamedSpace>`
    select id, authority_id as "authorityId", name, is_open as "isOpen" from spaces.named() order by name collate "fr-x-icu"`.execute(
    tx.q,
  )
  return rows
}

/** All of them that are not archived, for whoever counts readings. As the system. */
export async function spacesThere(
  tx: Read,
): Promise<{ id: number; authorityId: number; title: string; since: Date }[]> {
  const { rows } = await sql<{ id: number; authorityId: number; title: string; since: Date }>`
    select id, authority_id as "authorityId", name as title, opened_at as since from spaces.space
    where archived_at is null`.execute(tx.q)
  return rows
}

/** What a space holds, that one search finds. */
export type Thing = 'document' | 'topic' | 'meeting'

/** The name of the space of each of them, for those who are in it. */
export async function spacesHolding(
  tx: Read,
  thing: Thing,
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ id: number; name: string }>`
    select t.id, s.name from ${sql.table(`spaces.${thing}`)} t join spaces.space s on s.id = t.space_id
    where t.id = any (${ids as number[]}::integer[])`.execute(tx.q)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
