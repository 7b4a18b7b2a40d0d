// A request made by a helper says so, to the resident and to the desk.
import { asSystem, type Read } from '#platform/db.ts'
import { eventsOf } from '#platform/events.ts'
import { personName } from '#accounts'
import type { RequestRow } from './queries.ts'

/** Names of who sent a request and for whom. */
export interface SentFor {
  helper: string
  personId: number
  person: string
}

/** null when the resident sent it, or an agent entered it. The request was found through the relations. */
export async function sentFor(
  tx: Read,
  { id, residentId }: Pick<RequestRow, 'id' | 'residentId'>,
): Promise<SentFor | null> {
  if (residentId === null) return null
  const [received] = await eventsOf(tx, 'request', id)
  const helperId = received?.payload.by
  if (typeof helperId !== 'number') return null
  return asSystem(tx, async (all) => ({
    helper: (await personName(all, helperId)) ?? '',
    personId: residentId,
    person: (await personName(all, residentId)) ?? '',
  }))
}
