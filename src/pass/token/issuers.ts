// The issuer’s public keys, as a door keeps them: plain data, each between its days.
import { type Bytes, fromText, toText } from './bytes.ts'
import { importKey, kidOf, publicKeyOf } from './keys.ts'

export interface IssuerKey {
  /** As `x`, in base64url. */
  kid: string
  x: string
  odd: boolean
  /** In seconds: what it signs is believed from one to the other. */
  from: number
  until: number
}

export async function issuerKey(
  key: CryptoKey,
  { from, until }: Pick<IssuerKey, 'from' | 'until'>,
): Promise<IssuerKey> {
  const { x, odd } = await publicKeyOf(key)
  return { kid: toText(await kidOf({ x, odd })), x: toText(x), odd, from, until }
}

/** @param now in seconds @returns null when no key bears that name at that time */
export async function keyCalled(
  keys: readonly IssuerKey[],
  kid: Bytes | null,
  now: number,
): Promise<CryptoKey | null> {
  const name = kid && toText(kid)
  const found = keys.find((key) => key.kid === name && key.from <= now && now < key.until)
  const x = found && fromText(found.x)
  return x ? await importKey({ x, odd: found.odd }) : null
}
