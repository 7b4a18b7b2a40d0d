// What agreements tell of themselves, on the subject `agreement`: who did what, when, with which reference.
import type { Listeners, Read, Write } from '#platform/db/db.ts'
import { emit, type EventRow, eventsOf } from '#platform/ledger/events.ts'
import { storyOf } from '#territory'

export const listeners = {
  'agreement.begun': [],
  'agreement.changed': [],
  'agreement.billing_said': [],
  'agreement.voted': [],
  'agreement.signed': [],
  'agreement.notified': [],
  'agreement.amended': [],
  'agreement.given_up': [],
  'agreement.denounced': [],
  'agreement.merged': [],
  'agreement.took_effect': [],
  'agreement.renewed': [],
  'agreement.ended': [],
  'agreement.charged': [],
  'agreement.erasure_decided': [],
  'agreement.erased': ['agreements.tell_erased'],
} satisfies Listeners
export type AgreementEvent = keyof typeof listeners

/** Notes what was done to an agreement; whoever calls holds its row. @returns the event's id */
export const note = (
  tx: Write,
  id: number,
  name: AgreementEvent,
  payload: Record<string, unknown> = {},
): Promise<number> => emit(tx, { name, subjectKind: 'agreement', subjectId: id, payload })

/** What happened to an agreement, oldest first. */
export const historyOf = (tx: Read, id: number): Promise<EventRow[]> => storyOf(tx, 'agreement', id)

/** A copy of what is a commune’s: its instant, and the digest of its manifest. */
export interface Copy {
  readonly at: string
  readonly manifest: string
}

/** The last that the commune was given (src/reversibility tells it on the authority); null: none. */
export async function lastCopy(tx: Read, authorityId: number): Promise<Copy | null> {
  const told = await eventsOf(tx, 'authority', authorityId)
  const copied = told.findLast(({ name }) => name === 'reversibility.exported')
  return copied === undefined
    ? null
    : { at: copied.at.toISOString(), manifest: String(copied.payload.manifest) }
}
