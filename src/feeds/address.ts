// The one secret address of a person. It is made of chance that is kept and of the secret of the installation, and known again by its digest: what
// the database holds opens nothing, and whoever proves who they are reads it again.
import { createHmac } from 'node:crypto'
import { digest, newToken } from '#people'
import type { Config } from '#platform/config.ts'

/** What is written in the address: 43 characters that need no escaping. */
export const secretOf = ({ secret }: Pick<Config, 'secret'>, personId: number, chance: string): string =>
  createHmac('sha256', secret).update(`feed address\0${personId}\0${chance}`).digest('base64url')

const SECRET = /^[\w-]{43}$/

/** What is kept of it; null for what is no address of ours. */
export const digestOf = (secret: string): Buffer | null => (SECRET.test(secret) ? digest(secret) : null)

export function newAddress(
  config: Pick<Config, 'secret'>,
  personId: number,
): { chance: string; digest: Buffer } {
  const chance = newToken()
  return { chance, digest: digest(secretOf(config, personId, chance)) }
}
