// Who opened whose file, and why (GDPR art. 15 and 32): append-only, one hash chain per person, that the person can check.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Read, Write } from '../db/db.ts'
import { canonicalJson } from './events.ts'

/** `request`, `file`, `account`: an agent opened it. `site`: a site received values. `mandate`: a helper acted. `pass`: a desk served it. */
export type AccessKind = 'request' | 'file' | 'account' | 'site' | 'export' | 'mandate' | 'pass'

export interface Access {
  /** Whose file. */
  personId: number
  kind: AccessKind
  /** What was opened, in words the person knows: a reference, the name of a site. */
  object: string
  /** Entry of the register of processing. */
  purpose: string
  /** Who: null for a site, or for the person themselves. */
  actorId: number | null
  /** For which authority; null: for the account itself. */
  authorityId: number | null
  /** Role in that authority, `site`, `self` or `helper`. */
  role: string
  /** Values that were received. */
  valueIds?: readonly string[]
}

/** An agent who reads their own file, or that of somebody of the same authority. */
export type Closeness = 'self' | 'colleague'

export interface AccessEntry extends Omit<Access, 'valueIds'> {
  id: number
  seq: number
  at: Date
  valueIds: string[]
  closeness: Closeness | null
  salt: Buffer
  previousHash: Buffer | null
  hash: Buffer
}

/** The same agent who opens the same thing again within an hour is one entry. */
const AGAIN_MS = 3_600_000

const digest = (salt: Uint8Array, text: string): string =>
  createHash('sha256').update(salt).update(text).digest('hex')

type Said = Omit<AccessEntry, 'id' | 'hash' | 'previousHash'>

/** What an entry says, in a form that names nobody: the digests of person and actor differ in each entry. */
export function saidOf(entry: Said): Record<string, unknown> {
  const { seq, at, authorityId, role, kind, object, purpose, valueIds, closeness, salt } = entry
  return {
    seq,
    at: at.toISOString(),
    person: digest(salt, `person:${entry.personId}`),
    actor: entry.actorId === null ? null : digest(salt, `actor:${entry.actorId}`),
    authorityId,
    role,
    kind,
    object,
    purpose,
    valueIds,
    closeness,
  }
}

/** sha256 of the previous hash and of what the entry says (canonical JSON: keys in order, no space). */
function accessHash(previous: Uint8Array | null, entry: Said): Buffer {
  return createHash('sha256')
    .update(previous ?? '')
    .update(canonicalJson(saidOf(entry)))
    .digest()
}

/** Was it noted less than an hour ago? Whoever only reads may ask. */
export async function isNoted(tx: Read, access: Access): Promise<boolean> {
  const since = new Date(tx.now.getTime() - AGAIN_MS)
  const { rows } = await sql<{ noted: boolean }>`
    select platform.access_noted(${access.personId}, ${access.object}, ${access.kind}, ${access.role}, ${access.actorId},
      ${[...(access.valueIds ?? [])]}::text[], ${since}) as noted`.execute(tx.q)
  return rows[0]?.noted ?? false
}

/**
 * Notes that somebody opened a person's file; nothing when it was noted less than an hour ago. Whoever is not the system notes what
 * they reach themselves.
 * @param closeness asked only when an entry is written
 * @returns true when an entry was written
 */
export async function recordAccess(
  tx: Write,
  access: Access,
  closeness: (tx: Read) => Promise<Closeness | null> = async () => null,
): Promise<boolean> {
  if (await isNoted(tx, access)) return false
  const close = access.actorId === access.personId ? 'self' : await closeness(tx)
  const { personId, actorId, authorityId, role, kind, object, purpose, valueIds = [] } = access
  // The database numbers, salts and chains the entry itself: nobody writes in the journal otherwise (db/migrations/000070).
  await sql`select platform.note_access(${personId}, ${actorId}, ${authorityId}, ${role}, ${kind}, ${object}, ${purpose},
    ${[...valueIds]}::text[], ${close}, ${tx.now})`.execute(tx.q)
  return true
}

const columns = sql`id, person_id as "personId", seq, at, actor_id as "actorId", authority_id as "authorityId", role, kind, object,
  purpose, value_ids as "valueIds", closeness, salt, previous_hash as "previousHash", hash`

/** The journal of a person, oldest first. */
export async function accessEntriesOf(tx: Read, personId: number): Promise<AccessEntry[]> {
  const { rows } = await sql<AccessEntry>`
    select ${columns} from platform.access_entry where person_id = ${personId} order by seq`.execute(tx.q)
  return rows
}

/** What came before the first entry that is left. */
export interface Anchor {
  seq: number
  hash: Buffer
}

export async function accessAnchorOf(tx: Read, personId: number): Promise<Anchor | null> {
  const { rows } = await sql<Anchor>`
    select seq, hash from platform.access_anchor where person_id = ${personId}`.execute(tx.q)
  return rows[0] ?? null
}

/** The first entry that does not hold, and why; null when the whole journal holds. `entries`: one person's, in order. */
export function journalFault(
  entries: readonly AccessEntry[],
  anchor: Anchor | null,
): { seq: number; why: string } | null {
  let before: Anchor = anchor ?? { seq: 0, hash: Buffer.alloc(0) }
  for (const entry of entries) {
    const { seq } = entry
    if (seq !== before.seq + 1) return { seq, why: `entry ${before.seq + 1} is missing` }
    const previous = entry.previousHash ?? Buffer.alloc(0)
    if (!previous.equals(before.hash)) return { seq, why: 'does not follow the entry before it' }
    if (!accessHash(entry.previousHash, entry).equals(entry.hash))
      return { seq, why: 'was changed after it was written' }
    before = entry
  }
  return null
}

/** People who have entries after `after`, in order: to walk every journal. */
export async function peopleWithAccess(tx: Read, after: number, most: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct person_id as id from platform.access_entry where person_id > ${after} order by 1 limit ${most}`.execute(
    tx.q,
  )
  return rows.map(({ id }) => id)
}

/** Forgets entries before a date; those left still verify. @returns how many went */
export async function trimAccess(tx: Write, before: Date): Promise<number> {
  const { rows } = await sql<{
    gone: number
  }>`select platform.trim_access(${before}) as gone`.execute(tx.q)
  return rows[0]?.gone ?? 0
}
