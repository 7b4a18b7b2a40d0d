// SQL of the providers of authorities: their settings, for those who administer them whole; who is who there, the system's alone.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Role } from '#platform/roles.ts'

/** What an authority says of its provider; its secret apart. */
export interface Employer {
  issuer: string
  clientId: string
  /** Claims; '' for the role: nothing says it. */
  unit: string
  role: string
  /** The role of whoever is told none. */
  otherwise: Role
  /** What values of these two mean here. */
  words: string
  /** Whether whoever comes for the first time is given an account and a post. */
  opens: 'yes' | 'no'
}

export interface EmployerRow {
  said: Employer
  /** Locked. */
  secret: Buffer
  version: number
}

export async function employerOf(tx: Read, authorityId: number): Promise<EmployerRow | undefined> {
  const { rows } = await sql<EmployerRow>`
    select said, secret, version from accounts.employer where authority_id = ${authorityId}`.execute(tx.q)
  return rows[0]
}

/** @returns false when it is no longer that version (0: none yet) */
export async function saveEmployer(
  tx: Write,
  authorityId: number,
  { said, secret, version }: EmployerRow,
): Promise<boolean> {
  const { rows } = await sql`
    insert into accounts.employer as e (authority_id, said, secret) values (${authorityId}, ${JSON.stringify(said)}, ${secret})
    on conflict (authority_id) do update set said = excluded.said, secret = excluded.secret, version = e.version + 1
      where e.version = ${version} returning authority_id`.execute(tx.q)
  return rows.length > 0
}

export async function deleteEmployer(tx: Write, authorityId: number): Promise<void> {
  await sql`delete from accounts.employer where authority_id = ${authorityId}`.execute(tx.q)
}

/** Whom the provider of that authority knows under that subject. */
export async function employedAs(tx: Read, authorityId: number, subject: string): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select person_id as id from accounts.employed where authority_id = ${authorityId} and subject = ${subject}`.execute(
    tx.q,
  )
  return rows[0]?.id ?? null
}

/** Do they work there today, and nowhere else? */
export async function worksOnlyAt(tx: Read, personId: number, authorityId: number): Promise<boolean> {
  const { rows } = await sql<{ works: boolean }>`
    select accounts.works_only_at(${personId}, ${authorityId}) as works`.execute(tx.q)
  return rows[0]?.works === true
}

/** @returns false when that subject, or that person, has another there */
export async function saveEmployed(
  tx: Write,
  authorityId: number,
  { subject, personId }: { subject: string; personId: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into accounts.employed as e (authority_id, subject, person_id, first_used_at, last_used_at)
    values (${authorityId}, ${subject}, ${personId}, ${tx.now}, ${tx.now})
    on conflict do nothing returning person_id`.execute(tx.q)
  return rows.length > 0
}

export async function touchEmployed(tx: Write, authorityId: number, subject: string): Promise<void> {
  await sql`
    update accounts.employed set last_used_at = ${tx.now} where authority_id = ${authorityId} and subject = ${subject}`.execute(
    tx.q,
  )
}
