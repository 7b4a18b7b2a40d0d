// SQL of what the sites of authorities receive of one person: for « Mes données », the export and the erasure. As the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { EntryKind } from '../store/queries.consent.ts'

export interface HeldConsent {
  authorityId: number
  clientId: string
  site: string
  granted: string[]
  givenAt: Date
  lastUsedAt: Date
}

export async function heldConsents(tx: Read, personId: number): Promise<HeldConsent[]> {
  const { rows } = await sql<HeldConsent>`
    select c.authority_id as "authorityId", c.id as "clientId", c.name as site, s.granted, s.given_at as "givenAt", s.last_used_at as "lastUsedAt"
    from identity.consent s join identity.client c on c.id = s.client_id
    where s.person_id = ${personId} and s.ended_at is null order by s.given_at, s.id`.execute(tx.q)
  return rows
}

export interface HeldEntry {
  authorityId: number
  site: string
  kind: EntryKind
  valueIds: string[]
  at: Date
  textVersion: string
  language: string
  channel: string
}

export async function heldEntries(tx: Read, personId: number): Promise<HeldEntry[]> {
  const { rows } = await sql<HeldEntry>`
    select c.authority_id as "authorityId", c.name as site, e.kind, e.value_ids as "valueIds", e.at,
      e.text_version as "textVersion", e.language, e.channel
    from identity.consent_entry e join identity.client c on c.id = e.client_id
    where e.person_id = ${personId} order by e.id`.execute(tx.q)
  return rows
}

/** Grants, codes, tokens and sessions of the engine: nothing of the person is read any more. @returns how many went */
export async function deleteOfPerson(tx: Write, personId: number): Promise<number> {
  const artifacts = await sql`delete from identity.artifact where person_id = ${personId}`.execute(tx.q)
  const links = await sql`delete from identity.session_link where person_id = ${personId}`.execute(tx.q)
  return Number(artifacts.numAffectedRows ?? 0n) + Number(links.numAffectedRows ?? 0n)
}

/** The digests of values in the ledger stay; without their salts they say nothing of the values any more. */
export async function shredValues(tx: Write, personId: number): Promise<void> {
  await sql`select identity.shred_values(${personId})`.execute(tx.q)
}

/** A site that knew the person, and whether it has heard that the account is closed. */
export interface SiteTold {
  site: string
  authorityId: number
  /** null: the site gave no address to be told at. */
  attempts: number | null
  deliveredAt: Date | null
}

export async function sitesTold(tx: Read, personId: number, since: Date): Promise<SiteTold[]> {
  const { rows } = await sql<SiteTold>`
    select c.name as site, c.authority_id as "authorityId", max(d.attempts)::int as attempts,
      case when bool_and(d.delivered_at is not null) then max(d.delivered_at) end as "deliveredAt"
    from identity.client c
    left join identity.logout_delivery d on d.client_id = c.id and d.person_id = ${personId} and d.created_at >= ${since}
    where exists (select from identity.consent s where s.client_id = c.id and s.person_id = ${personId} and s.ended_at >= ${since})
    group by c.id order by c.name, c.id`.execute(tx.q)
  return rows
}
