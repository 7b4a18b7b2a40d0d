// SQL of what contents say to whoever counts readings. As the system.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

interface Online {
  id: number
  title: string
  authorityId: number
  unitId: number
  since: Date
}

/** Those that their readers read now, but for what spaces publish: that is their members’ to know. */
export async function contentsOnline(tx: Read): Promise<Online[]> {
  const { rows } = await sql<Online>`
    select p.content_id as id, p.title, p.authority_id as "authorityId", p.unit_id as "unitId",
      (select min(f.starts_at) from publishing.publication f where f.content_id = p.content_id and f.space_id is null) as since
    from publishing.publication p
    where p.space_id is null and p.starts_at <= ${tx.now} and (p.ends_at is null or p.ends_at > ${tx.now})`.execute(
    tx.q,
  )
  return rows
}

/** « 12 5 »: content 12 has an edition by person 5. */
export async function writersAmong(tx: Read, contents: readonly number[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ pair: string }>`
    select distinct content_id || ' ' || author_id as pair from publishing.edition
    where content_id = any (${contents as number[]}) and author_id is not null`.execute(tx.q)
  return new Set(rows.map(({ pair }) => pair))
}

/** Those of these contents that a space decides of. */
export async function ofSpaces(tx: Read, contents: readonly number[]): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    select id from publishing.of_spaces where id = any (${contents as number[]})`.execute(tx.q)
  return new Set(rows.map(({ id }) => id))
}
