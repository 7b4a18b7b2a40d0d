// SQL of the files that no request holds.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db.ts'

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
