// SQL of what contents hold about a person: that they wrote some; and of what is forgotten of them. As the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** Editions that somebody wrote, of one authority each. */
export interface OwnEdition {
  authorityId: number
  title: string
  n: number
  writtenAt: Date
}

export async function editionsBy(tx: Read, personId: number): Promise<OwnEdition[]> {
  const { rows } =
    await sql<OwnEdition>`select c.authority_id as "authorityId", e.title, e.n, e.written_at as "writtenAt"
    from publishing.edition e join publishing.content c on c.id = e.content_id where e.author_id = ${personId} order by e.written_at`.execute(
      tx.q,
    )
  return rows
}

/** What was written stays: it is the authority’s. Who wrote it does not. @returns how many editions, by authority */
export async function forgetAuthor(
  tx: Write,
  personId: number,
): Promise<{ authorityId: number; count: number }[]> {
  const { rows } = await sql<{ authorityId: number; count: number }>`
    with written as (update publishing.edition set author_id = null where author_id = ${personId} returning content_id),
      begun as (update publishing.content set author_id = null where author_id = ${personId})
    select c.authority_id as "authorityId", count(*)::integer as count
    from written w join publishing.content c on c.id = w.content_id group by 1 order by 1`.execute(tx.q)
  return rows
}

/** Those that nobody ever published, unchanged since then. @returns which */
export async function forgetUnpublished(tx: Write, before: Date, most: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`delete from publishing.content where id in (
    select c.id from publishing.content c where c.changed_at < ${before}
      and not exists (select from publishing.publication p where p.content_id = c.id) order by c.changed_at limit ${most})
    returning id`.execute(tx.q)
  return rows.map(({ id }) => id)
}
