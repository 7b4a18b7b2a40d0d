// Every SQL statement of workflows: immutable versions.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db.ts'
import type { WorkflowDefinition } from './definition.ts'

export interface WorkflowVersionRow {
  version: number
  definition: WorkflowDefinition
}

export async function versionRow(
  tx: Read,
  id: string,
  version: number,
): Promise<WorkflowVersionRow | undefined> {
  const { rows } = await sql<WorkflowVersionRow>`
    select version, definition from workflows.version where workflow_id = ${id} and version = ${version}`.execute(
    tx.q,
  )
  return rows[0]
}

export async function liveRow(tx: Read, id: string): Promise<WorkflowVersionRow | undefined> {
  const { rows } = await sql<WorkflowVersionRow>`
    select version, definition from workflows.version where workflow_id = ${id} and status = 'live'`.execute(
    tx.q,
  )
  return rows[0]
}

export async function liveRows(tx: Read): Promise<WorkflowVersionRow[]> {
  const { rows } = await sql<WorkflowVersionRow>`
    select version, definition from workflows.version where status = 'live' order by workflow_id`.execute(
    tx.q,
  )
  return rows
}

/** Archives the live version and writes the next one as live. @returns its number */
export async function insertLive(tx: Write, definition: WorkflowDefinition): Promise<number> {
  const { id } = definition
  await sql`update workflows.version set status = 'archived' where workflow_id = ${id} and status = 'live'`.execute(
    tx.q,
  )
  const { rows } = await sql<{ version: number }>`
    insert into workflows.version (workflow_id, version, status, definition, created_at)
    select ${id}, coalesce(max(version), 0) + 1, 'live', ${JSON.stringify(definition)}::jsonb, ${tx.now}
    from workflows.version where workflow_id = ${id} returning version`.execute(tx.q)
  return rows[0]?.version ?? 0
}
