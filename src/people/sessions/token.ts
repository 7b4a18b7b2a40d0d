// Random tokens: in a cookie or a link. The database holds only their digest, which opens nothing.
import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, 43 characters that need no escaping. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is kept of a token. */
export function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
