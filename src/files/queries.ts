// SQL of the files that people send, and of what holds them.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** A stored file, as answers and messages name it. */
export interface KeptFile {
  fileId: string
  name: string
  bytes: number
  mediaType: string
}

/** What holds files: a kind that a migration told (`files.follow`), and the id of a row of it. */
export interface Subject {
  kind: string
  id: string | number
}

export interface HeldFile extends KeptFile {
  subject: Subject
  hasThumbnail: boolean
}

/** What is served of a file: itself, or what was made of it. */
export type Part = 'file' | 'thumbnail' | Narrow | Drawing
/** Of that width, in pixels. */
export type Narrow = `w${number}`
/** A page of its preview, from 1. */
export type Drawing = `p${number}`

export interface OpenedFile extends KeptFile {
  /** Of that part, in the store. */
  storageKey: string
  /** Of the file itself, hexadecimal. */
  sha256: string
}

export type NewFile = KeptFile & {
  storageKey: string
  sha256: Buffer
  width: number | null
  height: number | null
}

/** A file whose bytes are on their way: nobody is served it, and nothing holds it, before `settleFile`. */
export async function insertFile(tx: Write, row: NewFile): Promise<void> {
  await sql`insert into files.file (id, storage_key, name, media_type, bytes, sha256, width, height, visitor_id, person_id)
    values (${row.fileId}, ${row.storageKey}, ${row.name}, ${row.mediaType}, ${row.bytes}, ${row.sha256}, ${row.width},
      ${row.height}, ${tx.actor.visitorId}, ${tx.actor.personId})`.execute(tx.q)
}

export async function insertRendition(
  tx: Write,
  fileId: string,
  kind: Exclude<Part, 'file'>,
  storageKey: string,
): Promise<void> {
  await sql`insert into files.rendition (file_id, kind, storage_key) values (${fileId}, ${kind}, ${storageKey})`.execute(
    tx.q,
  )
}

/** How large a picture of whoever acts is, in pixels; undefined for what is none. */
export async function sizeOfPicture(
  tx: Read,
  id: string,
): Promise<{ width: number; height: number } | undefined> {
  const { rows } = await sql<{ width: number; height: number }>`select f.width, f.height from files.file f
    where f.id = ${id} and f.state = 'checked' and f.width is not null`.execute(tx.q)
  return rows[0]
}

/** A picture that is kept, and what was made of it. */
export async function pictureMade(
  tx: Read,
  id: string,
): Promise<{ storageKey: string; width: number; made: string[] } | undefined> {
  const { rows } = await sql<{ storageKey: string; width: number; made: string[] }>`
    select f.storage_key as "storageKey", f.width, array(select r.kind from files.rendition r where r.file_id = f.id) as made
    from files.file f where f.id = ${id} and f.state = 'checked' and f.width is not null`.execute(tx.q)
  return rows[0]
}

/** What became of a file that the actor sent: its bytes are in the store, or will never be. @returns whether it was awaited */
export async function settleFile(tx: Write, id: string, became: 'checked' | 'refused'): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select files.settle(${id}, ${became}) as done`.execute(tx.q)
  return rows[0]?.done === true
}

/** A file the actor may see, their own or of what they see; undefined when there is no such part. */
export async function fileById(tx: Read, id: string, part: Part): Promise<OpenedFile | undefined> {
  const key =
    part === 'file'
      ? sql`f.storage_key`
      : sql`(select r.storage_key from files.rendition r where r.file_id = f.id and r.kind = ${part})`
  const { rows } = await sql<OpenedFile & { storageKey: string | null }>`
    select f.id as "fileId", ${key} as "storageKey", f.name, f.media_type as "mediaType", f.bytes,
      encode(f.sha256, 'hex') as sha256 from files.file f where f.id = ${id} and f.state = 'checked'`.execute(
    tx.q,
  )
  return rows.find(({ storageKey }) => storageKey !== null)
}

/** @returns how many of these one's own files, sent nowhere yet, the subject holds now */
export async function setSubject(tx: Write, ids: readonly string[], { kind, id }: Subject): Promise<number> {
  const done = await sql`update files.file f set subject_kind = ${kind}, subject_id = ${String(id)},
      place = array_position(${ids as string[]}::uuid[], f.id)
    where f.id = any (${ids as string[]}::uuid[]) and f.state = 'checked'
      and (f.subject_kind is null or files.is_passing(f.subject_kind))`.execute(tx.q)
  return Number(done.numAffectedRows ?? 0n)
}

/** Lets go of what the subject holds and is not among these. */
export async function keepOnly(tx: Write, ids: readonly string[], { kind, id }: Subject): Promise<void> {
  await sql`update files.file set subject_kind = null, subject_id = null, place = null
    where subject_kind = ${kind} and subject_id = ${String(id)} and id <> all (${ids as string[]}::uuid[])`.execute(
    tx.q,
  )
}

export async function clearSubject(tx: Write, ids: readonly string[]): Promise<void> {
  await sql`update files.file set subject_kind = null, subject_id = null, place = null
    where id = any (${ids as string[]}::uuid[])`.execute(tx.q)
}

export async function heldBy(tx: Read, subjects: readonly Subject[]): Promise<HeldFile[]> {
  const kinds = subjects.map(({ kind }) => kind)
  const ids = subjects.map(({ id }) => String(id))
  const { rows } = await sql<HeldFile>`
    select f.id as "fileId", f.name, f.media_type as "mediaType", f.bytes, f.has_thumbnail as "hasThumbnail",
      jsonb_build_object('kind', f.subject_kind, 'id', f.subject_id) as subject
    from files.held f where (f.subject_kind, f.subject_id) in (select * from unnest(${kinds}::text[], ${ids}::text[]))
    order by f.attached_at, f.place`.execute(tx.q)
  return rows
}

/** What a browser had sent becomes the account's. */
export async function claimFiles(tx: Write, ids: readonly string[]): Promise<void> {
  await sql`update files.file set person_id = ${tx.actor.personId}, visitor_id = null
    where id = any (${ids as string[]}::uuid[]) and person_id is null and visitor_id = ${tx.actor.visitorId}`.execute(
    tx.q,
  )
}
