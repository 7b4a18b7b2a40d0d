// What is shown without network: the issuer’s token, and around it the signature of the phone that it was given to, of that moment.
import { toBase32 } from './base32.ts'
import { fromBase45, toBase45 } from './base45.ts'
import { type Bytes, randomBytes } from './bytes.ts'
import { isBytes, isCount, read, write } from './cbor.ts'
import { type Claims, readClaims, writeClaims } from './claims.ts'
import { MOST_TOKEN, readSigned, sign, type Signed } from './cose.ts'

/** CoAP content formats of the range left to experiments (RFC 7252 §12.3). */
const TOKEN = 65_001
const SHOWN = 65_002
const PREFIX = 'PV2:'
const RANDOM_BYTES = 8
const MOST_TO = 48
const MOST_TEXT = PREFIX.length + MOST_TOKEN * 1.5

export interface Token {
  claims: Claims
  signed: Signed
}

/** What a phone signed around a token. */
export interface Shown {
  /** By the clock of the phone, in seconds. */
  at: number
  random: Bytes
  /** The challenge read at the door, or whom it is shown to. */
  to: string
  signed: Signed
}

export interface Presented {
  token: Token
  /** Null on paper. */
  shown: Shown | null
}

/** @param issuer its key, and the name of that key */
export function issue(claims: Claims, issuer: { key: CryptoKey; kid: Uint8Array }): Promise<Bytes> {
  return sign(writeClaims(claims), { ...issuer, type: TOKEN })
}

/** What a door shows to be signed, so that a code relayed from elsewhere is none of its own. */
export const drawChallenge = (): string => toBase32(randomBytes(5))

/** @param to the challenge read at the door, or the audience of the token @param now in seconds */
export async function present(
  token: Uint8Array,
  key: CryptoKey,
  { to, now }: { to: string; now: number },
): Promise<string> {
  const payload = write([token, now, randomBytes(RANDOM_BYTES), to])
  return PREFIX + toBase45(await sign(payload, { key, kid: null, type: SHOWN }))
}

/** What is printed: no signature of a phone, and none is asked. */
export const printed = (token: Uint8Array): string => PREFIX + toBase45(token)

const isPresented = (text: string): boolean => text.startsWith(PREFIX)

function readToken(signed: Signed | null): Token | null {
  if (signed === null || signed.type !== TOKEN || signed.kid === null) return null
  const claims = readClaims(signed.payload)
  return claims && { claims, signed }
}

function readShown(signed: Signed): Presented | null {
  const parts = read(signed.payload, signed.payload.length)
  if (signed.kid !== null || !Array.isArray(parts) || parts.length !== 4) return null
  const [inner, at, random, to] = parts as unknown[]
  if (!(inner instanceof Uint8Array) || !isCount(at) || !isBytes(random, RANDOM_BYTES)) return null
  if (typeof to !== 'string' || to === '' || to.length > MOST_TO) return null
  const token = readToken(readSigned(inner))
  // A token without a key is of paper: nobody’s signature makes it a phone’s.
  return token?.claims.holder ? { token, shown: { at, random, to, signed } } : null
}

/** Reads, and believes nothing: whose signatures they are is for whoever decides. @returns null when it is no such code */
export function readPresented(text: string): Presented | null {
  const isSuch = isPresented(text) && text.length <= MOST_TEXT
  const bytes = isSuch ? fromBase45(text.slice(PREFIX.length)) : null
  const signed = bytes && readSigned(bytes)
  if (signed === null) return null
  if (signed.type === SHOWN) return readShown(signed)
  const token = readToken(signed)
  // A phone’s token without the phone’s signature is a copy.
  return token?.claims.holder === null ? { token, shown: null } : null
}
