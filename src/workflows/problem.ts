// What the prover answers: a refusal, said in French, with the way that leads to it.

export type WorkflowProblemKind =
  | 'unknownId'
  | 'duplicateId'
  | 'unreachable'
  | 'deadEnd'
  | 'nobodyCanLeave'
  | 'conditionalExit'
  | 'unbounded'
  | 'noOwner'
  | 'noTimeout'
  | 'badTimeout'
  | 'silentEnd'
  | 'unknownEffect'
  | 'missingMessage'
  | 'missingReason'
  | 'missingAgent'
  | 'missingTarget'
  | 'missingDate'
  | 'silentPromise'

/** Why a workflow cannot be published. */
export interface WorkflowProblem {
  kind: WorkflowProblemKind
  /** Id of the state or of the transition at fault. */
  at: string
  /** French, for whoever edits the workflow. */
  sentence: string
  /** Labels of the transitions of the shortest path that shows it; empty when it is seen at the start, or nowhere. */
  path: string[]
}
