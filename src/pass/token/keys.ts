// Keys of the pass: ECDSA on P-256, which the WebCrypto of every phone has and keeps to itself. Written as 33 bytes.
import { type Bytes, bigEndian, joined, sha256 } from './bytes.ts'

export const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/** A public key: its first coordinate, and whether the second is odd (RFC 9053 §7.1.1). */
export interface PublicKey {
  x: Bytes
  odd: boolean
}

/** @param extractable only for a key that is kept sealed (the issuer’s); a phone’s or a door’s never leaves it */
export function newKeys(extractable = false): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(ES256, extractable, ['sign', 'verify'])
}

export async function publicKeyOf(key: CryptoKey): Promise<PublicKey> {
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', key))
  return { x: point.slice(1, 33), odd: ((point[64] ?? 0) & 1) === 1 }
}

// The curve y² = x³ − 3x + b modulo p (FIPS 186-4, D.1.2.3).
const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  let square = base % P
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % P
    square = (square * square) % P
  }
  return result
}

const toNumber = (bytes: Uint8Array): bigint =>
  bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)

function toBytes(value: bigint): Bytes {
  return joined(
    ...Array.from({ length: 8 }, (_, n) =>
      bigEndian(Number((value >> BigInt(224 - 32 * n)) & 0xffffffffn), 4),
    ),
  )
}

/** The whole point of a key, uncompressed; WebCrypto refuses it when it is not on the curve. @returns null for what is no coordinate */
function pointOf({ x, odd }: PublicKey): Bytes | null {
  const across = toNumber(x)
  if (x.length !== 32 || across >= P) return null
  const square = (((across ** 3n - 3n * across + B) % P) + P) % P
  const root = power(square, (P + 1n) / 4n)
  const up = ((root & 1n) === 1n) === odd ? root : P - root
  return joined(Uint8Array.of(4), x, toBytes(up))
}

/** @returns null when it is no key of that curve */
export async function importKey(key: PublicKey): Promise<CryptoKey | null> {
  const point = pointOf(key)
  if (point === null) return null
  return await crypto.subtle.importKey('raw', point, ES256, true, ['verify']).catch(() => null)
}

/** By which name a key is called in what it signs: of the key itself, so that two keys cannot bear one. */
export async function kidOf({ x, odd }: PublicKey): Promise<Bytes> {
  return (await sha256(joined(x, Uint8Array.of(odd ? 3 : 2)))).slice(0, 8)
}
