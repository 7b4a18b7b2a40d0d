// SD-JWT VC (draft-ietf-oauth-sd-jwt-vc, RFC 9901): claims of which each is told or not, of a holder’s key. Signed and read with nothing
// but jose; algorithms are one.
import { createHash, randomBytes } from 'node:crypto'
import { calculateJwkThumbprint, decodeProtectedHeader, importJWK, type JWK, jwtVerify, SignJWT } from 'jose'
import { toText } from '../token/bytes.ts'
import { FORMAT } from './words.ts'

const ALGORITHM = 'ES256'
const KEY_BOUND = 'kb+jwt'
/** Clocks differ: seconds. */
const SKEW = 60
const MOST = 8000
const MOST_DISCLOSURES = 16

const digest = (text: string): string => createHash('sha256').update(text, 'ascii').digest('base64url')

/** Only what is public of an elliptic key of that curve. @returns null for any other, or one that tells its secret */
export function publicJwk(jwk: unknown): JWK | null {
  if (typeof jwk !== 'object' || jwk === null || 'd' in jwk) return null
  const { kty, crv, x, y } = jwk as JWK
  if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string') return null
  return /^[\w-]{43}$/.test(x) && /^[\w-]{43}$/.test(y) ? { kty, crv, x, y } : null
}

/** @returns 32 bytes (RFC 7638) */
export const thumbprintOf = async (jwk: JWK): Promise<Buffer> =>
  Buffer.from(await calculateJwkThumbprint(jwk), 'base64url')

/** @param told always told @param disclosed by name, told or not */
export async function writeCredential(
  told: Readonly<Record<string, unknown>>,
  disclosed: Readonly<Record<string, unknown>>,
  { key, kid }: { key: CryptoKey; kid: Uint8Array },
): Promise<string> {
  const disclosures = Object.entries(disclosed).map(([name, value]) =>
    Buffer.from(JSON.stringify([randomBytes(16).toString('base64url'), name, value])).toString('base64url'),
  )
  const payload = { ...told, _sd: disclosures.map(digest).toSorted(), _sd_alg: 'sha-256' }
  const signed = await new SignJWT(payload)
    .setProtectedHeader({ alg: ALGORITHM, typ: FORMAT, kid: toText(new Uint8Array(kid)) })
    .sign(key)
  return `${[signed, ...disclosures].join('~')}~`
}

export interface Shown {
  /** What is always told, and what was disclosed. */
  claims: Readonly<Record<string, unknown>>
  holder: JWK
}

export interface Expected {
  /** Public keys of the issuer, by `kid`. */
  keys: ReadonlyMap<string, CryptoKey>
  issuer: string
  type: string
  /** To whom it is shown, and what they drew. */
  audience: string
  nonce: string
  now: Date
}

/** Adds what was disclosed. @returns null for a disclosure that the issuer did not sign, twice the same, or that hides what is always told */
function disclosedBy(
  payload: Readonly<Record<string, unknown>>,
  disclosures: readonly string[],
): Record<string, unknown> | null {
  const { _sd: digests, _sd_alg: algorithm, ...always } = payload
  const claims: Record<string, unknown> = always
  if (!Array.isArray(digests) || algorithm !== 'sha-256' || disclosures.length > MOST_DISCLOSURES) return null
  for (const disclosure of disclosures) {
    const read: unknown = JSON.parse(Buffer.from(disclosure, 'base64url').toString('utf8'))
    if (!Array.isArray(read) || read.length !== 3 || !digests.includes(digest(disclosure))) return null
    const [, name, value] = read as unknown[]
    if (typeof name !== 'string' || name in claims || name === '_sd' || name === '...') return null
    claims[name] = value
  }
  return claims
}

/**
 * What was shown, by whoever holds its key, to whom it was asked for.
 * @returns null when anything of it is not so; what is wrong is told to nobody
 */
export async function readShown(text: string, expected: Expected): Promise<Shown | null> {
  if (text.length > MOST) return null
  const parts = text.split('~')
  const [signed = '', ...rest] = parts
  const bound = rest.pop() ?? ''
  try {
    const { kid = '' } = decodeProtectedHeader(signed)
    const key = expected.keys.get(kid)
    if (key === undefined) return null
    const { payload } = await jwtVerify(signed, key, {
      ...{ algorithms: [ALGORITHM], typ: FORMAT, issuer: expected.issuer, currentDate: expected.now },
      ...{ requiredClaims: ['iat', 'exp', 'cnf', 'vct'], clockTolerance: SKEW },
    })
    const holder = publicJwk((payload.cnf as { jwk?: unknown }).jwk)
    const claims = disclosedBy(payload, rest)
    if (holder === null || claims === null || payload.vct !== expected.type) return null
    const { payload: proof } = await jwtVerify(bound, await importJWK(holder, ALGORITHM), {
      ...{ algorithms: [ALGORITHM], typ: KEY_BOUND, audience: expected.audience, currentDate: expected.now },
      ...{ requiredClaims: ['iat', 'nonce', 'sd_hash'], clockTolerance: SKEW, maxTokenAge: 300 },
    })
    const isForThis =
      proof.nonce === expected.nonce && proof.sd_hash === digest(text.slice(0, text.lastIndexOf('~') + 1))
    return isForThis ? { claims, holder } : null
  } catch {
    return null
  }
}
