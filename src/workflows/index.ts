// Door of workflows: definitions, their interpreter, their prover, and the clocks of the promise.
export type { ClockEntry, ClockStatus, ClockView } from './clock.ts'
export { clockKinds, clockStatus, computeClocks, workingDaysLeft } from './clock.ts'
export type {
  Delay,
  Delays,
  Effect,
  State,
  StateKind,
  Transition,
  WorkflowDefinition,
  WorkflowRole,
} from './definition.ts'
export { effectsOf, hasEffect, MESSAGE, messageOf, speaks, unknownEffects } from './effects.ts'
export type { ActingContext, RefusalReason } from './interpreter.ts'
export { applyTransition, startState, stateOf, TransitionRefused, transitionsFor } from './interpreter.ts'
export type { WorkflowProblem, WorkflowProblemKind } from './problem.ts'
export { proveWorkflow } from './prover.ts'
export { delayFaults, delaysSchema } from './schema.ts'
export { WORKFLOW, workflowVersion } from './kind.ts'
export { workflows } from './module.ts'
