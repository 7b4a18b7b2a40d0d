// Door of workflows: definitions, their interpreter, their prover, and the clocks of the promise. All of it pure.
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
export { delaysSchema, workflowSchema } from './schema.ts'
export type { Publication } from './versions.ts'
export { liveWorkflows, publishWorkflow, workflowVersion } from './versions.ts'
