// SQL of what is held about one person, means of signing in apart: for the page « Mes données », the export and the erasure. Act as the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Role } from '#platform/roles.ts'

export interface HeldPerson {
  name: string
  email: string | null
  createdAt: Date
  closedAt: Date | null
}

export async function heldPerson(tx: Read, personId: number): Promise<HeldPerson | null> {
  const { rows } = await sql<HeldPerson>`
    select name, email, created_at as "createdAt", closed_at as "closedAt" from accounts.person where id = ${personId}`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

export interface HeldRole {
  authorityId: number
  unit: string
  role: Role
  from: string
  to: string | null
}

export async function heldRoles(tx: Read, personId: number): Promise<HeldRole[]> {
  const { rows } = await sql<HeldRole>`
    select u.authority_id as "authorityId", u.name as unit, m.role, m.valid_from::text as from, m.valid_to::text as to
    from accounts.membership m join territory.unit u on u.id = m.unit_id where m.person_id = ${personId} order by m.valid_from, m.id`.execute(
    tx.q,
  )
  return rows
}

/** Links and arrivals that wait under that address, before or beside the account. */
export async function eraseByAddress(tx: Write, email: string): Promise<void> {
  await sql`delete from accounts.proof where lower(email) = lower(${email})`.execute(tx.q)
  await sql`delete from accounts.federation_arrival where lower(email) = lower(${email}) or lower(asked_email) = lower(${email})`.execute(
    tx.q,
  )
}

/** Nothing that says who it was stays; the number stays, for the history of what the account did. */
export async function emptyPerson(tx: Write, personId: number): Promise<number> {
  const values = await sql`delete from accounts.profile_value where person_id = ${personId}`.execute(tx.q)
  const person = await sql`
    update accounts.person set name = 'Compte fermé', email = null, email_verified_at = null
    where id = ${personId} and (name <> 'Compte fermé' or email is not null)`.execute(tx.q)
  return Number(values.numAffectedRows ?? 0n) + Number(person.numAffectedRows ?? 0n)
}

/** Takes the person's name out of the events, which stay. @returns how many named them */
export async function eraseEventNames(tx: Write, personId: number): Promise<number> {
  const { rows } = await sql<{
    gone: number
  }>`select platform.erase_event_names(${personId}, ${tx.now}) as gone`.execute(tx.q)
  return rows[0]?.gone ?? 0
}
