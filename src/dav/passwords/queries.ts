// SQL of the passwords of applications: one's own, by oneself; whose one is, by the system, before anybody is known.
import { sql } from 'kysely'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'

export interface ApplicationPassword {
  id: number
  name: string
  madeAt: Date
  lastUsedAt: Date | null
  /** false: a post or a seat has begun or ended since, and it opens nothing any more. */
  stands: boolean
}

/** Those of whoever acts, in their own name, the last made first. */
export async function ownPasswords(tx: Read): Promise<ApplicationPassword[]> {
  const { rows } = await sql<ApplicationPassword>`
    select id, name, made_at as "madeAt", last_used_at as "lastUsedAt", stands from accounts.own_application_passwords()
    order by made_at desc, id desc`.execute(tx.q)
  return rows
}

export async function insertPassword(
  tx: Write,
  personId: number,
  { name, digest }: { name: string; digest: Buffer },
): Promise<void> {
  await sql`insert into accounts.application_password (person_id, name, digest) values (${personId}, ${name}, ${digest})`.execute(
    tx.q,
  )
}

/** @returns whether it was theirs */
export const deletePassword = async (tx: Write, personId: number, id: number): Promise<boolean> =>
  (await countOf(
    tx,
    sql`delete from accounts.application_password where id = ${id} and person_id = ${personId}`,
  )) > 0

/** Whose it is, while it stands and their address is that one; that it served is noted once a minute. As the system. */
export async function usePassword(tx: Write, email: string, digest: Buffer): Promise<number | null> {
  const { rows } = await sql<{ personId: number }>`
    with used as (
      update accounts.application_password set last_used_at = ${tx.now}
      where digest = ${digest} and (last_used_at is null or last_used_at < ${tx.now}::timestamptz - interval '1 minute'))
    select a.person_id as "personId" from accounts.application_password a join accounts.person p on p.id = a.person_id
    where a.digest = ${digest} and accounts.application_password_stands(a) and lower(p.email) = lower(${email})`.execute(
    tx.q,
  )
  return rows[0]?.personId ?? null
}

/** Ends for good those whose holder has begun or left a post or a seat since. As the system. */
export async function endFallen(tx: Write): Promise<void> {
  await sql`select accounts.end_fallen_passwords()`.execute(tx.q)
}

/** As the system. */
export async function passwordsOf(tx: Read, personId: number) {
  const { rows } = await sql<{ name: string; madeAt: Date; lastUsedAt: Date | null }>`
    select name, made_at as "madeAt", last_used_at as "lastUsedAt" from accounts.application_password
    where person_id = ${personId} order by id`.execute(tx.q)
  return rows
}

/** As the system. @returns how many */
export const erasePasswords = (tx: Write, personId: number): Promise<number> =>
  countOf(tx, sql`delete from accounts.application_password where person_id = ${personId}`)
