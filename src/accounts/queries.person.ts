// SQL of people, their passwords and their memberships. What is written is written as the system.
import { sql } from 'kysely'
import type { Role } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db.ts'

export interface Account {
  personId: number
  name: string
  /** null: no address (desk accounts, children): nothing is written to them. */
  email: string | null
  /** null: no password yet (FranceConnect, counter). */
  passwordHash: string | null
}

const account = sql`
  select p.id as "personId", p.name, p.email, c.password_hash as "passwordHash"
  from accounts.person p left join accounts.credential c on c.person_id = p.id`

export async function accountByEmail(tx: Read, email: string): Promise<(Account & { email: string }) | null> {
  const { rows } = await sql<
    Account & { email: string }
  >`${account} where p.id = accounts.of_email(${email}) and p.closed_at is null`.execute(tx.q)
  return rows[0] ?? null
}

/** The same, with whether that device is one of the account's: one statement, for an address that nobody has too. */
export async function accountAsked(
  tx: Read,
  email: string,
  deviceHash: Buffer | null,
): Promise<{ account: Account | null; isKnown: boolean }> {
  const { rows } = await sql<Account & { isKnown: boolean }>`
    select asked.*, exists (
      select from accounts.device d where d.person_id = asked."personId" and d.token_hash = ${deviceHash}::bytea) as "isKnown"
    from (${account} where p.id = accounts.of_email(${email}) and p.closed_at is null) asked`.execute(tx.q)
  const [row] = rows
  if (row === undefined) return { account: null, isKnown: false }
  const { isKnown, ...found } = row
  return { account: found, isKnown }
}

export async function accountById(tx: Read, personId: number): Promise<Account | null> {
  const { rows } = await sql<Account>`${account} where p.id = ${personId} and p.closed_at is null`.execute(
    tx.q,
  )
  return rows[0] ?? null
}

export interface NewPerson {
  /** Verified; null for whoever has none. */
  email: string | null
  name: string
}

/** The new id, or null when the address has an account already. */
export async function insertPerson(tx: Write, person: NewPerson): Promise<number | null> {
  const { email, name } = person
  const { rows } = await sql<{ id: number }>`
    insert into accounts.person (email, email_verified_at, name, created_at)
    values (${email}, ${email === null ? null : tx.now}, ${name}, ${tx.now})
    on conflict ((lower(email))) do nothing returning id`.execute(tx.q)
  return rows[0]?.id ?? null
}

export async function saveCredential(tx: Write, personId: number, passwordHash: string): Promise<void> {
  await sql`
    insert into accounts.credential (person_id, password_hash, changed_at) values (${personId}, ${passwordHash}, ${tx.now})
    on conflict (person_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at`.execute(
    tx.q,
  )
}

/** Acts on one person wait for each other: their events form one chain. */
export async function lockPerson(tx: Write, personId: number): Promise<void> {
  await sql`select from accounts.person where id = ${personId} for update`.execute(tx.q)
}

export interface NewMembership {
  personId: number
  unitId: number
  role: Role
  /** First day, `YYYY-MM-DD`. */
  from: string
  /** Last day, included; without end when absent. */
  to?: string | null
}

export async function insertMembership(
  tx: Write,
  { personId, unitId, role, from, to = null }: NewMembership,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into accounts.membership (person_id, unit_id, role, valid_from, valid_to)
    values (${personId}, ${unitId}, ${role}, ${from}, ${to}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

export interface Colleague {
  personId: number
  name: string
  unitId: number
  role: Role
}

export async function peopleWithin(tx: Read, unitIds: readonly number[]): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select p.id as "personId", p.name, m.unit_id as "unitId", m.role
    from accounts.membership m join accounts.person p on p.id = m.person_id
    where m.unit_id = any (${unitIds as number[]}::integer[]) and p.closed_at is null
      and m.valid_from <= ${tx.now}::timestamptz::date and (m.valid_to is null or m.valid_to >= ${tx.now}::timestamptz::date)
    order by p.name collate "fr-x-icu", p.id, m.id`.execute(tx.q)
  return rows
}

/** Units with somebody to work in them today, theirs or above. For agents and the system. */
export async function unitsWithPeople(tx: Read): Promise<number[]> {
  const { rows } = await sql<{ ids: number[] }>`select accounts.staffed_units() as ids`.execute(tx.q)
  return rows[0]?.ids ?? []
}

/** The first of these units in which, or above which, somebody works today; null when nobody works in any. */
export async function firstUnitWithPeople(tx: Read, unitIds: readonly number[]): Promise<number | null> {
  const { rows } = await sql<{ id: number | null }>`
    select accounts.first_staffed(${unitIds as number[]}::integer[]) as id`.execute(tx.q)
  return rows[0]?.id ?? null
}

export interface Profile {
  name: string
  email: string | null
  phone: string | null
  commune: string | null
}

export async function readProfile(tx: Read, personId: number): Promise<Profile | null> {
  const { rows } = await sql<Profile>`
    select p.name, p.email,
      (select value from accounts.profile_value v where v.person_id = p.id and v.value_id = 'phone' and v.ended_at is null) as phone,
      (select value from accounts.profile_value v where v.person_id = p.id and v.value_id = 'commune' and v.ended_at is null) as commune
    from accounts.person p where p.id = ${personId}`.execute(tx.q)
  return rows[0] ?? null
}
