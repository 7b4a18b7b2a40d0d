// Door of workflows: definitions, their interpreter, their prover, and the clocks of the promise.
export type { ClockEntry, ClockStatus, ClockView } from './clock.ts'
export { clockKinds, clockStatus, computeClocks, workingDaysLeft } from './clock.ts'
export type {
  Delay,
  Delays,
  Effect,
  EffectName,
  State,
  StateKind,
  Transition,
  TransitionInput,
  WorkflowDefinition,
  WorkflowRole,
} from './definition.ts'
export type { EffectDescription } from './effects.ts'
export { effects, hasEffect } from './effects.ts'
export type { ActingContext, RefusalReason } from './interpreter.ts'
export { applyTransition, startState, stateOf, TransitionRefused, transitionsFor } from './interpreter.ts'
export type { WorkflowProblem, WorkflowProblemKind } from './problem.ts'
export { proveWorkflow } from './prover.ts'
export { delaysSchema } from './schema.ts'
export { WORKFLOW, workflowVersion } from './kind.ts'
export { workflows } from './module.ts'
