// An act about to be taken: what the person typed, on whose behalf, and everything the act needs to know.
import type { Write } from '#platform/db/db.ts'
import type { EventRow } from '#platform/ledger/events.ts'
import type { ReplyTemplate } from '#services'
import type { Territory } from '#territory'
import type { WorkflowDefinition, Transition, State } from '#workflows'
import type { ToldHow } from '../record/events.ts'
import type { RequestRow } from '../record/queries.ts'

/** What the person who acts has typed or chosen. */
export interface ActInput {
  /** To the resident, whole. */
  message?: string
  /** To colleagues: never leaves the desk. */
  reason?: string
  /** To the resident: the why that the message of the act gives. */
  explanation?: string
  /** Person chosen as handler. */
  agentId?: number
  /** Unit the request is handed over to. */
  targetUnitId?: number
  /** Day promised, or planned, `YYYY-MM-DD`. */
  date?: string
  /** A day planned past the promised one: is it promised instead? */
  promise?: boolean
  /** How the person whom no mail reaches was told; still to do when absent. */
  told?: ToldHow
  /** Stored files of the actor, joined to the message. */
  fileIds?: string[]
  /** Key of the form (a UUID): sent twice, it is done once. */
  once?: string
  /** Number of the last event that whoever acts had before their eyes: what came since is told before anything is done. */
  seen?: number
  /** The link by which a town hall without the desk acts. */
  linkId?: number
}

/**
 * On whose behalf one acts: an agent at the desk never acts as the resident, and the other way round. `link`: for the unit, by whoever
 * holds its link, whose right was found with the request (relay/link.ts).
 */
export type Acts = 'agent' | 'resident' | 'system' | 'link'

/** An act about to be taken: who, on what, with what. */
export interface Acting {
  tx: Write
  place: Territory
  workflow: WorkflowDefinition
  templates: readonly ReplyTemplate[]
  /** Title of the service. */
  service: string
  request: RequestRow
  /** What happened to it so far. */
  events: readonly EventRow[]
  transition: Transition
  next: State
  input: ActInput
  as: Acts
}
