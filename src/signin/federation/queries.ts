// SQL of sign-in through providers: attempts, links, arrivals, sign-out. The system's alone, except reading one's own links.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { ProviderId } from './providers.ts'

export interface Attempt {
  provider: ProviderId | 'employer'
  /** Whose provider, of an employer. */
  authorityId?: number | null
  purpose: 'sign-in' | 'link'
  personId: number | null
  nonce: string
  verifier: string | null
  next: string | null
}

export async function insertAttempt(
  tx: Write,
  attempt: Attempt & { stateHash: Buffer; visitorId: string; expiresAt: Date },
): Promise<void> {
  const { stateHash, visitorId, provider, purpose, personId, nonce, verifier, next, expiresAt } = attempt
  const { authorityId = null } = attempt
  await sql`
    insert into accounts.federation_attempt (state_hash, visitor_id, provider, authority_id, purpose, person_id, nonce, verifier, next, created_at, expires_at)
    values (${stateHash}, ${visitorId}, ${provider}, ${authorityId}, ${purpose}, ${personId}, ${nonce}, ${verifier}, ${next}, ${tx.now}, ${expiresAt})`.execute(
    tx.q,
  )
}

/** The attempt of that state, of that browser and provider, once; null otherwise. */
export async function takeAttempt(
  tx: Write,
  asked: { stateHash: Buffer; visitorId: string; provider: Attempt['provider'] },
): Promise<Attempt | null> {
  const { rows } = await sql<Attempt>`
    delete from accounts.federation_attempt
    where state_hash = ${asked.stateHash} and visitor_id = ${asked.visitorId} and provider = ${asked.provider} and expires_at > ${tx.now}
    returning provider, authority_id as "authorityId", purpose, person_id as "personId", nonce, verifier, next`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

/** Who somebody is at a provider, in what we keep of it. */
export interface Known {
  issuer: string
  subject: string
  acr: string
  pivotHash: Buffer | null
  emailHash: Buffer | null
  idpId: string | null
  uid: string | null
  siret: string | null
}

export interface Link extends Known {
  id: number
  personId: number
  provider: ProviderId
  firstUsedAt: Date
  lastUsedAt: Date
}

const linkColumns = sql`
  id, person_id as "personId", provider, issuer, subject, acr, first_used_at as "firstUsedAt", last_used_at as "lastUsedAt",
  pivot_hash as "pivotHash", email_hash as "emailHash", idp_id as "idpId", uid, siret`

export async function linkBySubject(tx: Read, issuer: string, subject: string): Promise<Link | null> {
  const { rows } = await sql<Link>`
    select ${linkColumns} from accounts.external_identity where issuer = ${issuer} and subject = ${subject}`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

export async function linksOf(tx: Read, personId: number): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select ${linkColumns} from accounts.external_identity where person_id = ${personId} order by provider, id`.execute(
    tx.q,
  )
  return rows
}

/** A link that looks like the same human being: the same civil status first, else the same address. */
export async function similarLink(tx: Read, known: Known): Promise<Link | null> {
  const { issuer, subject, pivotHash, emailHash } = known
  const { rows } = await sql<Link>`
    select ${linkColumns} from accounts.external_identity
    where issuer = ${issuer} and subject <> ${subject} and (pivot_hash = ${pivotHash} or email_hash = ${emailHash})
    order by (pivot_hash = ${pivotHash}) desc nulls last, id limit 1`.execute(tx.q)
  return rows[0] ?? null
}

/** The new link's id, or null when that identity, or that person, has one already. */
export async function insertLink(
  tx: Write,
  link: Known & { personId: number; provider: ProviderId },
): Promise<number | null> {
  const { personId, provider, issuer, subject, acr, pivotHash, emailHash, idpId, uid, siret } = link
  const { rows } = await sql<{ id: number }>`
    insert into accounts.external_identity (person_id, provider, issuer, subject, acr, first_used_at, last_used_at, pivot_hash, email_hash, idp_id, uid, siret)
    values (${personId}, ${provider}, ${issuer}, ${subject}, ${acr}, ${tx.now}, ${tx.now}, ${pivotHash}, ${emailHash}, ${idpId}, ${uid}, ${siret})
    on conflict do nothing returning id`.execute(tx.q)
  return rows[0]?.id ?? null
}

/** Notes the use; what the provider says of organisation and address may change, the identity may not. */
export async function touchLink(
  tx: Write,
  id: number,
  { acr, emailHash, idpId, uid, siret }: Known,
): Promise<void> {
  await sql`
    update accounts.external_identity set last_used_at = ${tx.now}, acr = ${acr}, email_hash = ${emailHash}, idp_id = ${idpId}, uid = ${uid}, siret = ${siret}
    where id = ${id}`.execute(tx.q)
}

/** Was there such a link of that person? */
export async function deleteLink(tx: Write, id: number, personId: number): Promise<boolean> {
  const { rows } = await sql`
    delete from accounts.external_identity where id = ${id} and person_id = ${personId} returning id`.execute(
    tx.q,
  )
  return rows.length > 0
}

export async function deleteLinksAt(tx: Write, personId: number, issuer: string): Promise<void> {
  await sql`delete from accounts.external_identity where person_id = ${personId} and issuer = ${issuer}`.execute(
    tx.q,
  )
}

/** The person with that address (verified) and a role in force in the organisation of that SIREN (9 digits); null when none. */
export async function agentOf(
  tx: Read,
  who: { email: string } | { personId: number },
  siren: string,
): Promise<number | null> {
  const here = 'email' in who ? sql`p.id = accounts.of_email(${who.email})` : sql`p.id = ${who.personId}`
  const { rows } = await sql<{ id: number }>`
    select p.id from accounts.person p
    where ${here} and p.email_verified_at is not null and p.closed_at is null and exists (
      select from accounts.membership m join territory.unit u on u.id = m.unit_id join territory.authority a on a.id = u.authority_id
      where m.person_id = p.id and a.siren = ${siren}
        and m.valid_from <= territory.day_of(${tx.now}) and (m.valid_to is null or m.valid_to >= territory.day_of(${tx.now})))`.execute(
    tx.q,
  )
  return rows[0]?.id ?? null
}

export async function saveProviderSession(
  tx: Write,
  kept: { visitorId: string; provider: ProviderId; lockedIdToken: Buffer; expiresAt: Date },
): Promise<void> {
  const { visitorId, provider, lockedIdToken, expiresAt } = kept
  await sql`
    insert into accounts.federation_session (visitor_id, provider, locked_id_token, expires_at)
    values (${visitorId}, ${provider}, ${lockedIdToken}, ${expiresAt})
    on conflict (visitor_id) do update set provider = excluded.provider,
      locked_id_token = excluded.locked_id_token, expires_at = excluded.expires_at`.execute(tx.q)
}

/** What the browser may sign out of at its provider, once. */
export async function takeProviderSession(
  tx: Write,
  visitorId: string,
): Promise<{ provider: ProviderId; lockedIdToken: Buffer } | null> {
  const { rows } = await sql<{ provider: ProviderId; lockedIdToken: Buffer; isLive: boolean }>`
    delete from accounts.federation_session where visitor_id = ${visitorId}
    returning provider, locked_id_token as "lockedIdToken", expires_at > ${tx.now} as "isLive"`.execute(tx.q)
  const [row] = rows
  return row?.isLive ? row : null
}

/** Forgets what came to its end. */
export async function sweepFederation(tx: Write): Promise<void> {
  await sql`delete from accounts.federation_attempt where expires_at < ${tx.now}`.execute(tx.q)
  await sql`delete from accounts.federation_arrival where expires_at < ${tx.now}`.execute(tx.q)
  await sql`delete from accounts.federation_session where expires_at < ${tx.now}`.execute(tx.q)
}
