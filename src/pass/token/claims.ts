// What a token says (CWT, RFC 8392): for one partner in one sector, of a pass that nothing else in it names.
import type { Bytes } from './bytes.ts'
import { hasOnly, isBytes, isCount, isMap, read, write } from './cbor.ts'
import type { PublicKey } from './keys.ts'

const ISSUER = 1
const AUDIENCE = 3
const EXPIRES = 4
const NOT_BEFORE = 5
const ISSUED = 6
const ID = 7
const HOLDER = 8
/** The registered claim of Token Status List; the list is the one of the audience, and needs no address. */
const STATUS = 65535
/** The value, and the rights: of private use, under one label because labels of that range are long. */
const HOLDING = -65537

/** 96 bits: not guessed, and drawn anew for each copy. */
export const ID_BYTES = 12
const VALUE_BYTES = 16
export const MOST_RIGHTS = 6
/** Names of partners, sectors, products and classes. */
const NAME = /^[a-z\d][a-z\d_-]{0,39}$/
const HOUR = 3600

export interface Audience {
  partner: string
  sector: string
}

export interface Right {
  product: string
  /** Empty when the product has no classes. */
  class: string
  /** Uses left when the token was issued; null when they are not counted. */
  left: number | null
  /** In seconds; null when it ends with the token. */
  until: number | null
}

export interface Claims {
  issuer: string
  audience: Audience
  /** In seconds, as all times of tokens. */
  expiresAt: number
  notBefore: number
  issuedAt: number
  id: Bytes
  /** Null on paper, which signs nothing. */
  holder: PublicKey | null
  statusIndex: number
  /** The one value of that pass for that partner and sector. */
  value: Bytes
  rights: readonly Right[]
}

export type Life = Pick<Claims, 'issuedAt' | 'notBefore' | 'expiresAt'>

function lifeFrom(now: number, hours: number, step: number): Life {
  const issuedAt = Math.floor(now / step) * step
  return { issuedAt, notBefore: issuedAt, expiresAt: issuedAt + hours * HOUR + step }
}

/** Tokens of one hour bear one time: when somebody’s were fetched is nothing to join two partners by. */
export const lifeOf = (now: number, hours: number): Life => lifeFrom(now, hours, HOUR)
/** A paper is shown for a year: those of thirty days bear one time, for an hour would be somebody’s. */
export const paperLife = (now: number, hours: number): Life => lifeFrom(now, hours, 30 * 24 * HOUR)

export const audienceName = ({ partner, sector }: Audience): string => `${partner}/${sector}`

// COSE_Key (RFC 9052 §7, RFC 9053 §7.1.1): EC2, P-256, the second coordinate told by its parity.
const keyMap = ({ x, odd }: PublicKey) =>
  new Map<number, unknown>([
    [1, 2],
    [-1, 1],
    [-2, x],
    [-3, odd],
  ])

const writeRight = (right: Right) => [right.product, right.class, right.left, right.until]

export function writeClaims(claims: Claims): Bytes {
  const map = new Map<number, unknown>([
    [ISSUER, claims.issuer],
    [AUDIENCE, audienceName(claims.audience)],
    [EXPIRES, claims.expiresAt],
    [NOT_BEFORE, claims.notBefore],
    [ISSUED, claims.issuedAt],
    [ID, claims.id],
    [STATUS, new Map([['idx', claims.statusIndex]])],
    [HOLDING, [claims.value, claims.rights.map(writeRight)]],
  ])
  if (claims.holder !== null) map.set(HOLDER, new Map([[1, keyMap(claims.holder)]]))
  return write(map)
}

const isName = (value: unknown): value is string => typeof value === 'string' && NAME.test(value)

function readAudience(value: unknown): Audience | null {
  if (typeof value !== 'string') return null
  const [partner, sector, ...more] = value.split('/')
  return isName(partner) && isName(sector) && more.length === 0 ? { partner, sector } : null
}

function readRight(value: unknown): Right | null {
  if (!Array.isArray(value) || value.length !== 4) return null
  const [product, class_, left, until] = value as unknown[]
  if (!isName(product) || (class_ !== '' && !isName(class_))) return null
  if (left !== null && !isCount(left, 1_000_000)) return null
  if (until !== null && !isCount(until)) return null
  return { product, class: class_, left, until }
}

/** @returns undefined when it is no key, null when there is none */
function readHolder(value: unknown): PublicKey | null | undefined {
  if (value === undefined) return null
  const key = isMap(value) && value.size === 1 ? value.get(1) : undefined
  if (!isMap(key) || !hasOnly(key, [1, -1, -2, -3]) || key.get(1) !== 2 || key.get(-1) !== 1) return undefined
  const x = key.get(-2)
  const odd = key.get(-3)
  return isBytes(x, 32) && typeof odd === 'boolean' ? { x, odd } : undefined
}

function readHolding(value: unknown): Pick<Claims, 'value' | 'rights'> | null {
  if (!Array.isArray(value) || value.length !== 2 || !isBytes(value[0], VALUE_BYTES)) return null
  const given: unknown = value[1]
  if (!Array.isArray(given) || given.length === 0 || given.length > MOST_RIGHTS) return null
  const rights = given.map(readRight).filter((right) => right !== null)
  return rights.length === given.length ? { value: value[0], rights } : null
}

function readStatus(value: unknown): number | null {
  const index = isMap(value) && value.size === 1 ? value.get('idx') : undefined
  return isCount(index, 2 ** 31) ? index : null
}

const KNOWN = [ISSUER, AUDIENCE, EXPIRES, NOT_BEFORE, ISSUED, ID, HOLDER, STATUS, HOLDING]

/** @returns null when anything is missing, out of bounds or not understood */
export function readClaims(bytes: Uint8Array): Claims | null {
  const map = read(bytes, 800)
  if (!isMap(map) || !hasOnly(map, KNOWN)) return null
  const issuer = map.get(ISSUER)
  const audience = readAudience(map.get(AUDIENCE))
  const [expiresAt, notBefore, issuedAt] = [EXPIRES, NOT_BEFORE, ISSUED].map((label) => map.get(label))
  const id = map.get(ID)
  const holding = readHolding(map.get(HOLDING))
  const holder = readHolder(map.get(HOLDER))
  const statusIndex = readStatus(map.get(STATUS))
  if (typeof issuer !== 'string' || issuer === '' || issuer.length > 40 || audience === null) return null
  if (!isCount(expiresAt) || !isCount(notBefore) || !isCount(issuedAt)) return null
  if (!isBytes(id, ID_BYTES) || holding === null) return null
  if (holder === undefined || statusIndex === null) return null
  return { issuer, audience, expiresAt, notBefore, issuedAt, id, holder, statusIndex, ...holding }
}
