// SQL of what people let sites receive, and of the ledger that remembers it.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db.ts'

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

const YEAR = 365 * 86_400_000
/** Consents last used before that have ended. */
const limitOf = (tx: Read) => new Date(tx.now.getTime() - YEAR)

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

/** Names of sites, whoever administers them: act as the system. */
export async function siteNames(
  tx: Read,
  ids: readonly string[],
): Promise<Map<string, { name: string; authorityName: string; sector: string }>> {
  const { rows } = await sql<{ id: string; name: string; authorityName: string; sector: string }>`
    select c.id, c.name, a.name as "authorityName", c.sector from identity.client c join territory.authority a on a.id = c.authority_id
    where c.id = any (${ids as string[]}::text[])`.execute(tx.q)
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

export async function addEntry(
  tx: Write,
  personId: number,
  clientId: string,
  kind: EntryKind,
  values: readonly string[],
): Promise<void> {
  if (values.length === 0) return
  await sql`insert into identity.consent_entry (person_id, client_id, kind, value_ids, at)
    values (${personId}, ${clientId}, ${kind}, ${values as string[]}, ${tx.now})`.execute(tx.q)
}

/** Ends the consents that nobody used for a year. */
export async function endStaleConsents(tx: Write): Promise<Consent[]> {
  const { rows } = await sql<Consent>`
    update identity.consent s set ended_at = ${tx.now} where s.ended_at is null and s.last_used_at <= ${limitOf(tx)} returning ${columns}`.execute(
    tx.q,
  )
  return rows
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
