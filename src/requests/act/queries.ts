// SQL of what waits for an act.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

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
