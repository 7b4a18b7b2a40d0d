// What the module says happened. Payloads hold ids and digests, never texts or names.
import { createHash } from 'node:crypto'
import type { Listeners } from '#platform/db/db.ts'
import type { ClockEntry, Delays } from '#workflows'

/** Kinds of clock entries an event carries: the clocks are recomputed from them (clocks.ts). */
export type ClockKinds = ClockEntry['kind'][]

/** request.received: the request exists; the resident's first message came with it. */
export interface ReceivedPayload {
  clock: ClockKinds
  /** What was promised, where the authority promises otherwise than the service: it stays, whatever the town chooses later. */
  delays?: Delays
  channel: string
  unitId: number
  authorityId: number
  ruleId: string | null
  messageId: number
  digest: string
}

/** request.moved: a transition of the workflow was taken. */
export interface MovedPayload {
  clock: ClockKinds
  transition: string
  from: string
  to: string
  unitId: number
  messageId?: number
  digest?: string
  /** Message for the resident, so that the mail goes. */
  toResident?: boolean
  /** Nobody is mailed: the person gave no address, and reads it in their follow-up. */
  unmailed?: boolean
  /** How the agent told the person whom no mail reaches. */
  told?: ToldHow
  /** Somebody at the desk must be told. */
  toHandler?: boolean
  assigneeId?: number | null
  /** Hand-over: where from. */
  fromUnitId?: number
  /** Why, for colleagues: a message of audience `note`. */
  reasonId?: number
  /** A new day promised for the solution, `YYYY-MM-DD`. */
  promisedDay?: string
  /** The day of the visit, `YYYY-MM-DD`. */
  plannedDay?: string
  /** The link by which a town hall without the desk did it. */
  link?: number
}

/** request.corrected: it is filed under another service, by whose rules, workflow and delays it goes on. */
export interface CorrectedPayload extends Omit<MovedPayload, 'transition' | 'plannedDay' | 'promisedDay'> {
  fromService: string
  toService: string
  /** The workflow that it leaves, in whose words what was done before is told. */
  fromWorkflow: { id: string; version: number }
  /** As of `ReceivedPayload`. */
  delays?: Delays
}

/** request.relayed: the links of a town hall are closed by an agent; `again`: it is sent another. */
export interface RelayedPayload {
  again: boolean
}

/** request.link_opened: somebody of the town hall opened the request, and said who they are. */
export interface LinkOpenedPayload {
  link: number
}

/** request.reassigned: it passes to somebody else, or to nobody, because an agent leaves, comes back, or has the desk no more. */
export interface ReassignedPayload {
  unitId: number
  assigneeId: number | null
  because: 'departure' | 'return' | 'offer'
}

/** request.answered: the authority answers by itself what a resident did (tell/settle.ts). */
export interface AnsweredPayload {
  /** The event it answers. */
  answers: number
  messageId: number
  digest: string
  toResident: true
}

/** How somebody whom no mail reaches was told. */
export type ToldHow = 'phone' | 'other'

/** request.told: the person whom no mail reaches knows that something waits for them; `not`: that was said by mistake. */
export interface ToldPayload {
  how: ToldHow | 'not'
}

/** request.reorganised: its unit closed, and another has it; nothing else changes, the promise least of all. */
export interface ReorganisedPayload {
  fromUnitId: number
  unitId: number
  /** The unit whose calendar goes on counting: that which took it on. */
  countedBy: number
}

/** request.noted: an internal note or a message to the handler. */
export interface NotedPayload {
  messageId: number
  digest: string
  audience: 'note' | 'handler'
}

export const requestListeners: Listeners = {
  'request.received': ['requests.mail_receipt', 'requests.send_link'],
  'request.moved': [
    'requests.mail_message',
    'requests.mail_handler',
    'requests.send_link',
    'requests.keep_clocks',
  ],
  'request.corrected': ['requests.mail_corrected', 'requests.mail_handler', 'requests.send_link'],
  'request.relayed': ['requests.send_link'],
  'request.link_opened': [],
  'request.answered': ['requests.mail_message'],
  'request.noted': ['requests.mail_noted', 'requests.send_link'],
  'request.reorganised': ['requests.tell_renamed'],
  'request.told': [],
  'request.reassigned': [],
  'request.anonymised': [],
  'request.identity_erased': [],
}

/** Digest of a text: the chain of events vouches for texts it does not hold. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
