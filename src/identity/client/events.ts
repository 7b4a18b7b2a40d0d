// What sites tell of themselves, on the subject `client`: the history that their administrators read.
import type { Listeners, Read, Write } from '#platform/db/db.ts'
import { emit, type EventRow } from '#platform/ledger/events.ts'
import { storyOf } from '#territory'

/** The job that ends what was opened when a site may read less than before. */
export const END_GRANTS = 'identity.end_grants'

export const listeners = {
  'client.registered': [],
  'client.changed': [END_GRANTS],
  'client.secret_rotated': [],
  'client.secret_ended': [],
  'client.disabled': [],
  'client.enabled': [],
  'client.tried': [],
  'client.checked': [],
} satisfies Listeners
export type ClientEvent = keyof typeof listeners

/** Notes what was done to a site; whoever calls holds its row. Payloads never hold a secret. */
export async function note(
  tx: Write,
  client: { number: number },
  name: ClientEvent,
  payload: Record<string, unknown> = {},
): Promise<void> {
  await emit(tx, { name, subjectKind: 'client', subjectId: client.number, payload })
}

/** What happened to a site, oldest first. */
export const historyOf = (tx: Read, client: { number: number }): Promise<EventRow[]> =>
  storyOf(tx, 'client', client.number)
