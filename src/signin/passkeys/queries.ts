// SQL of passkeys and of the challenges they sign. They are the system's alone: callers act as the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export interface PasskeyRow {
  credentialId: string
  personId: number
  publicKey: Buffer
  counter: number
  transports: string[]
}

export interface PasskeyView {
  credentialId: string
  name: string
  isSynced: boolean
  createdAt: Date
  lastUsedAt: Date | null
}

export async function passkeysOf(tx: Read, personId: number): Promise<PasskeyView[]> {
  const { rows } = await sql<PasskeyView>`
    select credential_id as "credentialId", name, is_synced as "isSynced", created_at as "createdAt", last_used_at as "lastUsedAt"
    from accounts.passkey where person_id = ${personId} order by created_at, credential_id`.execute(tx.q)
  return rows
}

/** The passkey of that id, of a person whose account is open. */
export async function readPasskey(tx: Read, credentialId: string): Promise<PasskeyRow | null> {
  const { rows } = await sql<PasskeyRow>`
    select k.credential_id as "credentialId", k.person_id as "personId", k.public_key as "publicKey", k.counter, k.transports
    from accounts.passkey k join accounts.person p on p.id = k.person_id
    where k.credential_id = ${credentialId} and p.closed_at is null`.execute(tx.q)
  return rows[0] ?? null
}

/** false when that passkey is registered already. */
export async function insertPasskey(
  tx: Write,
  passkey: PasskeyRow & { name: string; isSynced: boolean },
): Promise<boolean> {
  const { credentialId, personId, publicKey, counter, transports, name, isSynced } = passkey
  const { rows } = await sql`
    insert into accounts.passkey (credential_id, person_id, public_key, counter, transports, name, is_synced, created_at)
    values (${credentialId}, ${personId}, ${publicKey}, ${counter}, ${transports}::text[], ${name}, ${isSynced}, ${tx.now})
    on conflict do nothing returning 1`.execute(tx.q)
  return rows.length === 1
}

export async function touchPasskey(tx: Write, credentialId: string, counter: number): Promise<void> {
  await sql`
    update accounts.passkey set counter = ${counter}, last_used_at = ${tx.now} where credential_id = ${credentialId}`.execute(
    tx.q,
  )
}

export async function deletePasskey(tx: Write, personId: number, credentialId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from accounts.passkey where person_id = ${personId} and credential_id = ${credentialId} returning 1`.execute(
    tx.q,
  )
  return rows.length === 1
}

export async function deletePasskeysOf(tx: Write, personId: number): Promise<void> {
  await sql`delete from accounts.passkey where person_id = ${personId}`.execute(tx.q)
}

export interface ChallengeFor {
  visitorId: string
  personId: number | null
}

export async function insertChallenge(
  tx: Write,
  challenge: string,
  { visitorId, personId }: ChallengeFor,
  expiresAt: Date,
): Promise<void> {
  await sql`insert into accounts.challenge (challenge, visitor_id, person_id, expires_at)
    values (${challenge}, ${visitorId}, ${personId}, ${expiresAt})`.execute(tx.q)
}

/** Uses the challenge, whatever comes of it: of two at once, one alone gets true. */
export async function claimChallenge(
  tx: Write,
  challenge: string,
  { visitorId, personId }: ChallengeFor,
): Promise<boolean> {
  const { rows } = await sql`
    delete from accounts.challenge where challenge = ${challenge} and visitor_id = ${visitorId}
      and person_id is not distinct from ${personId}::bigint and expires_at > ${tx.now} returning 1`.execute(
    tx.q,
  )
  return rows.length === 1
}

export async function deleteOldChallenges(tx: Write): Promise<void> {
  await sql`delete from accounts.challenge where expires_at < ${tx.now}`.execute(tx.q)
}

/** Did that session come in with a password, to an account without passkey whose owner did not say « later »? */
export async function isToOffer(tx: Read, tokenHash: Buffer): Promise<boolean> {
  const { rows } = await sql`
    select from accounts.session s join accounts.person p on p.id = s.person_id
    where s.token_hash = ${tokenHash} and s.factors = 1 and not s.is_shared and p.passkey_later_at is null
      and exists (select from accounts.credential c where c.person_id = p.id)
      and not exists (select from accounts.passkey k where k.person_id = p.id)`.execute(tx.q)
  return rows.length > 0
}

export async function declineOffer(tx: Write, personId: number): Promise<void> {
  await sql`update accounts.person set passkey_later_at = ${tx.now} where id = ${personId}`.execute(tx.q)
}
