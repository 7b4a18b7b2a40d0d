// A request made by a helper says so, to the resident and to the desk.
import type { Read } from '#platform/db/db.ts'
import { namesOfSent } from './queries.code.ts'
import { type RequestRow } from './queries.ts'

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
  const names = await namesOfSent(tx, id)
  return names === null ? null : { ...names, personId: residentId }
}
