// Which tokens of a sector are stopped (Token Status List, draft-ietf-oauth-status-list, as a CWT): one bit for each, thousands in a few
// kilobytes, so that a door holds them all and asks about none. One list a sector: an index says nothing elsewhere.
import { type Bytes, fromText, toText } from '../token/bytes.ts'
import { isBytes, isCount, isMap, read, write } from '../token/cbor.ts'
import { isSignedBy, readSigned, sign } from '../token/cose.ts'
import { type IssuerKey, keyCalled } from '../token/issuers.ts'
import { MOST_PACKED, packed, unpacked } from './bits.ts'

const TYPE = 'application/statuslist+cwt'
const SUBJECT = 2
const EXPIRES = 4
const ISSUED = 6
const LIST = 65533
const TTL = 65534
/** Clocks differ: seconds. */
const SKEW = 60

export interface StatusList {
  /** The address of the list, which is its sector’s. */
  uri: string
  /** Its version: a list older than the one that is held is refused. In seconds. */
  issuedAt: number
  expiresAt: number
  /** Seconds after which a door that has a network asks for another. */
  ttl: number
  /** As `bitsOf` makes them. */
  bits: string
}

/** Damaged; of no known issuer; of another sector; older than the one that is held; past its end. */
export type ListRefusal = 'unread' | 'forged' | 'foreign' | 'older' | 'expired'

/**
 * @param pack zlib; the server gives one that takes its time (level 9 is a tenth shorter than what browsers do)
 * @throws RangeError for bits that `bitsOf` did not make
 */
export async function writeList(
  list: StatusList,
  issuer: { key: CryptoKey; kid: Uint8Array },
  pack: (bits: Bytes) => Uint8Array | Promise<Uint8Array> = packed,
): Promise<Bytes> {
  const bits = fromText(list.bits)
  if (bits === null) throw new RangeError('no bits')
  const packedBits = new Map<string, unknown>([
    ['bits', 1],
    ['lst', await pack(bits)],
  ])
  const claims = new Map<number, unknown>([
    [SUBJECT, list.uri],
    [EXPIRES, list.expiresAt],
    [ISSUED, list.issuedAt],
    [TTL, list.ttl],
    [LIST, packedBits],
  ])
  return await sign(write(claims), { ...issuer, type: TYPE })
}

/** All but the bits, which are unpacked once the list is believed. */
function readClaims(payload: Bytes): (Omit<StatusList, 'bits'> & { packed: Bytes }) | null {
  const claims = read(payload, MOST_PACKED)
  if (!isMap(claims)) return null
  const uri = claims.get(SUBJECT)
  const [issuedAt, expiresAt, ttl] = [ISSUED, EXPIRES, TTL].map((label) => claims.get(label))
  const list = claims.get(LIST)
  if (typeof uri !== 'string' || !isCount(issuedAt) || !isCount(expiresAt) || !isCount(ttl)) return null
  const bytes = isMap(list) && list.get('bits') === 1 ? list.get('lst') : undefined
  return isBytes(bytes, 1, MOST_PACKED) ? { uri, issuedAt, expiresAt, ttl, packed: bytes } : null
}

/**
 * @param expected the list of which sector, not older than which (zero for the first), when (in seconds)
 * @returns the list, or why it is not taken
 */
export async function readList(
  bytes: Uint8Array,
  keys: readonly IssuerKey[],
  expected: { uri: string; notBefore: number; now: number },
): Promise<StatusList | ListRefusal> {
  const signed = readSigned(bytes, MOST_PACKED)
  if (signed === null || signed.type !== TYPE) return 'unread'
  const key = await keyCalled(keys, signed.kid, expected.now)
  if (key === null || !(await isSignedBy(signed, key))) return 'forged'
  const claims = readClaims(signed.payload)
  if (claims === null) return 'unread'
  const { packed: packedBits, ...list } = claims
  if (list.uri !== expected.uri) return 'foreign'
  if (list.issuedAt < expected.notBefore) return 'older'
  if (list.expiresAt + SKEW <= expected.now) return 'expired'
  const bits = await unpacked(packedBits)
  return bits === null ? 'unread' : { ...list, bits: toText(bits) }
}
