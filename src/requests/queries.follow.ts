// SQL statements of the resident's side: their requests, and the files they have stored but not sent yet.
import { type RawBuilder, sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read } from '#platform/db.ts'
import type { FileAnswer } from '#forms'
import { requestAccess } from './access.ts'
import { type RequestRow, requestsWhere } from './queries.ts'

/** Most open requests shown at once: nobody has more, but a script could. */
const MOST_OPEN = 200

const ownRows = (tx: Read): RawBuilder<boolean> =>
  allowedRows(requestAccess['request.own_list'] ?? [], tx.actor, 'r')

/** Requests of the signed-in person that are not finished, newest first. */
export function ownOpen(tx: Read): Promise<RequestRow[]> {
  return requestsWhere(tx, sql<boolean>`${ownRows(tx)} and r.state_kind <> 'done'`, MOST_OPEN)
}

/** Finished requests of the signed-in person, newest first; `before` is the reference of the last one already shown. */
export function ownDone(tx: Read, before: string | null, limit: number): Promise<RequestRow[]> {
  const after =
    before === null
      ? sql<boolean>`true`
      : sql<boolean>`(r.received_at, r.id) < (select b.received_at, b.id from requests.request b where b.ref = ${before})`
  return requestsWhere(tx, sql<boolean>`${ownRows(tx)} and r.state_kind = 'done' and ${after}`, limit)
}

/** Among these files, those the visitor or the person has stored and that no request holds yet, in the order given. */
export async function looseFiles(tx: Read, fileIds: readonly string[]): Promise<FileAnswer[]> {
  if (fileIds.length === 0) return []
  const { rows } =
    await sql<FileAnswer>`select f.id as "fileId", f.name, f.bytes, f.media_type as "mediaType" from platform.file f
    where f.id::text = any (${fileIds as string[]}) and forms.is_own(f.visitor_id, f.person_id)
      and not exists (select from requests.document d where d.file_id = f.id)
    order by array_position(${fileIds as string[]}, f.id::text)`.execute(tx.q)
  return rows
}

/** The draft a request came from, or null when an agent wrote it down. */
export async function draftIdOf(tx: Read, requestId: number): Promise<string | null> {
  const row = await tx.q
    .selectFrom('requests.request')
    .select('draft_id')
    .where('id', '=', requestId)
    .executeTakeFirst()
  return row?.draft_id ?? null
}
