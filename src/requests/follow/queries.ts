// SQL statements of the resident's side: their requests, and what they thought of the answer.
import { type RawBuilder, sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { requestAccess } from '../record/access.ts'
import { type RequestRow, requestsWhere } from '../record/queries.ts'

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

/** The draft a request came from, or null when an agent wrote it down. */
export async function draftIdOf(tx: Read, requestId: number): Promise<string | null> {
  const row = await tx.q
    .selectFrom('requests.request')
    .select('draft_id')
    .where('id', '=', requestId)
    .executeTakeFirst()
  return row?.draft_id ?? null
}

export async function saveRating(
  tx: Write,
  requestId: number,
  score: 'good' | 'middling' | 'bad',
): Promise<void> {
  await sql`insert into requests.rating (request_id, score, rated_at) values (${requestId}, ${score}, ${tx.now})
    on conflict (request_id) do update set score = excluded.score, rated_at = excluded.rated_at`.execute(tx.q)
}

export async function ratingOf(tx: Read, requestId: number): Promise<'good' | 'middling' | 'bad' | null> {
  const row = await tx.q
    .selectFrom('requests.rating')
    .select('score')
    .where('request_id', '=', requestId)
    .executeTakeFirst()
  return (row?.score as 'good' | 'middling' | 'bad' | undefined) ?? null
}
