// From the main host to a counter: a ticket of one minute, for one counter and the browser that left from it, taken once. It
// becomes a session of that counter, which ends with the one it comes from.
import { system } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import { Unauthenticated } from '#platform/errors.ts'
import { deleteSession } from '../sessions/queries.ts'
import { type OpenedSession, openSession } from '../sessions/session.ts'
import { digest, newToken } from '../sessions/token.ts'
import { type Departure, visitorDigest } from './departure.ts'
import { insertPassage, takePassage } from './queries.ts'

const LIFE = 60_000

/** @returns the ticket @throws Unauthenticated when the session ended meanwhile */
export async function givePassage(db: Database, sessionToken: string, departure: Departure): Promise<string> {
  const ticket = newToken()
  const { origin, next, visitor } = departure
  const isGiven = await db.write(system, (tx) =>
    insertPassage(tx, digest(sessionToken), {
      tokenHash: digest(ticket),
      origin,
      next,
      visitorHash: Buffer.from(visitor, 'base64url'),
      expiresAt: new Date(tx.now.getTime() + LIFE),
    }),
  )
  if (!isGiven) throw new Unauthenticated()
  return ticket
}

export interface Arriving {
  ticket: string
  origin: string
  visitorId: string
  /** The session that the browser had at this counter: it ends, and it alone. */
  oldToken: string | null
}

/** The session of the counter, and where to go there; null when the ticket is none, or not for here. It is used up all the same. */
export function takeArrival(
  db: Database,
  { ticket, origin, visitorId, oldToken }: Arriving,
): Promise<{ session: OpenedSession; next: string | null } | null> {
  return db.write(system, async (tx) => {
    const taken = await takePassage(tx, digest(ticket))
    if (taken === null || taken.origin !== origin || taken.expiresAt <= tx.now) return null
    if (!taken.visitorHash.equals(visitorDigest(visitorId))) return null
    if (oldToken !== null) await deleteSession(tx, digest(oldToken))
    return { session: await openSession(tx, taken.personId, taken), next: taken.next }
  })
}
