// What a door did, each line holding the digest of the one before: none is changed, moved or taken out of the middle unseen. It holds
// the id of the copy that was shown, which is used once, and nothing that names anybody.
import { fromText, sha256, toText } from '../token/bytes.ts'
import { write } from '../token/cbor.ts'
import type { Refusal } from '../token/words.ts'
import type { Decision } from './decide.ts'

export interface Event {
  /** In seconds, by the clock of the door set right by the server’s: what was shown is proved of that time. */
  at: number
  /** `let-in`: by the person at the door, in spite of a refusal; `undone`: taken back at once. */
  result: 'ok' | Refusal | 'let-in' | 'undone'
  product: string | null
  class: string | null
  /** Taken of a credit. */
  cents: number | null
  /** The id of the copy, in base64url. */
  cti: string | null
}

export interface Head {
  seq: number
  /** In base64url. */
  hash: string
}

export interface Entry extends Event, Head {
  /** The digest of the entry before. */
  prev: string
}

/** Before the first entry of a door. */
export const START: Head = { seq: 0, hash: toText(new Uint8Array(32)) }

export function eventOf(decision: Decision, at: number): Event {
  if (!decision.ok) {
    const nothing = { product: null, class: null, cents: null }
    return { at, result: decision.why, ...nothing, cti: decision.id }
  }
  const { product, cents, id } = decision
  return { at, result: 'ok', product, class: decision.class, cents, cti: id }
}

/** SHA-256 over the deterministic CBOR of all but the digest itself; null when a text is no base64url. */
async function digest({ seq, at, result, product, class: class_, cents, cti, prev }: Omit<Entry, 'hash'>) {
  const shown = cti === null ? null : fromText(cti)
  const before = fromText(prev)
  if (before === null || (cti !== null && shown === null)) return null
  const said = { seq, at, result, product, class: class_, cents, cti: shown, prev: before }
  return toText(await sha256(write(said)))
}

/** @throws RangeError for an id that is no base64url */
export async function entryAfter({ seq, hash: prev }: Head, event: Event): Promise<Entry> {
  const entry = { ...event, seq: seq + 1, prev }
  const hash = await digest(entry)
  if (hash === null) throw new RangeError('no id of a copy')
  return { ...entry, hash }
}

/**
 * @param after the last entry that was believed
 * @returns the last entry, or how many were good before the first that does not follow
 */
export async function followed(entries: readonly Entry[], after: Head): Promise<Head | { broken: number }> {
  let head = after
  for (const [n, entry] of entries.entries()) {
    const follows = entry.seq === head.seq + 1 && entry.prev === head.hash
    if (!follows || (await digest(entry)) !== entry.hash) return { broken: n }
    head = { seq: entry.seq, hash: entry.hash }
  }
  return head
}
