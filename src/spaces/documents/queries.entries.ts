// SQL of what a space holds as a file system sees it: every folder, every document, those that await their first version too; locks, properties.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { access } from '../record/access.ts'

const readable = (tx: Read, alias: string) => allowedRows(access['space.read'], tx.actor, alias)
const writable = (tx: Read, alias: string) => allowedRows(access['space.contribute'], tx.actor, alias)

/** A document as it stands; what its version says is null while it awaits the first. */
export interface Entry {
  id: number
  folderId: number | null
  name: string
  version: number
  fileId: string | null
  mediaType: string | null
  bytes: number
  at: Date
}

export async function entriesOf(tx: Read, spaceId: number): Promise<Entry[]> {
  const { rows } = await sql<Entry>`
    select d.id, d.folder_id as "folderId", d.name, d.version, f.id as "fileId", f.media_type as "mediaType", coalesce(f.bytes, 0) as bytes,
      coalesce(e.at, d.named_at, s.opened_at) as at
    from spaces.document d join spaces.space s on s.id = d.space_id
    left join lateral (select * from spaces.edition e where e.document_id = d.id order by e.n desc limit 1) e on true
    left join files.held f on f.subject_kind = 'spacefile' and f.subject_id = e.id::text
    where d.space_id = ${spaceId} and ${readable(tx, 'd')}`.execute(tx.q)
  return rows
}

/** @returns its id */
export async function insertAwaited(
  tx: Write,
  spaceId: number,
  folderId: number | null,
  name: string,
): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`insert into spaces.document (space_id, folder_id, name)
    values (${spaceId}, ${folderId}, ${name}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

/** Names that were reserved, and never written. As the system. */
export const forgetAwaited = (tx: Write, before: Date): Promise<number> =>
  countOf(
    tx,
    sql`delete from spaces.document d where d.named_at < ${before}
      and not exists (select from spaces.edition e where e.document_id = d.id)
      and not exists (select from spaces.lock l where l.document_id = d.id and l.ends_at > ${tx.now})`,
  )

/** Those that are over. As the system. */
export const forgetLocks = (tx: Write): Promise<number> =>
  countOf(tx, sql`delete from spaces.lock where ends_at <= ${tx.now}`)

/** One of a folder or of a document. */
export interface Place {
  folderId: number | null
  documentId: number | null
}

export interface Lock extends Place {
  token: string
  isShared: boolean
  isDeep: boolean
  said: string
  personId: number
  label: string
  endsAt: Date
}

/** Those that hold now. */
export async function locksOf(tx: Read, spaceId: number): Promise<Lock[]> {
  const { rows } = await sql<Lock>`
    select l.token, l.folder_id as "folderId", l.document_id as "documentId", l.is_shared as "isShared", l.is_deep as "isDeep", l.said,
      l.person_id as "personId", l.label, l.ends_at as "endsAt"
    from spaces.lock l where l.space_id = ${spaceId} and l.ends_at > ${tx.now} and ${readable(tx, 'l')} order by l.at`.execute(
    tx.q,
  )
  return rows
}

export async function insertLock(
  tx: Write,
  spaceId: number,
  {
    folderId,
    documentId,
    isShared,
    isDeep,
    said,
    seconds,
  }: Omit<Lock, 'token' | 'personId' | 'label' | 'endsAt'> & { seconds: number },
): Promise<string> {
  const { rows } = await sql<{ token: string }>`
    insert into spaces.lock (space_id, folder_id, document_id, is_shared, is_deep, said, seconds)
    values (${spaceId}, ${folderId}, ${documentId}, ${isShared}, ${isDeep}, ${said}, ${seconds}) returning token`.execute(
    tx.q,
  )
  return rows[0]?.token ?? ''
}

export async function prolongLock(tx: Write, token: string, seconds: number): Promise<void> {
  await sql`update spaces.lock set seconds = ${seconds} where token = ${token} and person_id = ${tx.actor.personId}`.execute(
    tx.q,
  )
}

export async function deleteLock(tx: Write, token: string): Promise<void> {
  await sql`delete from spaces.lock where token = ${token} and person_id = ${tx.actor.personId}`.execute(tx.q)
}

/** Those of a document or of a folder itself: it moves without them. */
export async function deleteLocksOn(tx: Write, { folderId, documentId }: Place): Promise<void> {
  await sql`delete from spaces.lock where (document_id = ${documentId} or folder_id = ${folderId}) and person_id = ${tx.actor.personId}`.execute(
    tx.q,
  )
}

export interface Property extends Place {
  namespace: string
  name: string
  value: string
}

export async function propertiesOf(tx: Read, spaceId: number): Promise<Property[]> {
  const { rows } = await sql<Property>`
    select p.folder_id as "folderId", p.document_id as "documentId", p.namespace, p.name, p.value from spaces.property p
    where p.space_id = ${spaceId} and ${readable(tx, 'p')} order by p.id`.execute(tx.q)
  return rows
}

/** Characters of a space in all, each counted for some more: they are read whole. */
const [MOST_SAID, SAID_MORE] = [1_000_000, 100]

/** @returns false when the space says too much already */
export async function saveProperty(
  tx: Write,
  spaceId: number,
  { folderId, documentId, namespace, name, value }: Property,
): Promise<boolean> {
  const saved = await countOf(
    tx,
    sql`insert into spaces.property (space_id, folder_id, document_id, namespace, name, value)
    select ${spaceId}, ${folderId}, ${documentId}, ${namespace}, ${name}, ${value}
    where (select coalesce(sum(length(p.value) + length(p.name) + length(p.namespace) + ${SAID_MORE}), 0) from spaces.property p
      where p.space_id = ${spaceId}) < ${MOST_SAID}
    on conflict on constraint property_name do update set value = excluded.value`,
  )
  return saved > 0
}

export async function deleteProperty(
  tx: Write,
  { folderId, documentId, namespace, name }: Omit<Property, 'value'>,
): Promise<void> {
  await sql`delete from spaces.property p where p.folder_id is not distinct from ${folderId}::integer
    and p.document_id is not distinct from ${documentId}::integer and p.namespace = ${namespace} and p.name = ${name}
    and ${writable(tx, 'p')}`.execute(tx.q)
}
