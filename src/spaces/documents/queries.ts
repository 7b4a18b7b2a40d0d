// SQL of the documents of a space: folders, documents, their versions. Policies say who reads and writes (000821).
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { access } from '../record/access.ts'

export interface Folder {
  id: number
  parentId: number | null
  name: string
}

const readable = (tx: Read, alias: string) => allowedRows(access['space.read'], tx.actor, alias)
const writable = (tx: Read, alias: string) => allowedRows(access['space.contribute'], tx.actor, alias)

export async function foldersOf(tx: Read, spaceId: number): Promise<Folder[]> {
  const { rows } = await sql<Folder>`select f.id, f.parent_id as "parentId", f.name from spaces.folder f
    where f.space_id = ${spaceId} and ${readable(tx, 'f')} order by f.name collate "fr-x-icu"`.execute(tx.q)
  return rows
}

export interface Document {
  id: number
  folderId: number | null
  name: string
  version: number
  /** Its last version. */
  n: number
  at: Date
  author: string
  fileId: string
  mediaType: string
  bytes: number
  hasThumbnail: boolean
}

const columns = sql`d.id, d.folder_id as "folderId", d.name, d.version, e.n, e.at, e.author_label as author, f.id as "fileId",
  f.media_type as "mediaType", f.bytes, f.has_thumbnail as "hasThumbnail"`
const from = sql`spaces.document d
  join lateral (select * from spaces.edition e where e.document_id = d.id order by e.n desc limit 1) e on true
  join files.held f on f.subject_kind = 'spacefile' and f.subject_id = e.id::text`

export async function documentsOf(tx: Read, spaceId: number): Promise<Document[]> {
  const { rows } = await sql<Document>`select ${columns} from ${from}
    where d.space_id = ${spaceId} and ${readable(tx, 'd')} order by d.name collate "fr-x-icu"`.execute(tx.q)
  return rows
}

export async function newestDocuments(tx: Read, spaceId: number, most: number): Promise<Document[]> {
  const { rows } = await sql<Document>`select ${columns} from ${from}
    where d.space_id = ${spaceId} and ${readable(tx, 'd')} order by e.at desc, d.id desc limit ${most}`.execute(
    tx.q,
  )
  return rows
}

/** The last ones filed in these spaces, whichever. */
export async function newestIn(
  tx: Read,
  spaceIds: readonly number[],
  most: number,
): Promise<(Document & { spaceId: number })[]> {
  const { rows } = await sql<
    Document & { spaceId: number }
  >`select d.space_id as "spaceId", ${columns} from ${from}
    where d.space_id = any (${spaceIds as number[]}::integer[]) and ${readable(tx, 'd')} order by e.at desc, d.id desc limit ${most}`.execute(
    tx.q,
  )
  return rows
}

/** A document as whoever reads filed it, or others did. */
export interface Share {
  id: number
  spaceId: number
  name: string
  at: Date
  author: string
  isOwn: boolean
}

/** The last ones filed in these spaces by a person, and by others: `most` of each, the last first. */
export async function sharesIn(
  tx: Read,
  spaceIds: readonly number[],
  { personId, most }: { personId: number; most: number },
): Promise<Share[]> {
  const filed = (
    isOwn: boolean,
  ) => sql`(select d.id, d.space_id as "spaceId", d.name, e.at, e.author_label as author,
      ${isOwn}::boolean as "isOwn" from ${from}
    where d.space_id = any (${spaceIds as number[]}::integer[]) and ${readable(tx, 'd')}
      and (e.author_id is not distinct from ${personId}::bigint) = ${isOwn} order by e.at desc, d.id desc limit ${most})`
  const { rows } = await sql<Share>`select * from (${filed(true)} union all ${filed(false)}) s
    order by at desc, id desc`.execute(tx.q)
  return rows
}

export async function documentOf(tx: Read, spaceId: number, id: number): Promise<Document | undefined> {
  const { rows } = await sql<Document>`select ${columns} from ${from}
    where d.space_id = ${spaceId} and d.id = ${id} and ${readable(tx, 'd')}`.execute(tx.q)
  return rows[0]
}

/** In which space it is, for whoever reads it. */
export async function spaceOfDocument(tx: Read, id: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select d.space_id as id from spaces.document d
    where d.id = ${id} and ${readable(tx, 'd')}`.execute(tx.q)
  return rows[0]?.id
}

export interface Edition {
  n: number
  at: Date
  author: string
  fileId: string
  name: string
  bytes: number
}

/** The last one first. */
export async function editionsOf(tx: Read, documentId: number): Promise<Edition[]> {
  const { rows } =
    await sql<Edition>`select e.n, e.at, e.author_label as author, f.id as "fileId", f.name, f.bytes from spaces.edition e
    join files.held f on f.subject_kind = 'spacefile' and f.subject_id = e.id::text
    where e.document_id = ${documentId} and ${readable(tx, 'e')} order by e.n desc`.execute(tx.q)
  return rows
}

/** Bytes that its documents take, every version of them. */
export async function heldBytes(tx: Read, spaceId: number): Promise<number> {
  const { rows } = await sql<{
    bytes: number
  }>`select spaces.held_bytes(${spaceId})::float8 as bytes`.execute(tx.q)
  return rows[0]?.bytes ?? 0
}

/** @returns its id */
export async function insertFolder(
  tx: Write,
  spaceId: number,
  parentId: number | null,
  name: string,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into spaces.folder (space_id, parent_id, name)
    values (${spaceId}, ${parentId}, ${name}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

export async function updateFolder(
  tx: Write,
  id: number,
  { name, parentId }: Pick<Folder, 'name' | 'parentId'>,
): Promise<void> {
  await sql`update spaces.folder f set name = ${name}, parent_id = ${parentId} where f.id = ${id} and ${writable(tx, 'f')}`.execute(
    tx.q,
  )
}

export async function deleteFolder(tx: Write, id: number): Promise<void> {
  await sql`delete from spaces.folder f where f.id = ${id} and ${writable(tx, 'f')}`.execute(tx.q)
}

/** @returns its id */
export async function insertDocument(
  tx: Write,
  spaceId: number,
  folderId: number | null,
  name: string,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into spaces.document (space_id, folder_id, name)
    values (${spaceId}, ${folderId}, ${name}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

/** Adds a version, which PostgreSQL numbers. @returns its id */
export async function insertEdition(tx: Write, spaceId: number, documentId: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`insert into spaces.edition (document_id, space_id)
    values (${documentId}, ${spaceId}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

export async function updateDocument(
  tx: Write,
  id: number,
  { name, folderId }: Pick<Document, 'name' | 'folderId'>,
): Promise<void> {
  await sql`update spaces.document d set name = ${name}, folder_id = ${folderId} where d.id = ${id} and ${writable(tx, 'd')}`.execute(
    tx.q,
  )
}

export async function deleteDocument(tx: Write, id: number): Promise<void> {
  await sql`delete from spaces.document d where d.id = ${id} and ${writable(tx, 'd')}`.execute(tx.q)
}
