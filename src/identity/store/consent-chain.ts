// The ledger of consents as a hash chain, one for each person (GDPR art. 7.1: be able to show consent).
import { createHash, randomBytes } from 'node:crypto'
import { canonicalJson } from '#platform/ledger/events.ts'

export interface LedgerFact {
  personId: number
  clientId: string
  seq: number
  kind: string
  valueIds: readonly string[]
  at: Date
  textVersion: string
  language: string
  channel: string
  /** Of what the values were; null when nothing was given. */
  valuesDigest: Buffer | null
}

export interface ChainedEntry extends LedgerFact {
  previousHash: Buffer | null
  hash: Buffer
}

/** What the values were, provable to whoever holds the salt and them, and to nobody else. */
export interface SealedValues {
  salt: Buffer
  digest: Buffer
}

/** sha256 of a new salt and of the claims those values stand for. */
export function sealValues(claims: readonly unknown[]): SealedValues {
  const salt = randomBytes(32)
  return { salt, digest: createHash('sha256').update(salt).update(canonicalJson(claims)).digest() }
}

/** sha256 of the previous hash and of everything the entry says. */
export function entryHash(previous: Uint8Array | null, fact: LedgerFact): Buffer {
  const { valuesDigest, personId, clientId, seq, kind, valueIds, at, textVersion, language, channel } = fact
  const values = valuesDigest?.toString('hex') ?? null
  const said = { personId, clientId, seq, kind, valueIds, at, textVersion, language, channel, values }
  return createHash('sha256')
    .update(previous ?? '')
    .update(canonicalJson(said))
    .digest()
}

/** Why an entry does not hold after the one before it in the same ledger (undefined: the first); null when it does. */
export function entryFault(entry: ChainedEntry, before: ChainedEntry | undefined): string | null {
  const previous = before?.personId === entry.personId ? before : undefined
  // Retention forgets the oldest entries: the first that is left need not be the first that was written.
  if (previous !== undefined && entry.seq !== previous.seq + 1) return 'an entry before it is missing'
  if (previous !== undefined && entry.previousHash?.equals(previous.hash) !== true)
    return 'does not follow the entry before it'
  return entryHash(entry.previousHash, entry).equals(entry.hash) ? null : 'was changed after it was written'
}
