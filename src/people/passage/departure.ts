// What a counter says when it sends somebody to the main host: where to come back, and which browser left. Sealed: an address
// made by anybody else leads nowhere.
import { seal, unseal } from '#platform/http/seal.ts'
import { localPath } from '#platform/http/local-path.ts'
import { digest } from '../sessions/token.ts'

export interface Departure {
  /** Of the counter. */
  origin: string
  /** Where to go there; null: where people go who asked for nothing. */
  next: string | null
  /** Of the browser at the counter: a digest, base64url. */
  visitor: string
}

/** Longer paths are dropped: the whole is one parameter of an address. */
const MOST = 900

/** Who left, as the ticket keeps it. */
export const visitorDigest = (visitorId: string): Buffer => digest(`passage:${visitorId}`)

/** The page of the main host that goes on with it: a path. */
export function departureAddress(
  secret: Buffer,
  { origin, visitorId, next }: { origin: string; visitorId: string; next: string | null },
): string {
  const departure: Departure = {
    origin,
    next: next !== null && next.length <= MOST ? next : null,
    visitor: visitorDigest(visitorId).toString('base64url'),
  }
  const text = Buffer.from(JSON.stringify(departure)).toString('base64url')
  return `/passage?de=${seal(secret, 'passage', text)}`
}

/** null when it was not made here. */
export function readDeparture(secret: Buffer, sealed: string): Departure | null {
  const text = unseal(secret, 'passage', sealed)
  if (text === null) return null
  const { origin, next, visitor } = JSON.parse(Buffer.from(text, 'base64url').toString()) as Departure
  return { origin, visitor, next: next === null ? null : localPath(next) }
}
