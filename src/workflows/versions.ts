// Versions of workflows: read under the version a request was made with, published only when proved.
import type { Read, Write } from '#platform/db.ts'
import { NotFound } from '#platform/errors.ts'
import { canonicalJson } from '#platform/events.ts'
import { snapshot } from '#platform/snapshot.ts'
import type { WorkflowDefinition } from './definition.ts'
import type { WorkflowProblem } from './problem.ts'
import { proveWorkflow } from './prover.ts'
import { insertLive, liveRow, liveRows, type WorkflowVersionRow, versionRow } from './queries.ts'

/**
 * A published workflow, live or archived. It never changes: the process reads it once.
 * @throws NotFound when that version never was
 */
export function workflowVersion(tx: Read, id: string, version: number): Promise<WorkflowDefinition> {
  return snapshot(
    tx,
    `workflow:${id}:${version}`,
    async () => version,
    async () => {
      const row = await versionRow(tx, id, version)
      if (row === undefined) throw new NotFound('Cette version du circuit n’existe pas.')
      return row.definition
    },
  )
}

/** The workflows in force. */
export function liveWorkflows(tx: Read): Promise<WorkflowVersionRow[]> {
  return liveRows(tx)
}

/** What came of a publication: `version` is live; `changed` says whether it is new. */
export type Publication =
  | { published: true; version: number; changed: boolean }
  | { published: false; problems: WorkflowProblem[] }

/** Publishes a workflow as a new version when it differs from the live one. What the prover refuses is not published. */
export async function publishWorkflow(tx: Write, definition: WorkflowDefinition): Promise<Publication> {
  const problems = proveWorkflow(definition)
  if (problems.length > 0) return { published: false, problems }
  const live = await liveRow(tx, definition.id)
  if (live !== undefined && canonicalJson(live.definition) === canonicalJson(definition)) {
    return { published: true, version: live.version, changed: false }
  }
  return { published: true, version: await insertLive(tx, definition), changed: true }
}
