// What a service makes of a request at its place: who answers, by which workflow, within which delays. As it is sent, and as it is corrected.
import type { Read } from '#platform/db/db.ts'
import {
  catalogue,
  type CompetenceQuestion,
  decideCompetence,
  ledBy,
  type LiveService,
  promisedBy,
  receiversOf,
  type RoutingDecision,
} from '#services'
import type { Territory } from '#territory'
import { type Delays, type WorkflowDefinition, workflowVersion } from '#workflows'

export interface Filing {
  routing: RoutingDecision
  workflow: WorkflowDefinition
  delays: Delays
  /** Those delays, where they are the authority’s own: they stay, whatever the town chooses later. */
  promised: { delays?: Delays }
}

export async function filingOf(
  tx: Read,
  place: Territory,
  { slug, definition, workflowVersion: version }: LiveService,
  where: Omit<CompetenceQuestion, 'category'>,
): Promise<Filing> {
  const decision = decideCompetence(await catalogue(tx), place, { ...where, category: definition.category })
  const routing = ledBy(decision, await receiversOf(tx, place, [decision], where.areaCode), place)
  const workflow = await workflowVersion(tx, definition.workflow ?? '', version ?? 0)
  const delays = await promisedBy(tx, definition, routing.authorityId)
  if (delays === undefined) throw new Error(`service ${slug} has no delays`)
  return { routing, workflow, delays, promised: delays === definition.delays ? {} : { delays } }
}
