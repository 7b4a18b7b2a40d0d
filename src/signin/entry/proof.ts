// Links sent by mail: a random token, kept as a digest, good for one purpose, for a while, once.
import type { Read, Write } from '#platform/db/db.ts'
import { dateTime } from '#platform/ui/french.ts'
import { insertProof, type Proof, type Purpose, readProof, useProof } from './queries.proof.ts'
import { digest, newToken } from '#people'

const HOUR = 3_600_000
const LIFE: Record<Purpose, number> = {
  'sign-up': 24 * HOUR,
  password: HOUR / 2,
  factor: HOUR / 2,
  invitation: 48 * HOUR,
  // A way in beside the password: ten minutes (OWASP ASVS 5.0 V6.5.5).
  'sign-in': HOUR / 6,
}

/** A new token for that purpose; act as the system. */
export async function giveProof(tx: Write, purpose: Purpose, proof: Proof): Promise<string> {
  const token = newToken()
  const expiresAt = new Date(tx.now.getTime() + LIFE[purpose])
  await insertProof(tx, { ...proof, purpose, tokenHash: digest(token), expiresAt })
  return token
}

/** The last moment of a link sent now, in words. */
export const goodUntil = (purpose: Purpose, { now }: Pick<Read, 'now'>, zone: string): string =>
  dateTime(new Date(now.getTime() + LIFE[purpose]), zone)

/** What the token proves, without using it; null when it proves nothing (any more). Act as the system. */
export function seeProof(tx: Read, purpose: Purpose, token: string): Promise<Proof | null> {
  return readProof(tx, digest(token), purpose)
}

/** What the token proves, once; null when it proves nothing (any more). Act as the system. */
export function takeProof(tx: Write, purpose: Purpose, token: string): Promise<Proof | null> {
  return useProof(tx, digest(token), purpose)
}
