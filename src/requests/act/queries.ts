// SQL of acts: what tells a form sent again from a new one, and what waits for one.
import { sql } from 'kysely'
import type { Write, Read } from '#platform/db.ts'
import type { Audience } from '../record/queries.ts'

/** What was said once is not said again: a key of a form, or, without one, the same words from the same person to the same readers just before. */
export async function wasSaid(
  tx: Write,
  requestId: number,
  {
    once,
    body,
    authorKind,
    audience,
    since,
  }: { once?: string | undefined; body: string; authorKind: string; audience: Audience; since: Date },
): Promise<boolean> {
  const { rows } = await sql<{
    said: boolean
  }>`select exists (select from requests.message where request_id = ${requestId}
    and case when ${once ?? null}::uuid is not null then once = ${once ?? null}::uuid
      else body = ${body} and author_id is not distinct from ${tx.actor.personId}
        and author_kind = ${authorKind} and audience = ${audience} and created_at > ${since}
        and id = (select max(id) from requests.message where request_id = ${requestId}) end) as said`.execute(
    tx.q,
  )
  return rows[0]?.said ?? false
}

/** Waiting requests whose state has lasted at least `since` allows: for the timeouts job. */
export async function waitingSince(
  tx: Read,
  limit: number,
): Promise<{ ref: string; workflowId: string; workflowVersion: number; state: string; stateSince: Date }[]> {
  const { rows } = await sql<{
    ref: string
    workflowId: string
    workflowVersion: number
    state: string
    stateSince: Date
  }>`
    select ref, workflow_id as "workflowId", workflow_version as "workflowVersion", state, state_since as "stateSince"
    from requests.request where state_kind = 'waiting' order by state_since limit ${limit}`.execute(tx.q)
  return rows
}
