// SQL of what people let sites receive, and of the ledger that remembers it.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { type ChainedEntry, entryHash, type SealedValues } from './consent-chain.ts'

export interface Consent {
  id: number
  personId: number
  clientId: string
  scopes: string[]
  granted: string[]
  refused: string[]
  givenAt: Date
  lastUsedAt: Date
}

export type EntryKind = 'information' | 'consent' | 'refusal' | 'withdrawal' | 'expiry'

/** Days without use after which a consent has ended: the figure of the rule `consent.expire` of the register. */
export const CONSENT_DAYS = 365
/** Consents last used before that have ended. */
const limitOf = (tx: Read) => new Date(tx.now.getTime() - CONSENT_DAYS * 86_400_000)

const columns = sql`s.id, s.person_id as "personId", s.client_id as "clientId", s.scopes, s.granted, s.refused, s.given_at as "givenAt", s.last_used_at as "lastUsedAt"`

/** What the person lets that site receive, or null: never asked, withdrawn, or a year without use. */
export async function liveConsent(tx: Read, personId: number, clientId: string): Promise<Consent | null> {
  const { rows } = await sql<Consent>`
    select ${columns} from identity.consent s
    where s.person_id = ${personId} and s.client_id = ${clientId} and s.ended_at is null and s.last_used_at > ${limitOf(tx)}`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

export async function consentsOf(tx: Read, personId: number): Promise<Consent[]> {
  const { rows } = await sql<Consent>`
    select ${columns} from identity.consent s
    where s.person_id = ${personId} and s.ended_at is null and s.last_used_at > ${limitOf(tx)} order by s.last_used_at desc, s.id`.execute(
    tx.q,
  )
  return rows
}

/** Names of the sites that the actor answered, or that received something of theirs, whoever administers them. */
export async function siteNames(
  tx: Read,
): Promise<Map<string, { name: string; authorityName: string; sector: string }>> {
  const { rows } = await sql<{ id: string; name: string; authorityName: string; sector: string }>`
    select id, name, authority_name as "authorityName", sector from identity.known_sites()`.execute(tx.q)
  return new Map(rows.map((row) => [row.id, row]))
}

export async function lockConsents(tx: Write, personId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('identity.consent'), ${personId}::integer)`.execute(tx.q)
}

/** @returns the consent that was live, or null */
export async function endConsent(tx: Write, personId: number, clientId: string): Promise<Consent | null> {
  const { rows } = await sql<Consent>`
    update identity.consent s set ended_at = ${tx.now} where s.person_id = ${personId} and s.client_id = ${clientId} and s.ended_at is null
    returning ${columns}`.execute(tx.q)
  return rows[0] ?? null
}

export interface NewConsent {
  personId: number
  clientId: string
  scopes: readonly string[]
  granted: readonly string[]
  refused: readonly string[]
}

export async function insertConsent(tx: Write, made: NewConsent): Promise<void> {
  await sql`
    insert into identity.consent (person_id, client_id, scopes, granted, refused, given_at, last_used_at)
    values (${made.personId}, ${made.clientId}, ${made.scopes as string[]}, ${made.granted as string[]}, ${made.refused as string[]}, ${tx.now}, ${tx.now})`.execute(
    tx.q,
  )
}

/** Notes that the consent served, at most once a day: the year begins again. */
export async function noteConsentUse(tx: Write, id: number): Promise<void> {
  await sql`update identity.consent set last_used_at = ${tx.now}
    where id = ${id} and last_used_at < ${new Date(tx.now.getTime() - 86_400_000)}`.execute(tx.q)
}

/** The words and the channel of today's questions: `textVersion` changes with pages/authorize.ts. */
const ASKED = { textVersion: '2026-11', language: 'fr', channel: 'web' }

/** Appends to the ledger of the person: each entry follows the one before (consent-chain.ts). */
export async function addEntry(
  tx: Write,
  personId: number,
  clientId: string,
  kind: EntryKind,
  values: readonly string[],
  sealed: SealedValues | null = null,
): Promise<void> {
  if (values.length === 0) return
  await lockConsents(tx, personId)
  // Where the ledger ended, even when retention has forgotten all of it.
  const { rows } = await sql<{ seq: number; hash: Buffer }>`
    select seq, hash from platform.chain_head where chain = 'ledger' and subject_id = ${personId}`.execute(
    tx.q,
  )
  const seq = (rows[0]?.seq ?? 0) + 1
  const previous = rows[0]?.hash ?? null
  const fact = { personId, clientId, seq, kind, valueIds: values, at: tx.now, ...ASKED }
  const hash = entryHash(previous, { ...fact, valuesDigest: sealed?.digest ?? null })
  await sql`insert into identity.consent_entry (person_id, client_id, kind, value_ids, at, text_version, language, channel, values_salt,
      values_digest, seq, previous_hash, hash)
    values (${personId}, ${clientId}, ${kind}, ${values as string[]}, ${tx.now}, ${ASKED.textVersion}, ${ASKED.language},
      ${ASKED.channel}, ${sealed?.salt ?? null}, ${sealed?.digest ?? null}, ${seq}, ${previous}, ${hash})`.execute(
    tx.q,
  )
}

/** A page of every ledger, in order: to verify them. Entries older than the chain have no `seq`. */
export async function chainedEntries(
  tx: Read,
  after: { personId: number; seq: number },
  most: number,
): Promise<ChainedEntry[]> {
  const { rows } = await sql<ChainedEntry>`
    select person_id as "personId", client_id as "clientId", seq, kind, value_ids as "valueIds", at, text_version as "textVersion",
      language, channel, values_digest as "valuesDigest", previous_hash as "previousHash", hash
    from identity.consent_entry where seq is not null and (person_id, seq) > (${after.personId}, ${after.seq})
    order by person_id, seq limit ${most}`.execute(tx.q)
  return rows
}

/** Ledgers whose last entry is not the one that was written last. A ledger that retention emptied ends with nothing. */
export async function cutLedgers(tx: Read): Promise<{ personId: number; seq: number; endSeq: number }[]> {
  const { rows } = await sql<{ personId: number; seq: number; endSeq: number }>`
    select h.subject_id as "personId", h.seq, l.seq as "endSeq" from platform.chain_head h
      join lateral (select e.seq, e.hash from identity.consent_entry e where e.person_id = h.subject_id and e.seq is not null
        order by e.seq desc limit 1) l on true
    where h.chain = 'ledger' and (l.seq <> h.seq or l.hash <> h.hash) order by 1`.execute(tx.q)
  return rows
}

/** Ledgers whose beginning retention has forgotten, or all of it. */
export async function shortenedLedgers(tx: Read): Promise<number> {
  const { rows } = await sql<{ shortened: number }>`
    select count(*)::int as shortened from platform.chain_head h where h.chain = 'ledger'
      and not exists (select from identity.consent_entry e where e.person_id = h.subject_id and e.seq = 1)`.execute(
    tx.q,
  )
  return rows[0]?.shortened ?? 0
}

/** Sites of one sector: of one authority, or of all but those that have their own entry in the register. */
export interface SiteScope {
  sector: string
  authorityCode: string | null
  except: readonly string[]
}

/** Ends the consents of these sites that nobody used since `before`. */
export async function endStaleConsents(
  tx: Write,
  before: Date,
  { sector, authorityCode, except }: SiteScope,
  most: number,
): Promise<Consent[]> {
  const { rows } = await sql<Consent>`
    update identity.consent s set ended_at = ${tx.now} where s.id in (
      select w.id from identity.consent w join identity.client c on c.id = w.client_id join territory.authority a on a.id = c.authority_id
      where w.ended_at is null and w.last_used_at < ${before} and c.sector = ${sector}
        and (a.code = ${authorityCode} or (${authorityCode}::text is null and a.code <> all (${except as string[]}::text[])))
      order by w.id limit ${most})
    returning ${columns}`.execute(tx.q)
  return rows
}

/** Consents that ended before that, with what shows them. @returns how many rows went */
export async function forgetConsents(tx: Write, before: Date, most: number): Promise<number> {
  const { rows } = await sql<{ gone: number }>`
    select identity.forget_consents(${before}, ${most}) as gone`.execute(tx.q)
  return rows[0]?.gone ?? 0
}

export interface Entry {
  clientId: string
  kind: EntryKind
  valueIds: string[]
  at: Date
}

/** The ledger of the person, newest first. */
export async function entriesOf(tx: Read, personId: number): Promise<Entry[]> {
  const { rows } = await sql<Entry>`
    select client_id as "clientId", kind, value_ids as "valueIds", at from identity.consent_entry
    where person_id = ${personId} order by id desc limit 200`.execute(tx.q)
  return rows
}
