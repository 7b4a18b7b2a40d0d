// What may be done with a request now, and by whom: the workflow's interpreter says it of the request's facts.
import type { Actor } from '#platform/actor.ts'
import { type Transition, transitionsFor, type WorkflowDefinition, type WorkflowRole } from '#workflows'
import type { RequestRow } from '../record/queries.ts'
import { rolesFor } from '../record/readers.ts'
import type { Acts } from './acting.ts'

const DAY_MS = 24 * 3600 * 1000

/** Facts a workflow's conditions may read. */
function factsOf(request: RequestRow) {
  return {
    ...request.answers,
    channel: request.channel,
    service: request.serviceSlug,
    reachable: request.contactEmail !== null,
  }
}

export function contextFor(request: RequestRow, roles: readonly WorkflowRole[], now: Date) {
  const closedDaysAgo =
    request.closedAt === null ? null : Math.floor((now.getTime() - request.closedAt.getTime()) / DAY_MS)
  return { roles, facts: factsOf(request), closedDaysAgo }
}

/** What whoever acts is for that request: a link acts as those who handle it. */
export function rolesAs(as: Acts, actor: Actor, request: RequestRow): WorkflowRole[] {
  if (as === 'link') return actor.kind === 'system' ? ['handler'] : []
  return rolesFor(actor, request).filter((role) => (role === 'resident') === (as === 'resident'))
}

/** The transitions this actor may take now, in the definition's order; `as` keeps those of some roles only. */
export function possibleTransitions(
  workflow: WorkflowDefinition,
  request: RequestRow,
  actor: Actor,
  now: Date,
  as?: readonly WorkflowRole[],
): Transition[] {
  const roles = rolesFor(actor, request).filter((role) => as === undefined || as.includes(role))
  return transitionsFor(workflow, request.state, contextFor(request, roles, now))
}
