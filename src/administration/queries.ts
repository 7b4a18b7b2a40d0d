// What the administration home reads: work that fails, and how much history there is.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

export interface FailingJob {
  task: string
  attempts: number
  maxAttempts: number
  lastError: string
  runAt: Date
}

/** Jobs whose last try failed, oldest first. */
export async function failingJobs(tx: Read, limit: number): Promise<FailingJob[]> {
  const { rows } = await sql<FailingJob>`
    select task, attempts, max_attempts as "maxAttempts", coalesce(last_error, '') as "lastError", run_at as "runAt"
    from platform.failing_job order by created_at limit ${limit}`.execute(tx.q)
  return rows
}

/** About how many events are kept: the planner's figure, free whatever the size. */
export async function eventsEstimate(tx: Read): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select greatest(reltuples, 0)::bigint as count from pg_class where oid = 'platform.event'::regclass`.execute(
    tx.q,
  )
  return rows[0]?.count ?? 0
}
