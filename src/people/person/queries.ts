// SQL of people, their passwords and their memberships. What is written is written as the system.
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

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

/** @returns false when it was closed already */
export async function setClosed(tx: Write, personId: number): Promise<boolean> {
  const { rows } = await sql`
    update accounts.person set closed_at = ${tx.now} where id = ${personId} and closed_at is null returning 1`.execute(
    tx.q,
  )
  return rows.length === 1
}

const plainName = (text: RawBuilder<unknown>) =>
  sql`trim(regexp_replace(lower(public.unaccent(${text})), '[^a-z0-9]+', ' ', 'g'))`

/** Whoever has that whole name and that birth date: two at most, for one is looked for. As the system. @param birthdate `YYYY-MM-DD` */
export async function peopleNamed(
  tx: Read,
  name: string,
  birthdate: string,
): Promise<{ personId: number; name: string }[]> {
  const { rows } = await sql<{ personId: number; name: string }>`
    select p.id as "personId", p.name from accounts.profile_value v join accounts.person p on p.id = v.person_id
    where v.value_id = 'birthdate' and v.ended_at is null and v.value = ${birthdate} and p.closed_at is null
      and ${plainName(sql`p.name`)} = ${plainName(sql`${name}::text`)} limit 2`.execute(tx.q)
  return rows
}
