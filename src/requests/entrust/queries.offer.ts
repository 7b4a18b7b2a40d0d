// SQL of what changes hands the day a town hall takes the desk, or leaves it. As the system.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import type { Standing } from '#settings'
import { type RequestRow, requestsWhere } from '../record/queries.ts'

/** Requests treated by one run: the next run takes the rest. */
const BATCH = 500

/** Open ones of a town hall without the desk, for which no link was made since then. */
export const unsent = (tx: Read, { authorityId, since }: Standing): Promise<RequestRow[]> =>
  requestsWhere(
    tx,
    sql<boolean>`r.authority_id = ${authorityId} and r.state_kind <> 'done' and not exists (select from requests.link l
      where l.request_id = r.id and l.authority_id = r.authority_id and l.made_at >= ${since}::timestamp at time zone 'UTC')`,
    BATCH,
  )

/** Open ones of a town hall whose agreement is over. */
export const leftOpen = (tx: Read, authorityId: number): Promise<RequestRow[]> =>
  requestsWhere(tx, sql<boolean>`r.authority_id = ${authorityId} and r.state_kind <> 'done'`, BATCH)

/** Open ones of a town hall with the desk, whose links are not closed. */
export const stillSent = (tx: Read, { authorityId }: Standing): Promise<RequestRow[]> =>
  requestsWhere(
    tx,
    sql<boolean>`r.authority_id = ${authorityId} and r.state_kind <> 'done' and exists (select from requests.link l
      where l.request_id = r.id and l.authority_id = r.authority_id and l.revoked_at is null)`,
    BATCH,
  )
