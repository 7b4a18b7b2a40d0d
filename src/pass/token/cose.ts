// COSE_Sign1 (RFC 9052), ES256 and nothing else. Every signature says of what type it is (RFC 9596): none stands for another.
import type { Bytes } from './bytes.ts'
import { hasOnly, isBytes, isMap, read, write } from './cbor.ts'
import { ES256 } from './keys.ts'

const ALG = 1
const KID = 4
const TYPE = 16
const ALG_ES256 = -7
/** The tag of COSE_Sign1, 18. It may be left out, and is: a QR code has no room for it. */
const TAG = 0xd2

/** The longest token: what a QR code still carries at arm’s length, three times over. */
export const MOST_TOKEN = 1024

/** Types are numbers that CoAP leaves for use without registration, or a media type. */
export type Type = number | string

export interface Signer {
  key: CryptoKey
  /** Null for a holder, whose key stands in the token. */
  kid: Uint8Array | null
  type: Type
}

/** What was read, and is not believed yet: `isSignedBy` says by whom it is. */
export interface Signed {
  kid: Bytes | null
  type: Type | null
  payload: Bytes
  protectedHeader: Bytes
  signature: Bytes
}

const toSign = (protectedHeader: Uint8Array, payload: Uint8Array): Bytes =>
  write(['Signature1', protectedHeader, new Uint8Array(), payload])

export async function sign(payload: Uint8Array, { key, kid, type }: Signer): Promise<Bytes> {
  const header = new Map<number, unknown>([
    [ALG, ALG_ES256],
    [TYPE, type],
  ])
  if (kid !== null) header.set(KID, kid)
  const protectedHeader = write(header)
  const signature = new Uint8Array(await crypto.subtle.sign(ES256, key, toSign(protectedHeader, payload)))
  return write([protectedHeader, new Map(), payload, signature])
}

function readHeader(bytes: Bytes): { kid: Bytes | null; type: Type | null } | null {
  const header = read(bytes, 64)
  if (!isMap(header) || !hasOnly(header, [ALG, KID, TYPE]) || header.get(ALG) !== ALG_ES256) return null
  const kid = header.get(KID) ?? null
  const type = header.get(TYPE) ?? null
  if (kid !== null && !isBytes(kid, 1, 16)) return null
  if (type !== null && typeof type !== 'string' && typeof type !== 'number') return null
  return { kid, type }
}

/** @returns null for another algorithm, a header not understood or not signed, and whatever is not written as it should be */
export function readSigned(bytes: Uint8Array, most = MOST_TOKEN): Signed | null {
  const parts = read(bytes[0] === TAG ? bytes.subarray(1) : bytes, most)
  if (!Array.isArray(parts) || parts.length !== 4) return null
  const [protectedHeader, unprotected, payload, signature] = parts as unknown[]
  if (!isBytes(protectedHeader, 3, 64) || !isBytes(payload, 1, most) || !isBytes(signature, 64)) return null
  if (!isMap(unprotected) || unprotected.size > 0) return null
  const header = readHeader(protectedHeader)
  return header && { ...header, payload, protectedHeader, signature }
}

export function isSignedBy(signed: Signed, key: CryptoKey): Promise<boolean> {
  const { protectedHeader, payload, signature } = signed
  return crypto.subtle.verify(ES256, key, signature, toSign(protectedHeader, payload)).catch(() => false)
}
