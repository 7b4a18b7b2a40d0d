// Reads a 2D-Doc, version DC04: the code printed on tax notices and bills, signed by whoever made them. Returns nothing unverified.
import { type KeyObject, verify } from 'node:crypto'
import { fromBase32 } from './base32.ts'
import { type Refused, refused } from './refusals.ts'
import { signerOf, type Trusted } from './trust-list.ts'
import { FIELDS, UNKNOWN } from './two-d-doc-fields.ts'

/** A document whose signature holds. */
export interface SignedDocument {
  readonly ok: true
  readonly type: string
  readonly country: string
  /** `YYYY-MM-DD`; null: it does not say. */
  readonly issuedOn: string | null
  readonly signedOn: string
  readonly fields: ReadonlyMap<string, DocValue>
}

export interface DocValue {
  readonly text: string
  /** Its end was cut off for want of room. */
  readonly isCut: boolean
}

const [FIELD_ENDS, FIELD_IS_CUT, SIGNATURE_BEGINS] = ['\u001d', '\u001e', '\u001f']
const HEADER =
  /^DC(\d\d)([A-Z0-9]{4})([A-Z0-9]{4})([0-9A-F]{4})([0-9A-F]{4})([0-9A-Z]{2})([0-9A-Z]{2})([A-Z]{2})/
const HEADER_SIZE = 26
/** A DataMatrix holds no more. */
const MOST = 2500

// A key has one length of signature (r then s) and one hash.
const CURVES: Readonly<Record<string, { size: number; hash: string }>> = {
  prime256v1: { size: 64, hash: 'sha256' },
  secp384r1: { size: 96, hash: 'sha384' },
  secp521r1: { size: 132, hash: 'sha512' },
}

const EPOCH = Date.UTC(2000, 0, 1)
/** Days since 2000-01-01, in hexadecimal; null: no date. */
const dayIn = (hex: string): string | null =>
  hex === 'FFFF' ? null : new Date(EPOCH + Number.parseInt(hex, 16) * 86_400_000).toISOString().slice(0, 10)

/** @param today `YYYY-MM-DD`, in the zone of the territory */
export function readTwoDDoc(
  text: string,
  { trust, today }: { trust: Trusted; today: string },
): SignedDocument | Refused {
  // A reader held in hand ends what it types with a line.
  const [signed = '', signature, more] = text.replace(/[\r\n]+$/, '').split(SIGNATURE_BEGINS)
  const header = HEADER.exec(signed)
  if (text.length > MOST || header === null || signature === undefined || more !== undefined)
    return refused('shape')
  const [, version, authority = '', certificate = '', issued = '', dated = '', type = '', , country = ''] =
    header
  if (version !== '04') return refused('version')
  const signedOn = dayIn(dated)
  if (signedOn === null) return refused('undated')
  const signer = signerOf(trust, { authority, certificate, signedOn })
  if (!signer.ok) return signer
  if (!isSignedBy(signer.key, signed, signature)) return refused('signature')
  const issuedOn = dayIn(issued)
  if (signedOn > today || (issuedOn ?? '') > today) return refused('future')
  const fields = fieldsIn(signed.slice(HEADER_SIZE))
  return fields === null ? refused('shape') : { ok: true, type, country, issuedOn, signedOn, fields }
}

function isSignedBy(key: KeyObject, signed: string, signature: string): boolean {
  const curve = CURVES[key.asymmetricKeyDetails?.namedCurve ?? '']
  const bytes = fromBase32(signature)
  if (curve === undefined || bytes?.length !== curve.size) return false
  return verify(curve.hash, Buffer.from(signed, 'utf8'), { key, dsaEncoding: 'ieee-p1363' }, bytes)
}

/** Fields by id, each once; null when the text is not made of fields. */
function fieldsIn(text: string): ReadonlyMap<string, DocValue> | null {
  const fields = new Map<string, DocValue>()
  let rest = text
  while (rest !== '') {
    const id = rest.slice(0, 2)
    if (!/^[0-9A-Z]{2}$/.test(id) || fields.has(id)) return null
    const { least, most } = (Object.hasOwn(FIELDS, id) ? FIELDS[id] : undefined) ?? UNKNOWN
    const end = rest.slice(2).search(/[\u001d\u001e]/)
    const left = end < 0 ? rest.length - 2 : end
    const size = Math.min(left, most ?? left)
    if (size < least) return null
    const mark = rest.charAt(2 + size)
    const isMarked = mark === FIELD_ENDS || mark === FIELD_IS_CUT
    fields.set(id, { text: rest.slice(2, 2 + size).trim(), isCut: mark === FIELD_IS_CUT })
    rest = rest.slice(2 + size + (isMarked ? 1 : 0))
  }
  return fields
}
