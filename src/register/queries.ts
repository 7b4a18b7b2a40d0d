// SQL of the register of processing.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db.ts'
import type { ProcessingEntry } from './definition.ts'

export interface EntryRow {
  version: number
  since: Date
  definition: ProcessingEntry
}

export async function liveEntries(tx: Read): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select version, created_at as since, definition from register.entry where status = 'live'
    order by definition ->> 'title' collate "fr-x-icu"`.execute(tx.q)
  return rows
}

export async function registerRevision(tx: Read): Promise<number> {
  const { rows } = await sql<{ revision: number }>`select revision from register.revision`.execute(tx.q)
  return rows[0]?.revision ?? 0
}

export async function raiseRevision(tx: Write): Promise<void> {
  await sql`insert into register.revision default values
    on conflict (only_row) do update set revision = register.revision.revision + 1`.execute(tx.q)
}

export async function archiveEntry(tx: Write, id: string): Promise<void> {
  await sql`update register.entry set status = 'archived' where id = ${id} and status = 'live'`.execute(tx.q)
}

/** @returns the number of the new version, which is live */
export async function insertEntry(tx: Write, entry: ProcessingEntry): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into register.entry (id, version, status, definition, created_at)
    select ${entry.id}, coalesce(max(version), 0) + 1, 'live', ${JSON.stringify(entry)}::jsonb, ${tx.now}
    from register.entry where id = ${entry.id} returning version`.execute(tx.q)
  return rows[0]?.version ?? 0
}

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
