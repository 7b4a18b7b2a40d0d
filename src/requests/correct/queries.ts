// SQL of a request that is filed under another service.
import { sql } from 'kysely'
import type { Write } from '#platform/db/db.ts'
import type { RoutingDecision } from '#services'

/** What it is filed under: its unit, its state and what it was filed under first follow (db/migrations/000594). */
export interface Refiled {
  serviceSlug: string
  serviceVersion: number
  category: string
  workflowId: string
  workflowVersion: number
  routing: RoutingDecision
}

export async function refile(tx: Write, id: number, to: Refiled): Promise<void> {
  const given = {
    service_slug: to.serviceSlug,
    service_version: to.serviceVersion,
    category: to.category,
    workflow_id: to.workflowId,
    workflow_version: to.workflowVersion,
    routing: to.routing,
  }
  await sql`select requests.refile(${id}, ${JSON.stringify(given)}::jsonb, ${tx.now})`.execute(tx.q)
}
