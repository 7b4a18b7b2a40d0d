// What an act causes: its effects refuse, change the request, mark the clocks and speak to the event, each in its own file (effects/).
import type { FieldProblem } from '#platform/errors.ts'
import { type ClockEntry, clockKinds, effectsOf, speaks, stateOf, unknownEffects } from '#workflows'
import type { RequestChange } from '../record/queries.ts'
import type { Acting } from './acting.ts'
import type { EffectPayload, RequestEffect } from './effects/kind.ts'

/**
 * The effects of the act, those that they cause in their turn included, in the order of the house.
 * @throws RangeError when the workflow, published once, names an effect that no module brings any more
 */
function causedBy(acting: Acting): RequestEffect[] {
  const { tx, transition, workflow } = acting
  const kinds: readonly RequestEffect[] = tx.effects
  const unknown = unknownEffects(transition, kinds)
  if (unknown.length > 0)
    throw new RangeError(
      `workflow ${workflow.id}: ${transition.id} has effects nobody brings: ${unknown.join(', ')}`,
    )
  const named = effectsOf(transition, kinds)
  const also = named.flatMap((effect) => effect.also?.(acting) ?? [])
  return kinds.filter((kind) => named.includes(kind) || also.includes(kind))
}

/** What is wrong with what was given: on each field, the first thing. */
export async function problemsOf(acting: Acting): Promise<FieldProblem[]> {
  const found = new Map<string, FieldProblem>()
  for (const effect of causedBy(acting))
    for (const problem of (await effect.refuse?.(acting)) ?? [])
      if (!found.has(problem.field)) found.set(problem.field, problem)
  return [...found.values()]
}

/** Does it find everything as it would leave it, without a word to say? The same form sent twice, or two who chose alike. */
export function changesNothing(acting: Acting): boolean {
  const { request, next, transition, input } = acting
  const words = [input.message, input.reason, input.explanation]
  if (next.id !== request.state || speaks(transition) || words.some((word) => word?.trim())) return false
  const doing = causedBy(acting).filter(({ echoes }) => echoes === undefined)
  return doing.length > 0 && doing.every((effect) => effect.stands?.(acting) ?? false)
}

/** Columns that the act changes, messages and clocks apart; done: what its effects do besides. */
export async function changeOf(acting: Acting): Promise<RequestChange> {
  const change = { ...stateChange(acting), ...seenBy(acting) }
  for (const effect of causedBy(acting)) Object.assign(change, await effect.change?.(acting))
  return change
}

// Whoever acts says no date: the database writes its own (db/migrations/000310).
function stateChange({ tx, request, next, as }: Acting): RequestChange {
  if (next.id === request.state) return {}
  // The day of a visit belongs to the state that its act led to.
  const left = as === 'resident' || request.plannedDay === null ? {} : { plannedDay: null }
  const closedAt = next.kind === 'done' ? (request.closedAt ?? tx.now) : null
  return { ...left, state: next.id, stateKind: next.kind, stateSince: tx.now, closedAt }
}

function seenBy({ tx, as }: Acting): RequestChange {
  if (as === 'system') return {}
  return as === 'resident' ? { residentWroteAt: tx.now } : { handlerReadAt: tx.now }
}

/** What the act does to the clocks. */
export const marksOf = (acting: Acting): ClockEntry['kind'][] =>
  clockKinds(stateOf(acting.workflow, acting.request.state), acting.next, causedBy(acting))

/** What the event keeps of the effects. */
export const payloadOf = (acting: Acting): EffectPayload =>
  Object.assign({}, ...causedBy(acting).map((effect) => effect.payload?.(acting)))
