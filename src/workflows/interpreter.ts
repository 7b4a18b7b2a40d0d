// Runs a workflow definition: what may be done now, and what doing it gives. Pure: the caller makes effects real.
import type { Facts } from '#rules'
import { holds } from '#rules'
import type { Effect, State, Transition, WorkflowDefinition, WorkflowRole } from './definition.ts'

/** Who acts, on what. `closedDaysAgo`: calendar days since closing, null or absent when the request is open. */
export interface ActingContext {
  roles: readonly WorkflowRole[]
  facts: Facts
  closedDaysAgo?: number | null
}

/** Why a transition is refused. */
export type RefusalReason = 'unknownTransition' | 'wrongState' | 'wrongRole' | 'conditionFalse' | 'tooLate'

const sentences: Record<RefusalReason, string> = {
  unknownTransition: 'Cette action n’existe pas.',
  wrongState: 'La demande a changé entre-temps\u00a0: cette action n’est plus possible.',
  wrongRole: 'Cette action n’est pas ouverte à votre rôle.',
  conditionFalse: 'Cette action ne convient pas à cette demande.',
  tooLate: 'Le délai pour faire cette action est passé.',
}

/** A transition that may not be taken. `reason` is for code, `message` is French, for people. */
export class TransitionRefused extends Error {
  readonly reason: RefusalReason
  constructor(reason: RefusalReason) {
    super(sentences[reason])
    this.name = 'TransitionRefused'
    this.reason = reason
  }
}

/** The state of that id. Throws RangeError: a stored request never names a state its version does not have. */
export function stateOf(definition: WorkflowDefinition, stateId: string): State {
  const state = definition.states.find((one) => one.id === stateId)
  if (state === undefined) throw new RangeError(`workflow ${definition.id} has no state ${stateId}`)
  return state
}

/** Where a new request begins. */
export function startState(definition: WorkflowDefinition): State {
  return stateOf(definition, definition.start)
}

/** What this person may do now, in the order of the definition. */
export function transitionsFor(
  definition: WorkflowDefinition,
  stateId: string,
  context: ActingContext,
): Transition[] {
  return definition.transitions
    .filter((one) => refusal(one, stateId, context) === null)
    .map((one) => (one.to === stateId && one.again !== undefined ? { ...one, label: one.again } : one))
}

/** Takes a transition: the state reached and the effects to run, in order. Throws TransitionRefused. */
export function applyTransition(
  definition: WorkflowDefinition,
  stateId: string,
  transitionId: string,
  context: ActingContext,
): { state: State; effects: readonly Effect[] } {
  const transition = definition.transitions.find((one) => one.id === transitionId)
  const reason = transition === undefined ? 'unknownTransition' : refusal(transition, stateId, context)
  if (transition === undefined || reason !== null) throw new TransitionRefused(reason ?? 'unknownTransition')
  const to = transition.to === 'same' ? stateId : transition.to
  return { state: stateOf(definition, to), effects: transition.effects }
}

function refusal(transition: Transition, stateId: string, context: ActingContext): RefusalReason | null {
  if (!transition.from.includes(stateId)) return 'wrongState'
  const acting = transition.who.filter((role) => context.roles.includes(role))
  if (acting.length === 0) return 'wrongRole'
  if (transition.when !== undefined && !holds(transition.when, context.facts)) return 'conditionFalse'
  return expired(transition, acting, context.closedDaysAgo) ? 'tooLate' : null
}

// The limit binds residents only: an agent may reopen later, on the resident's word.
function expired(
  transition: Transition,
  acting: readonly WorkflowRole[],
  closedDaysAgo: number | null | undefined,
) {
  if (transition.withinDays === undefined || acting.some((role) => role !== 'resident')) return false
  return closedDaysAgo === undefined || closedDaysAgo === null || closedDaysAgo > transition.withinDays
}
