// SQL of what accounts hold about one person: for the page « Mes données », the export and the erasure. Act as the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db.ts'

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

export interface HeldMean {
  what: string
  /** Name given by the person, kind of browser, provider: never a secret. */
  detail: string | null
  since: Date
  lastUsedAt: Date | null
}

/** What proves who the person is, and from where they came. Secrets are never read. */
export async function heldMeans(tx: Read, personId: number): Promise<HeldMean[]> {
  const { rows } = await sql<HeldMean>`
    select 'Mot de passe (empreinte)' as what, null as detail, changed_at as since, null::timestamptz as "lastUsedAt" from accounts.credential where person_id = ${personId}
    union all select 'Code sur papier (empreinte)', null, made_at, null from accounts.paper_code where person_id = ${personId}
    union all select 'Numéro de compte', number, given_at, null from accounts.account_number where person_id = ${personId}
    union all select 'Clé d’accès', name, created_at, last_used_at from accounts.passkey where person_id = ${personId}
    union all select 'Application de codes', null, created_at, null from accounts.totp where person_id = ${personId}
    union all select 'Code de secours (empreinte)', null, created_at, used_at from accounts.recovery_code where person_id = ${personId}
    union all select 'Appareil', browser, first_seen_at, last_seen_at from accounts.device where person_id = ${personId}
    union all select 'Session ouverte', null, created_at, last_seen_at from accounts.session where person_id = ${personId} and root_id is null
    union all select case provider when 'franceconnect' then 'FranceConnect' else 'ProConnect' end, null, first_used_at, last_used_at
      from accounts.external_identity where person_id = ${personId}
    union all select 'Vérification d’identité', name, asked_at, decided_at from accounts.identity_check where person_id = ${personId}
    union all select 'Changement d’adresse', new_email, asked_at, done_at from accounts.email_change where person_id = ${personId}
    order by since`.execute(tx.q)
  return rows
}

export interface HeldRole {
  authorityId: number
  unit: string
  role: string
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

/** Tables of means that an account may do without: their rows go. @returns how many went */
export async function eraseMeans(tx: Write, personId: number): Promise<number> {
  let erased = 0
  for (const table of [
    'challenge',
    'credential',
    'email_change',
    'external_identity',
    'factor_reset',
    'federation_attempt',
    'paper_code',
    'account_number',
    'passkey',
    'recovery_code',
    'session',
    'device',
    'totp',
  ]) {
    const { numAffectedRows = 0n } = await sql`
      delete from accounts.${sql.ref(table)} where person_id = ${personId}`.execute(tx.q)
    erased += Number(numAffectedRows)
  }
  const checks = await sql`
    delete from accounts.identity_check where person_id = ${personId}`.execute(tx.q)
  return erased + Number(checks.numAffectedRows ?? 0n)
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

/** @returns false when it was closed already */
export async function setClosed(tx: Write, personId: number): Promise<boolean> {
  const { rows } = await sql`
    update accounts.person set closed_at = ${tx.now} where id = ${personId} and closed_at is null returning 1`.execute(
    tx.q,
  )
  return rows.length === 1
}

/** Takes the person's name out of the events, which stay. @returns how many named them */
export async function eraseEventNames(tx: Write, personId: number): Promise<number> {
  const { rows } = await sql<{
    gone: number
  }>`select platform.erase_event_names(${personId}, ${tx.now}) as gone`.execute(tx.q)
  return rows[0]?.gone ?? 0
}

/** How close an agent is to a person: of the same authority today, or not. */
export async function sharesAuthority(tx: Read, agentId: number, personId: number): Promise<boolean> {
  const { rows } = await sql`
    select from accounts.membership mine join territory.unit here on here.id = mine.unit_id
    join territory.unit there on there.authority_id = here.authority_id
    join accounts.membership theirs on theirs.unit_id = there.id
    where mine.person_id = ${agentId} and theirs.person_id = ${personId}
      and mine.valid_from <= ${tx.now}::timestamptz::date and (mine.valid_to is null or mine.valid_to >= ${tx.now}::timestamptz::date)
      and theirs.valid_from <= ${tx.now}::timestamptz::date and (theirs.valid_to is null or theirs.valid_to >= ${tx.now}::timestamptz::date)
    limit 1`.execute(tx.q)
  return rows.length > 0
}

/** Addresses of the administrators of an authority. */
export async function administratorAddresses(tx: Read, authorityId: number): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`
    select distinct p.email from accounts.membership m join territory.unit u on u.id = m.unit_id join accounts.person p on p.id = m.person_id
    where u.authority_id = ${authorityId} and m.role = 'admin' and p.email is not null and p.closed_at is null
      and m.valid_from <= ${tx.now}::timestamptz::date and (m.valid_to is null or m.valid_to >= ${tx.now}::timestamptz::date)
    order by 1`.execute(tx.q)
  return rows.map(({ email }) => email)
}
