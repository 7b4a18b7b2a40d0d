// The time as the server signs it, for doors whose own clock may be wrong: bound to what the door drew, so that no old answer stands in.
import { type Bytes, isSame } from '../token/bytes.ts'
import { isBytes, isCount, read, write } from '../token/cbor.ts'
import { isSignedBy, readSigned, sign } from '../token/cose.ts'
import { type IssuerKey, keyCalled } from '../token/issuers.ts'

const TIME = 65_003
const NONCE_BYTES = 16

/** @param now in seconds @param nonce 16 bytes that the door drew */
export function writeTime(
  now: number,
  nonce: Uint8Array,
  issuer: { key: CryptoKey; kid: Uint8Array },
): Promise<Bytes> {
  return sign(write([now, nonce]), { ...issuer, type: TIME })
}

/** @returns the time in seconds; null when it is not the issuer’s answer to that nonce */
export async function readTime(
  bytes: Uint8Array,
  keys: readonly IssuerKey[],
  nonce: Uint8Array,
): Promise<number | null> {
  const signed = readSigned(bytes)
  if (signed === null || signed.type !== TIME) return null
  const said = read(signed.payload, 64)
  if (!Array.isArray(said) || said.length !== 2) return null
  const [now, answered] = said as unknown[]
  if (!isCount(now) || !isBytes(answered, NONCE_BYTES) || !isSame(answered, nonce)) return null
  // Of the time that is told: the clock here is what is in question.
  const key = await keyCalled(keys, signed.kid, now)
  return key !== null && (await isSignedBy(signed, key)) ? now : null
}
