// SQL of the files that no request holds.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db.ts'
import type { KeptFile } from './queries.ts'

/** Ids of the oldest files stored before `before` that no request holds, nor what somebody is writing on one. For the system. */
export async function oldLooseFiles(tx: Read, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select f.id from platform.file f where f.created_at < ${before}
    and not exists (select from requests.document d where d.file_id = f.id)
    and not exists (select from requests.draft w where w.typed->'kept' ? f.id::text) order by f.created_at limit ${limit}`.execute(
    tx.q,
  )
  return rows.map(({ id }) => id)
}

/** Forgets those of these files that no request holds. @returns their keys in the store. For the system. */
export async function deleteLooseFiles(tx: Write, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{
    keys: (string | null)[]
  }>`delete from platform.file f where f.id::text = any (${ids as string[]})
    and not exists (select from requests.document d where d.file_id = f.id) returning array[f.storage_key, f.thumbnail_key] as keys`.execute(
    tx.q,
  )
  return rows.flatMap(({ keys }) => keys.filter((key) => key !== null))
}

/** Among these files, those the visitor or the person has stored and that no request holds yet, in the order given. */
export async function looseFiles(tx: Read, fileIds: readonly string[]): Promise<KeptFile[]> {
  if (fileIds.length === 0) return []
  const { rows } =
    await sql<KeptFile>`select f.id as "fileId", f.name, f.bytes, f.media_type as "mediaType" from platform.file f
    where f.id::text = any (${fileIds as string[]}) and forms.is_own(f.visitor_id, f.person_id)
      and not exists (select from requests.document d where d.file_id = f.id)
    order by array_position(${fileIds as string[]}, f.id::text)`.execute(tx.q)
  return rows
}

/** Forgets the files of the person that no request holds. @returns their keys in the store */
export async function deleteOwnLooseFiles(tx: Write, personId: number): Promise<string[]> {
  const { rows } = await sql<{ keys: (string | null)[] }>`
    delete from platform.file f where f.person_id = ${personId}
      and not exists (select from requests.document d where d.file_id = f.id) returning array[f.storage_key, f.thumbnail_key] as keys`.execute(
    tx.q,
  )
  return rows.flatMap(({ keys }) => keys.filter((key) => key !== null))
}

export async function countOwnLooseFiles(
  tx: Read,
  personId: number,
): Promise<{ count: number; since: Date | null; names: string[] }> {
  const { rows } = await sql<{ count: number; since: Date | null; names: string[] }>`
    select count(*)::int as count, min(f.created_at) as since, coalesce(array_agg(f.name order by f.created_at), '{}') as names
    from platform.file f where f.person_id = ${personId}
      and not exists (select from requests.document d where d.file_id = f.id)`.execute(tx.q)
  return rows[0] ?? { count: 0, since: null, names: [] }
}
