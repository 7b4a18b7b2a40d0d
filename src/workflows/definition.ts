// What a workflow is: states, transitions, effects, timeouts, as data run by interpreter.ts and proved by prover.ts.
import type { TransitionInput } from '#platform/house/effect.ts'
import type { Condition } from '#rules'

/** Who may take a transition. `system` is the worker (timeouts); `observer` an agent of the commune concerned. */
export type WorkflowRole = 'handler' | 'manager' | 'reception' | 'observer' | 'resident' | 'system'

/** What a state means to lists, clocks and statistics. */
export type StateKind = 'new' | 'active' | 'waiting' | 'done'

export interface State {
  id: string
  /** As the agent reads it. */
  label: string
  /** As the resident reads it, and one sentence that says what comes next. */
  residentLabel: string
  residentText: string
  kind: StateKind
  tone: 'info' | 'good' | 'warn' | 'bad' | 'idle'
  /** Who must act for the request to leave this state. */
  owner: 'handler' | 'resident' | 'nobody'
  /** Does the solution clock run here? */
  clock: 'running' | 'paused' | 'stopped'
  /** Taken by the system after this many calendar days in the state. */
  timeout?: { days: number; transition: string }
}

/** An effect, as a transition names it: what it causes, a module says. */
export interface Effect {
  name: string
  /** messageResident: reply template used when nobody types (system), or offered first (agent). */
  template?: string
}

export interface Transition {
  id: string
  /** On the button, in the infinitive: "Demander une précision". */
  label: string
  /** The same, on the button of a request that is already in the state it leads to: "Changer le jour". */
  again?: string
  icon?: string
  from: string[]
  /** Target state, or `same` to stay. */
  to: string
  who: WorkflowRole[]
  /** `reason` is for colleagues alone. What the template leaves to say to the resident is asked beside (requests/asked.ts). */
  asks?: TransitionInput[]
  when?: Condition
  effects: Effect[]
  /** Resident only: allowed for this many calendar days after closing. */
  withinDays?: number
  /** Sentence in the resident's timeline, or null when the resident does not see it. */
  residentSays: string | null
  /** Sentence in the agents' timeline. */
  agentSays: string
}

export interface WorkflowDefinition {
  id: string
  title: string
  start: string
  states: State[]
  transitions: Transition[]
}

/** A delay in working days of the competent unit's calendar. `riskDays`: at risk when this many remain or fewer. */
export interface Delay {
  days: number
  riskDays: number
}

/** First answer and solution: promised dates count from reception (the day of reception does not count). */
export interface Delays {
  firstAnswer: Delay
  solution: Delay
}
