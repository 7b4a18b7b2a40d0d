// SQL of the files that were sent nowhere: held by nothing, or by something being written.
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { KeptFile } from './queries.ts'

const LOOSE = sql`(f.subject_kind is null or files.is_passing(f.subject_kind))`

/** Ids of the oldest files stored before `before` that nothing holds. For the system. */
export async function oldLooseFiles(tx: Read, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from files.file where created_at < ${before} and subject_kind is null order by created_at limit ${limit}`.execute(
    tx.q,
  )
  return rows.map(({ id }) => id)
}

// Their rows and what was made of them; @returns keys of the store that no row names any more.
async function forget(tx: Write, which: RawBuilder<boolean>): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    with gone as (delete from files.file f where ${which} and ${LOOSE} returning f.id, f.storage_key)
    select key from (
      select storage_key as key from gone union select r.storage_key from files.rendition r where r.file_id in (select id from gone)) k
    where not exists (select from files.file f where f.storage_key = k.key and f.id not in (select id from gone))
      and not exists (select from files.rendition r where r.storage_key = k.key and r.file_id not in (select id from gone))`.execute(
    tx.q,
  )
  return rows.map(({ key }) => key)
}

/** Forgets those of these files that were sent nowhere. @returns their keys in the store. For the system. */
export function deleteLooseFiles(tx: Write, ids: readonly string[]): Promise<string[]> {
  return forget(tx, sql<boolean>`f.id::text = any (${ids as string[]})`)
}

/** Forgets files whose bytes were on their way before that and never came. @returns their keys in the store. For the system. */
export function deleteUnsettledFiles(tx: Write, before: Date): Promise<string[]> {
  return forget(tx, sql<boolean>`f.state <> 'checked' and f.created_at < ${before}`)
}

/** Forgets the files of the person that were sent nowhere. @returns their keys in the store */
export function deleteOwnLooseFiles(tx: Write, personId: number): Promise<string[]> {
  return forget(tx, sql<boolean>`f.person_id = ${personId}`)
}

/** Among these files, those the visitor or the person has stored and sent nowhere yet, in the order given. */
export async function looseFiles(tx: Read, fileIds: readonly string[]): Promise<KeptFile[]> {
  if (fileIds.length === 0) return []
  const { rows } =
    await sql<KeptFile>`select f.id as "fileId", f.name, f.bytes, f.media_type as "mediaType" from files.file f
    where f.id::text = any (${fileIds as string[]}) and f.state = 'checked' and files.is_own(f.visitor_id, f.person_id) and ${LOOSE}
    order by array_position(${fileIds as string[]}, f.id::text)`.execute(tx.q)
  return rows
}

export async function countOwnLooseFiles(
  tx: Read,
  personId: number,
): Promise<{ count: number; since: Date | null; names: string[] }> {
  const { rows } = await sql<{ count: number; since: Date | null; names: string[] }>`
    select count(*)::int as count, min(f.created_at) as since, coalesce(array_agg(f.name order by f.created_at), '{}') as names
    from files.file f where f.person_id = ${personId} and ${LOOSE}`.execute(tx.q)
  return rows[0] ?? { count: 0, since: null, names: [] }
}
