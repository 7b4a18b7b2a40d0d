// Codes of the moment, of which the server alone makes something: opaque numbers that a phone fetched and shows once each, the one that a
// page draws, what one says aloud. Kept as digests. As the system.
import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { keyedDigest } from '#platform/db/locked.ts'
import type { Keys } from '#platform/keys.ts'
import type { Bytes } from '../token/bytes.ts'
import { toBase32 } from '../token/base32.ts'
import { isShownNow, type Mac, onlineKey, readOnline, writeOnline } from '../token/online.ts'
import { readSpoken } from '../token/spoken.ts'

type Secret = Pick<Keys, 'config'>

/** Numbers that a phone holds at once, and for how long: an hour of showing, should there be no network until tomorrow. */
const BATCH = 60
const BATCH_HOURS = 48
/** A page's code, and what is said. */
const MINUTE = 60

const ID_BYTES = 12
const SPOKEN_BYTES = 5
const hashOf = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest()

/** What a phone and the server share; the phone imports it as a key that no script reads again. */
export const phoneSecret = ({ config }: Secret, supportId: number): Bytes =>
  new Uint8Array(keyedDigest(config.secret, 'pass phone', String(supportId)))

/** At once, where WebCrypto would wait for another thread three times a check. */
const macOf =
  (secret: Bytes): Mac =>
  (said) =>
    createHmac('sha256', secret).update(said).digest()

interface Of {
  passId: number
  /** Null: drawn by a page. */
  supportId: number | null
}

const keep = (
  tx: Write,
  { passId, supportId }: Of,
  hashes: readonly Buffer[],
  seconds: number,
  isSpoken: boolean,
) =>
  sql`insert into pass.code (hash, pass_id, support_id, is_spoken, until)
    select hash, ${passId}, ${supportId}, ${isSpoken}, ${new Date(tx.now.getTime() + seconds * 1000)} from unnest(${hashes as Buffer[]}::bytea[]) hash
    on conflict do nothing`.execute(tx.q)

/** Numbers for a phone; those of before that were not shown are no good any more. */
export async function drawBatch(tx: Write, of: { passId: number; supportId: number }): Promise<Bytes[]> {
  await sql`delete from pass.code where support_id = ${of.supportId} and not is_spoken and used_at is null`.execute(
    tx.q,
  )
  const ids = Array.from({ length: BATCH }, () => new Uint8Array(randomBytes(ID_BYTES)))
  await keep(tx, of, ids.map(hashOf), BATCH_HOURS * 3600, false)
  return ids
}

/** Where a page shows a code for its minute, without a script. */
export interface PageCode {
  serial: string
}

const pageId = ({ config }: Secret, serial: string): Bytes =>
  new Uint8Array(keyedDigest(config.secret, 'pass page code', serial)).slice(0, ID_BYTES)
const pageSecret = ({ config }: Secret, passId: number): Bytes =>
  new Uint8Array(keyedDigest(config.secret, 'pass page', String(passId)))

/** What is said of it, by its serial as well. */
const pageSpoken = ({ config }: Secret, serial: string): string =>
  toBase32(new Uint8Array(keyedDigest(config.secret, 'pass page spoken', serial)).slice(0, SPOKEN_BYTES))

export async function drawPageCode(tools: Secret, tx: Write, passId: number): Promise<PageCode> {
  const serial = randomUUID()
  const of = { passId, supportId: null }
  await keep(tx, of, [hashOf(pageId(tools, serial))], MINUTE, false)
  await keep(tx, of, [hashOf(pageSpoken(tools, serial))], MINUTE, true)
  return { serial }
}

/** What one says instead of what a phone shows, for its minute: the one before is no good any more. */
export async function drawSpoken(
  tx: Write,
  of: { passId: number; supportId: number },
): Promise<{ spoken: string; until: Date }> {
  await sql`delete from pass.code where support_id = ${of.supportId} and is_spoken and used_at is null`.execute(
    tx.q,
  )
  const spoken = toBase32(new Uint8Array(randomBytes(SPOKEN_BYTES)))
  await keep(tx, of, [hashOf(spoken)], MINUTE, true)
  return { spoken, until: new Date(tx.now.getTime() + MINUTE * 1000) }
}

export interface ShownCode {
  /** What its square holds. */
  text: string
  /** What is said instead; each opens once. */
  spoken: string
  until: Date
}

/** What the page shows of it now; null once it is over, shown, or of another pass. */
export async function pageCode(
  tools: Secret,
  tx: Read,
  { passId, serial }: { passId: number; serial: string },
): Promise<ShownCode | null> {
  const id = pageId(tools, serial)
  const { rows } = await sql<{ until: Date }>`select until from pass.code
    where hash = ${hashOf(id)} and pass_id = ${passId} and used_at is null and until > ${tx.now}`.execute(
    tx.q,
  )
  const [kept] = rows
  if (kept === undefined) return null
  const key = await onlineKey(pageSecret(tools, passId))
  const text = await writeOnline(key, id, drawnAt(kept))
  return { text, spoken: pageSpoken(tools, serial), until: kept.until }
}

/** A page stands still: its proof is of when it was drawn, and good for its whole minute. */
const drawnAt = ({ until }: { until: Date }): number => Math.floor(until.getTime() / 1000) - MINUTE

const seconds = (tx: Read): number => Math.floor(tx.now.getTime() / 1000)

/** Whose code it was, and what was shown (so that it is known again). */
export interface TakenCode extends Of {
  shown: Buffer
}

/** Is that a code of the moment at all? Others are tokens, or nothing. */
export const isMomentary = (text: string): boolean => readOnline(text) !== null || readSpoken(text) !== null

/**
 * Takes a code, once. @returns `unread` when it is none of ours, `shown` when it was taken before, `expired` after its minute or without
 * the phone's proof of this minute
 */
export async function takeCode(
  tools: Secret,
  tx: Write,
  text: string,
): Promise<TakenCode | 'unread' | 'shown' | 'expired'> {
  const online = readOnline(text)
  const spoken = online === null ? readSpoken(text) : null
  if (online === null && spoken === null) return 'unread'
  const shown = hashOf(online?.id ?? spoken ?? '')
  const found = await lockCode(tx, shown)
  if (found === undefined) return 'unread'
  if (found.usedAt !== null) return 'shown'
  if (found.until <= tx.now) return 'expired'
  if (online !== null) {
    const secret =
      found.supportId === null ? pageSecret(tools, found.passId) : phoneSecret(tools, found.supportId)
    const now = found.supportId === null ? drawnAt(found) : seconds(tx)
    if (!(await isShownNow(macOf(secret), online, now))) return 'expired'
  }
  await sql`update pass.code set used_at = ${tx.now} where hash = ${shown}`.execute(tx.q)
  return { passId: found.passId, supportId: found.supportId, shown }
}

async function lockCode(tx: Write, hash: Buffer) {
  const { rows } = await sql<{ passId: number; supportId: number | null; until: Date; usedAt: Date | null }>`
    select c.pass_id as "passId", c.support_id as "supportId", c.until, c.used_at as "usedAt" from pass.code c
    join pass.pass p on p.id = c.pass_id left join pass.support s on s.id = c.support_id
    where c.hash = ${hash} and p.stopped_at is null and (c.support_id is null or s.state = 'active') for update of c`.execute(
    tx.q,
  )
  return rows[0]
}
