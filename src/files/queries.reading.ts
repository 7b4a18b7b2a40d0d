// SQL of what documents say: which wait to be read, and what was read of each. For the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Passage } from '#platform/files/text/told.ts'

export interface Unread {
  fileId: string
  storageKey: string
  mediaType: string
}

/** A reading that was begun and not ended is begun again after that, once. */
const LEFT_MINUTES = 10
const MOST_TRIES = 2

/** What has words to read, is held by what is read, and waits: the newest first. Begun by whoever asks. */
export async function beginReading(tx: Write, mediaTypes: readonly string[]): Promise<Unread | undefined> {
  const { rows } = await sql<Unread>`
    with next as (
      select f.id, f.storage_key, f.media_type from files.file f left join files.reading r on r.file_id = f.id
      where f.state = 'checked' and f.subject_kind in (select s.kind from files.subject s where s.is_read)
        and f.media_type = any (${mediaTypes as string[]})
        and (r.file_id is null or r.state = 'begun' and r.at < platform.now() - make_interval(mins => ${LEFT_MINUTES}))
      order by f.attached_at desc, f.id limit 1 for update of f skip locked),
    begun as (
      insert into files.reading (file_id, state, at) select id, 'begun', platform.now() from next
      on conflict (file_id) do update set tries = files.reading.tries + 1, at = excluded.at,
        state = case when files.reading.tries >= ${MOST_TRIES} then 'unread' else 'begun' end
      returning file_id, state)
    select n.id as "fileId", n.storage_key as "storageKey", n.media_type as "mediaType" from next n join begun b on b.file_id = n.id
    where b.state = 'begun'`.execute(tx.q)
  return rows[0]
}

/** Nothing when it is held by nothing any more. */
export async function keepReading(
  tx: Write,
  fileId: string,
  state: 'read' | 'bare' | 'locked' | 'unread',
  passages: readonly Passage[],
): Promise<void> {
  await sql`update files.reading set state = ${state}, at = platform.now(),
      places = ${passages.map(({ place }) => place)}::text[], texts = ${passages.map(({ text }) => text)}::text[]
    where file_id = ${fileId}`.execute(tx.q)
}

export type Said = 'begun' | 'read' | 'bare' | 'locked' | 'unread'

/** How far it is read, of a file that whoever asks may see; undefined: it waits, or has no words. */
export async function readingOf(tx: Read, fileId: string): Promise<Said | undefined> {
  const { rows } = await sql<{
    state: Said
  }>`select r.state from files.reading r where r.file_id = ${fileId}`.execute(tx.q)
  return rows[0]?.state
}
