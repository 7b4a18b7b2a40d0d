// Doors: enrolled once with a code, known from then on by a key of their own, proven at each call (DPoP, RFC 9449); revoked at once, and the
// night that their partner's agreement ends.
import { createHash } from 'node:crypto'
import {
  calculateJwkThumbprint,
  decodeJwt,
  decodeProtectedHeader,
  importJWK,
  type JWK,
  jwtVerify,
} from 'jose'
import { sql } from 'kysely'
import type { Caller, Sent } from '#platform/api/call.ts'
import { program, system, type Actor } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { BadInput, Forbidden, Unauthenticated } from '#platform/errors.ts'
import type { Keys } from '#platform/keys.ts'
import { readPaperCode } from '#signin'
import { deviceCodeHash } from '../record/devices.ts'

export const DOOR = 'pass.door'

export interface Device {
  id: number
  partnerId: number
  partner: string
  placeId: number
  place: string
  sector: string
  label: string
  /** The last day on which it opens: of the partner's agreement, of the sector. */
  until: string
  lastSeq: number
  lastHash: Buffer | null
}

const columns = sql`d.id, d.partner_id as "partnerId", p.name as partner, d.place_id as "placeId", l.name as place, d.sector, d.label,
  least(p.until, o.until)::text as until, d.last_seq::int as "lastSeq", d.last_hash as "lastHash"`
/** In use: enrolled, not revoked, of an agreement that runs today, in a sector that is open to its authority. */
const inUse = (
  tx: Read,
) => sql`from pass.device d join pass.partner p on p.id = d.partner_id join pass.place l on l.id = d.place_id
  cross join lateral (select pass.open_until(p.authority_id, d.sector, territory.day_of(${tx.now})) as until) o
  where d.revoked_at is null and d.enrolled_at is not null and l.closed_on is null
    and territory.day_of(${tx.now}) between p.since and p.until and o.until is not null`

/** Seconds by which clocks may differ, and that a proof is good for. */
const SKEW = 300
const FRESH = 60
const MOST_PROOF = 1000

interface DoorKey {
  key: CryptoKey
  /** RFC 7638. */
  thumbprint: string
}

const COORDINATE = /^[\w-]{43}$/
/** Keys of doors that called lately: to read one takes as long as its signature. */
const MOST_KEYS = 2000
const read = new Map<string, DoorKey>()

/** The key in the head of a proof: of the one curve, and public. */
async function keyIn(jwk: JWK | undefined): Promise<DoorKey> {
  const { kty, crv, x = '', y = '' } = jwk ?? {}
  if (jwk === undefined || 'd' in jwk || kty !== 'EC' || crv !== 'P-256') throw new Error('another key')
  if (!COORDINATE.test(x) || !COORDINATE.test(y)) throw new Error('no point')
  const known = read.get(`${x}.${y}`)
  if (known !== undefined) return known
  const key = (await importJWK({ kty, crv, x, y }, 'ES256')) as CryptoKey
  return { key, thumbprint: await calculateJwkThumbprint({ kty, crv, x, y }) }
}

/** Of a call that was believed: nobody fills it with keys that signed nothing. */
function remember({ x, y }: JWK, found: DoorKey): void {
  if (read.size >= MOST_KEYS) read.clear()
  read.set(`${x}.${y}`, found)
}

/**
 * Whose key signed this call, for this address and this minute.
 * @returns the thumbprint of the key, and the key; null when it proves nothing
 */
export async function provenKey(
  proof: string,
  { verb, address }: { verb: string; address: string },
  now: Date,
): Promise<{ thumbprint: string; key: Record<string, unknown> } | null> {
  if (proof.length > MOST_PROOF) return null
  try {
    const found = await keyIn(decodeProtectedHeader(proof).jwk)
    const { payload, protectedHeader } = await jwtVerify(proof, found.key, {
      ...{ typ: 'dpop+jwt', algorithms: ['ES256'], clockTolerance: SKEW, currentDate: now },
      ...{ requiredClaims: ['iat', 'jti'], maxTokenAge: FRESH },
    })
    const { jwk } = protectedHeader
    if (jwk === undefined || payload.htm !== verb || payload.htu !== address) return null
    remember(jwk, found)
    const { kty, crv, x, y } = jwk
    return { thumbprint: found.thumbprint, key: { kty, crv, x, y } }
  } catch {
    return null
  }
}

const addressOf = ({ url }: Sent, publicUrl: string): string =>
  new URL(url.split('?', 1)[0] ?? '/', publicUrl).href

