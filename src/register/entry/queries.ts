// SQL of the runs of retention.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** What one rule did, or would have done, for one entry. */
export interface RunRow {
  runId: string
  at: Date
  isDry: boolean
  entryId: string
  rule: string
  before: Date
  count: number
  failed: string | null
}

export async function insertRun(tx: Write, row: RunRow): Promise<void> {
  await sql`insert into register.retention_run (run_id, at, is_dry, entry_id, rule, before, count, failed)
    values (${row.runId}, ${row.at}, ${row.isDry}, ${row.entryId}, ${row.rule}, ${row.before}, ${row.count}, ${row.failed})`.execute(
    tx.q,
  )
}

/** The latest runs, each with its lines, newest first. */
export async function lastRuns(tx: Read, limit: number): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select run_id as "runId", at, is_dry as "isDry", entry_id as "entryId", rule, before, count, failed from register.retention_run
    where run_id in (select run_id from register.retention_run group by run_id order by max(id) desc limit ${limit})
    order by at desc, id`.execute(tx.q)
  return rows
}
