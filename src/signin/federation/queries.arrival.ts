// SQL of people a provider knows and we do not yet: seen only from the browser they came with. The system's alone.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { ProviderId } from './providers.ts'
import type { Known } from './queries.ts'

export interface Newcomer extends Known {
  provider: ProviderId
  name: string
  /** As the provider gave it, not verified. */
  email: string | null
  next: string | null
  /** Civil status, locked for this arrival. */
  lockedCivil: Buffer | null
}

export interface WaitingNewcomer extends Newcomer {
  /** The address being verified. */
  askedEmail: string | null
  codeHash: Buffer | null
  codeExpiresAt: Date | null
}

export async function insertNewcomer(
  tx: Write,
  id: string,
  newcomer: Newcomer & { visitorId: string; expiresAt: Date },
): Promise<void> {
  const { visitorId, provider, issuer, subject, acr, name, email, pivotHash, emailHash, next, lockedCivil } =
    newcomer
  await sql`
    insert into accounts.federation_arrival (id, visitor_id, provider, issuer, subject, acr, name, email, pivot_hash, email_hash, next, locked_civil, created_at, expires_at)
    values (${id}, ${visitorId}, ${provider}, ${issuer}, ${subject}, ${acr}, ${name}, ${email}, ${pivotHash}, ${emailHash}, ${next}, ${lockedCivil}, ${tx.now}, ${newcomer.expiresAt})`.execute(
    tx.q,
  )
}

const columns = sql`
  provider, issuer, subject, acr, name, email, pivot_hash as "pivotHash", email_hash as "emailHash", next, null as "idpId", null as uid,
  null as siret, locked_civil as "lockedCivil", asked_email as "askedEmail", code_hash as "codeHash", code_expires_at as "codeExpiresAt"`

export async function readNewcomer(tx: Read, id: string, visitorId: string): Promise<WaitingNewcomer | null> {
  const { rows } = await sql<WaitingNewcomer>`
    select ${columns} from accounts.federation_arrival
    where id::text = ${id} and visitor_id = ${visitorId} and expires_at > ${tx.now}`.execute(tx.q)
  return rows[0] ?? null
}

/** A new code replaces the one before, and is waited for as long as it lives. `codeHash` null: no code opens anything. */
export async function saveCode(
  tx: Write,
  id: string,
  code: { email: string; codeHash: Buffer | null; expiresAt: Date },
): Promise<void> {
  await sql`
    update accounts.federation_arrival set asked_email = ${code.email}, code_hash = ${code.codeHash}, code_expires_at = ${code.expiresAt},
      expires_at = greatest(expires_at, ${code.expiresAt})
    where id = ${id}`.execute(tx.q)
}

/** Takes the newcomer away: of two at once, one alone gets it. */
export async function takeNewcomer(tx: Write, id: string, visitorId: string): Promise<Newcomer | null> {
  const { rows } = await sql<WaitingNewcomer>`
    delete from accounts.federation_arrival where id::text = ${id} and visitor_id = ${visitorId} and expires_at > ${tx.now}
    returning ${columns}`.execute(tx.q)
  return rows[0] ?? null
}
