// CBOR (RFC 8949) in its one deterministic encoding (§4.2): what is read would be written byte for byte as it came, or it is refused.
import { decode, encode, rfc8949EncodeOptions } from 'cborg'
import { type Bytes, isSame } from './bytes.ts'

const STRICT = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
  useMaps: true,
  rejectDuplicateMapKeys: true,
} as const

export const write = (value: unknown): Bytes => new Uint8Array(encode(value, rfc8949EncodeOptions))

/** @returns undefined for what is damaged, too long, followed by anything, or written otherwise than `write` would */
export function read(bytes: Uint8Array, most: number): unknown {
  if (bytes.length > most) return undefined
  try {
    const value: unknown = decode(bytes, STRICT)
    return isSame(write(value), bytes) ? value : undefined
  } catch {
    return undefined
  }
}

export const isMap = (value: unknown): value is ReadonlyMap<unknown, unknown> => value instanceof Map

export function isBytes(value: unknown, least: number, most = least): value is Bytes {
  return value instanceof Uint8Array && value.length >= least && value.length <= most
}

export function isCount(value: unknown, most = Number.MAX_SAFE_INTEGER): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= most
}

export const hasOnly = (map: ReadonlyMap<unknown, unknown>, keys: readonly unknown[]): boolean =>
  [...map.keys()].every((key) => keys.includes(key))
