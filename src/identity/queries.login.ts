// SQL that ties the sessions of the engine to those of the account. Act as the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db.ts'

/** Who has a session of the account, proved when and by how many factors. */
export interface Login {
  personId: number
  name: string
  since: Date
  factors: 1 | 2
}

/** The open session of that digest, or null. */
export async function loginOf(tx: Read, tokenHash: Buffer): Promise<Login | null> {
  const { rows } = await sql<Login>`
    select p.id as "personId", p.name, s.proved_at as since, s.factors from accounts.session s join accounts.person p on p.id = s.person_id
    where s.token_hash = ${tokenHash} and s.expires_at > ${tx.now} and p.closed_at is null`.execute(tx.q)
  return rows[0] ?? null
}

/** @returns true when that session of the engine already follows that session of the account */
export async function isLinked(tx: Read, uid: string, tokenHash: Buffer): Promise<boolean> {
  const { rows } =
    await sql`select from identity.session_link where session_uid = ${uid} and token_hash = ${tokenHash}`.execute(
      tx.q,
    )
  return rows.length === 1
}

export async function linkSession(
  tx: Write,
  uid: string,
  tokenHash: Buffer,
  personId: number,
): Promise<void> {
  await sql`
    insert into identity.session_link (session_uid, token_hash, person_id, linked_at) values (${uid}, ${tokenHash}, ${personId}, ${tx.now})
    on conflict (session_uid) do update set token_hash = excluded.token_hash, person_id = excluded.person_id, linked_at = excluded.linked_at`.execute(
    tx.q,
  )
}

/** Sessions of the engine that followed that session of the account; they follow nothing any more. */
export async function unlinkSessions(tx: Write, tokenHash: Buffer): Promise<string[]> {
  const { rows } = await sql<{ uid: string }>`
    delete from identity.session_link where token_hash = ${tokenHash} returning session_uid as uid`.execute(
    tx.q,
  )
  return rows.map(({ uid }) => uid)
}

/** Links to sessions that are no more. */
export async function deleteDeadLinks(tx: Write): Promise<void> {
  await sql`
    delete from identity.session_link l where not exists (select from accounts.session s where s.token_hash = l.token_hash)
      and linked_at < ${new Date(tx.now.getTime() - 86_400_000)}`.execute(tx.q)
}

/** What the account says of a person; null when it is closed. */
export interface PersonFacts {
  name: string
  email: string
  isEmailVerified: boolean
  phone: string | null
  /** Name of the commune. */
  commune: string | null
}

export async function personFacts(tx: Read, personId: number): Promise<PersonFacts | null> {
  const { rows } = await sql<PersonFacts>`
    select p.name, p.email, p.email_verified_at is not null as "isEmailVerified", p.phone, a.name as commune
    from accounts.person p left join territory.area a on a.code = p.commune
    where p.id = ${personId} and p.closed_at is null`.execute(tx.q)
  return rows[0] ?? null
}
