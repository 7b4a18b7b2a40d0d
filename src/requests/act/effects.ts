// What the effects of a transition change of the request.
import { hasEffect } from '#workflows'
import { targetOf } from './asked.ts'
import type { RequestChange } from '../record/queries.ts'
import type { Acting } from './acting.ts'
import { keepInSight } from '../record/queries.share.ts'

/** Columns that the transition changes, messages and clocks apart. */
export async function effectsOf(acting: Acting): Promise<RequestChange> {
  const { tx, request, transition, next, as, input } = acting
  // Whoever acts says no date: the database writes its own (db/migrations/000310).
  const change: RequestChange =
    next.id === request.state
      ? {}
      : {
          state: next.id,
          stateKind: next.kind,
          stateSince: tx.now,
          closedAt: next.kind === 'done' ? (request.closedAt ?? tx.now) : null,
        }
  const has = (name: Parameters<typeof hasEffect>[1]) => hasEffect(transition, name)
  if (has('assignActor')) change.assigneeId = tx.actor.personId
  if (has('assignChosen')) change.assigneeId = input.agentId ?? null
  if (has('unassign')) change.assigneeId = null
  if (as === 'resident') change.residentWroteAt = tx.now
  if (as === 'agent') change.handlerReadAt = tx.now
  if (has('handOver')) {
    const { id, authorityId } = await targetOf(acting)
    Object.assign(change, { unitId: id, authorityId, assigneeId: null, handlerReadAt: null })
    await keepInSight(tx, request.id, request.unitId)
  }
  return change
}
