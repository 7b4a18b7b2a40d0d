// SQL of the files that people send.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db.ts'

/** A stored file, as answers and messages name it. */
export interface KeptFile {
  fileId: string
  name: string
  bytes: number
  mediaType: string
}

export interface StoredFileRow extends KeptFile {
  storageKey: string
  thumbnailKey: string | null
}

export async function insertFile(
  tx: Write,
  row: StoredFileRow & { sha256: Buffer; width: number | null; height: number | null },
): Promise<void> {
  await sql`insert into platform.file (id, storage_key, thumbnail_key, name, media_type, bytes, sha256, width, height, visitor_id, person_id, created_at)
    values (${row.fileId}, ${row.storageKey}, ${row.thumbnailKey}, ${row.name}, ${row.mediaType}, ${row.bytes}, ${row.sha256}, ${row.width},
      ${row.height}, ${tx.actor.visitorId}, ${tx.actor.personId}, ${tx.now})`.execute(tx.q)
}

/** A file the actor may see: their own, or one of a request they may see. */
export async function fileById(tx: Read, id: string): Promise<StoredFileRow | undefined> {
  const { rows } =
    await sql<StoredFileRow>`select id as "fileId", storage_key as "storageKey", thumbnail_key as "thumbnailKey", name,
    media_type as "mediaType", bytes from platform.file where id = ${id}`.execute(tx.q)
  return rows[0]
}
