// SQL of what is made of documents by jobs: their words, the pictures of their pages. For the system, but what whoever sees a file reads of it.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Passage } from '#platform/files/text/told.ts'

export interface Waiting {
  fileId: string
  storageKey: string
  mediaType: string
}

/** What is made, where it is kept, and what it is called when it cannot be. */
const KEPT = {
  reading: { table: sql.table('files.reading'), failed: 'unread' },
  preview: { table: sql.table('files.preview'), failed: 'failed' },
} as const

/** What was begun and not ended is begun again after that, once. */
const LEFT_MINUTES = 10
const MOST_TRIES = 2

/** A document of one of these types, held by what is read, for which it is not made yet: the newest first. Begun by whoever asks. */
export async function beginNext(
  tx: Write,
  what: keyof typeof KEPT,
  mediaTypes: readonly string[],
): Promise<Waiting | undefined> {
  const { table, failed } = KEPT[what]
  const { rows } = await sql<Waiting>`
    with next as (
      select f.id, f.storage_key, f.media_type from files.file f left join ${table} r on r.file_id = f.id
      where f.state = 'checked' and f.subject_kind in (select s.kind from files.subject s where s.is_read)
        and f.media_type = any (${mediaTypes as string[]})
        and (r.file_id is null or r.state = 'begun' and r.at < platform.now() - make_interval(mins => ${LEFT_MINUTES}))
      order by f.attached_at desc, f.id limit 1 for update of f skip locked),
    begun as (
      insert into ${table} as kept (file_id, state, at) select id, 'begun', platform.now() from next
      on conflict (file_id) do update set tries = kept.tries + 1, at = excluded.at,
        state = case when kept.tries >= ${MOST_TRIES} then ${failed} else 'begun' end
      returning file_id, state)
    select n.id as "fileId", n.storage_key as "storageKey", n.media_type as "mediaType" from next n join begun b on b.file_id = n.id
    where b.state = 'begun'`.execute(tx.q)
  return rows[0]
}

/** One that whoever asks has just sent, begun by them: undefined when it has no words to read, or somebody reads it already. */
export async function beginThis(
  tx: Write,
  fileId: string,
  mediaTypes: readonly string[],
): Promise<Waiting | undefined> {
  const { rows } = await sql<Waiting>`
    with begun as (insert into files.reading (file_id, state, at) select f.id, 'begun', platform.now() from files.file f
      where f.id = ${fileId} and f.state = 'checked' and f.media_type = any (${mediaTypes as string[]}) on conflict do nothing returning file_id)
    select f.id as "fileId", f.storage_key as "storageKey", f.media_type as "mediaType" from files.file f join begun b on b.file_id = f.id`.execute(
    tx.q,
  )
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

/** @param pages how many are drawn, of how many; null: it cannot be */
export async function keepPreview(
  tx: Write,
  fileId: string,
  pages: { drawn: number; pages: number } | null,
): Promise<void> {
  await sql`update files.preview set state = ${pages === null ? 'failed' : 'made'}, at = platform.now(),
      drawn = ${pages?.drawn ?? 0}, pages = ${pages?.pages ?? 0} where file_id = ${fileId}`.execute(tx.q)
}

export type Said = 'begun' | 'read' | 'bare' | 'locked' | 'unread'

export interface Made {
  /** How far it is read; null: it waits, or has no words. */
  said: Said | null
  /** Of its preview; null: it waits, or has none. */
  preview: { state: 'begun' | 'made' | 'failed'; drawn: number; pages: number } | null
}

/** What is made of a file that whoever asks may see. */
export async function madeOf(tx: Read, fileId: string): Promise<Made> {
  const { rows } = await sql<Made>`
    select (select r.state from files.reading r where r.file_id = ${fileId}) as said,
      (select jsonb_build_object('state', p.state, 'drawn', p.drawn, 'pages', p.pages)
        from files.preview p where p.file_id = ${fileId}) as preview`.execute(tx.q)
  return rows[0] ?? { said: null, preview: null }
}
