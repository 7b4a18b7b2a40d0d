// The signed address by which whoever receives a digest ends it, without signing in: it ends, and opens nothing.
import type { Config } from '#platform/config.ts'
import { seal, unseal } from '#platform/http/seal.ts'
import { UNSUBSCRIBE } from './places.ts'

const PURPOSE = 'end digest'

export const unsubscribeAddress = (
  { secret, publicUrl }: Pick<Config, 'secret' | 'publicUrl'>,
  personId: number,
): string => `${new URL(publicUrl).origin}${UNSUBSCRIBE}?jeton=${seal(secret, PURPOSE, String(personId))}`

/** Whose it is; null when it was not made here. */
export function personIn({ secret }: Pick<Config, 'secret'>, token: string): number | null {
  const said = unseal(secret, PURPOSE, token)
  return said === null || !/^\d{1,15}$/.test(said) ? null : Number(said)
}