export const doorCaller: Caller = {
  title: 'Porte du pass, qui signe chaque appel de sa clé (DPoP)',
  scheme: { type: 'apiKey', in: 'header', name: 'DPoP' },
  async identify({ db, config }, secret, sent) {
    if (secret === null) return null
    const proof = { verb: sent.verb, address: addressOf(sent, config.publicUrl) }
    const proven = await provenKey(secret, proof, db.clock())
    if (proven === null) return null
    return db.read(system, (tx) => bearerOf(tx, proven.thumbprint))
  },
}

/**
 * Whose key that is. A key is of one door for ever, so the process remembers it; whether the door is still in use is asked in the transaction
 * of each call (`callingDevice`), by all that doors may call.
 */
async function bearerOf(tx: Read, thumbprint: string): Promise<Actor | null> {
  const name = `pass.door ${thumbprint}`
  const known = tx.snapshots.get(name) as Actor | undefined
  if (known !== undefined) return known
  const device = await deviceOf(tx, sql`d.thumbprint = ${thumbprint}`)
  if (device === undefined) return null
  const actor = actorOf(device)
  tx.snapshots.set(name, actor)
  return actor
}

const actorOf = ({ id, label }: Device): Actor => ({ ...program(label, [DOOR]), keyId: id })

async function deviceOf(tx: Read, which: ReturnType<typeof sql>): Promise<Device | undefined> {
  const { rows } = await sql<Device>`select ${columns} ${inUse(tx)} and ${which}`.execute(tx.q)
  return rows[0]
}

/** Of a proof, so that it serves once. */
const digestOf = (deviceId: number, proof: string): Buffer =>
  createHash('sha256')
    .update(`${deviceId} ${String(decodeJwt(proof).jti)}`)
    .digest()

const GONE = 'Cette porte n’est plus en service.'

/** A door that calls, and how often it did in this minute. */
export interface Calling extends Device {
  calls: number
}

/**
 * The door that calls, held until the end of the transaction: of two calls at once, one waits.
 * @param proof by which it was known, that serves once; null: something else is done in its name
 * @throws Unauthenticated when it is in use no more, or the proof was heard before; Forbidden without a proof
 */
export async function callingDevice(
  tx: Write,
  { keyId = 0 }: Pick<Actor, 'keyId'>,
  proof: string | null = null,
): Promise<Calling> {
  const digest = proof === null ? null : digestOf(keyId, proof)
  const until = new Date(tx.now.getTime() + (2 * SKEW + FRESH) * 1000)
  const { rows } = await sql<
    Calling & { isFirst: boolean }
  >`select id, partner_id as "partnerId", partner, place_id as "placeId", place, sector, label,
      until::text, last_seq::int as "lastSeq", last_hash as "lastHash", calls, is_first as "isFirst"
    from pass.hear_door(${keyId}, ${digest}, ${until}, ${tx.now})`.execute(tx.q)
  const [heard] = rows
  if (heard === undefined) throw proof === null ? new Forbidden(GONE) : new Unauthenticated(GONE)
  const { isFirst, ...device } = heard
  if (!isFirst) throw new Unauthenticated('Cet appel a déjà été entendu\u00a0: signez-en un autre.')
  return device
}

const WRONG = 'Ce code n’ouvre aucune porte, a déjà servi ou a plus d’un jour. Demandez-en un autre.'

/** A device takes the place that its code names, with the key that signed this call. As the system. @throws BadInput on `code` */
export async function enrolDevice(
  tools: Pick<Keys, 'config'>,
  tx: Write,
  { code, thumbprint, key }: { code: string; thumbprint: string; key: Record<string, unknown> },
): Promise<Device> {
  const read = readPaperCode(code)
  const hash = read === null ? null : deviceCodeHash(tools, read)
  const { rows } = await sql<{
    id: number
  }>`update pass.device set code_hash = null, key = ${JSON.stringify(key)}::jsonb, thumbprint = ${thumbprint},
      enrolled_at = ${tx.now}, last_seen_at = ${tx.now}
    where code_hash = ${hash} and code_until > ${tx.now} and revoked_at is null
      and not exists (select from pass.device o where o.thumbprint = ${thumbprint}) returning id`.execute(
    tx.q,
  )
  const device = rows[0] && (await deviceOf(tx, sql`d.id = ${rows[0].id}`))
  if (device === undefined) throw new BadInput([{ field: 'code', message: WRONG }])
  return device
}
