// What the effects of a transition change of the request.
import { hasEffect, stateOf } from '#workflows'
import { targetOf } from './asked.ts'
import type { RequestChange } from '../record/queries.ts'
import type { Acting } from './acting.ts'
import { keepInSight } from '../record/queries.share.ts'

/** Columns that the transition changes, messages and clocks apart. */
export async function effectsOf(acting: Acting): Promise<RequestChange> {
  const { tx, request, transition, next, input, workflow, as } = acting
  const change: RequestChange = {
    state: next.id,
    stateKind: next.kind,
    stateSince: next.id === request.state ? request.stateSince : tx.now,
  }
  const has = (name: Parameters<typeof hasEffect>[1]) => hasEffect(transition, name)
  if (has('assignActor')) change.assigneeId = tx.actor.personId
  if (has('assignChosen')) change.assigneeId = input.agentId ?? null
  if (has('unassign')) change.assigneeId = null
  if (has('close') || stateOf(workflow, next.id).kind === 'done') change.closedAt = request.closedAt ?? tx.now
  if (has('reopen')) change.closedAt = null
  if (as === 'resident') change.residentWroteAt = tx.now
  if (as === 'agent') change.handlerReadAt = tx.now
  if (has('handOver')) {
    const { id, authorityId } = await targetOf(acting)
    Object.assign(change, { unitId: id, authorityId, assigneeId: null, handlerReadAt: null })
    await keepInSight(tx, request.id, request.unitId)
  }
  return change
}
