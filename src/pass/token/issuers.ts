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

/** As many as anybody believes at once, many times over. */
const MOST_KEPT = 32
/** Keys as they are verified with: to find the point of one takes as long as a signature. */
const imported = new Map<string, Promise<CryptoKey | null>>()

function keyOf({ x, odd }: IssuerKey): Promise<CryptoKey | null> {
  const name = `${x} ${odd}`
  const known = imported.get(name)
  if (known !== undefined) return known
  const bytes = fromText(x)
  const key = bytes === null ? Promise.resolve(null) : importKey({ x: bytes, odd })
  if (imported.size >= MOST_KEPT) imported.clear()
  imported.set(name, key)
  return key
}

/** @param now in seconds @returns null when no key bears that name at that time */
export async function keyCalled(
  keys: readonly IssuerKey[],
  kid: Bytes | null,
  now: number,
): Promise<CryptoKey | null> {
  const name = kid && toText(kid)
  const found = keys.find((key) => key.kid === name && key.from <= now && now < key.until)
  return found === undefined ? null : keyOf(found)
}
