// SQL of the pictures of the library that contents show: in which of those that whoever asks may write.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { access } from './access.ts'

/** What is said of a picture in its last edition, or in one that is shown or is to be. */
const used = (tx: Read) => sql`publishing.pictured u join publishing.content c on c.id = u.content_id
  join publishing.edition e on e.content_id = c.id and e.n = c.edition
  left join publishing.publication p on p.content_id = u.content_id and p.edition = u.n
    and (p.ends_at is null or p.ends_at > ${tx.now}) and p.ends_at is distinct from p.starts_at`

const stands = (tx: Read) =>
  sql<boolean>`${allowedRows(access['content.write'], tx.actor, 'c')} and (u.n = c.edition or p.id is not null)`

export interface Using {
  id: number
  title: string
  isShown: boolean
  isComing: boolean
}

/** Contents that name it, the last changed first. */
export async function contentsWith(tx: Read, key: string, most: number): Promise<Using[]> {
  const { rows } =
    await sql<Using>`select c.id, e.title, coalesce(bool_or(p.starts_at <= ${tx.now}), false) as "isShown",
      coalesce(bool_or(p.starts_at > ${tx.now}), false) as "isComing"
    from ${used(tx)} where u.picture = ${key} and ${stands(tx)}
    group by c.id, e.title, c.changed_at order by c.changed_at desc limit ${most}`.execute(tx.q)
  return rows
}

/** How many contents name each. */
export async function countContentsWith(
  tx: Read,
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<{
    key: string
    count: number
  }>`select u.picture as key, count(distinct c.id)::integer as count
    from ${used(tx)} where u.picture = any (${keys as string[]}::uuid[]) and ${stands(tx)} group by u.picture`.execute(
    tx.q,
  )
  return new Map(rows.map(({ key, count }) => [key, count]))
}
