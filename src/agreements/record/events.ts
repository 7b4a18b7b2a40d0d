// What agreements tell of themselves, on the subject `agreement`: who did what, when, with which reference.
import type { Listeners, Read, Write } from '#platform/db/db.ts'
import { emit, type EventRow, eventsOf } from '#platform/ledger/events.ts'

export const listeners = {
  'agreement.begun': [],
  'agreement.changed': [],
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
export const historyOf = (tx: Read, id: number): Promise<EventRow[]> => eventsOf(tx, 'agreement', id)

/** When the commune was last given a copy of its data (src/reversibility tells it on the authority); null: never. */
export async function copiedAt(tx: Read, authorityId: number): Promise<Date | null> {
  const told = await eventsOf(tx, 'authority', authorityId)
  return told.findLast(({ name }) => name === 'reversibility.exported')?.at ?? null
}
