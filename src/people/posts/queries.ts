// SQL of posts: who works in which unit, from when to when. What is written is written as the system.
import { sql } from 'kysely'
import type { Role } from '#platform/actor.ts'
import type { Read, Write } from '#platform/db/db.ts'

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

/** The same, unless it is held already on some of these days, or over. @returns whether it is given */
export async function insertMembershipOnce(
  tx: Write,
  { personId, unitId, role, from, to = null }: NewMembership,
): Promise<boolean> {
  const { rows } = await sql`
    insert into accounts.membership (person_id, unit_id, role, valid_from, valid_to)
    select ${personId}, ${unitId}, ${role}, ${from}::date, ${to}::date
    where coalesce(${to}::date >= territory.day_of(${tx.now}), true) and not exists (
      select from accounts.membership m where m.person_id = ${personId} and m.unit_id = ${unitId} and m.role = ${role}
        and daterange(m.valid_from, m.valid_to, '[]') && daterange(${from}::date, ${to}::date, '[]'))
    returning 1`.execute(tx.q)
  return rows.length === 1
}

export interface Colleague {
  personId: number
  name: string
  unitId: number
  role: Role
}

export async function peopleWithin(tx: Read, unitIds: readonly number[]): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select person_id as "personId", name, unit_id as "unitId", role
    from accounts.people_of(${unitIds as number[]}::integer[])`.execute(tx.q)
  return rows
}

/** Units with somebody to work in them today, theirs or above. For agents and the system. */
export async function unitsWithPeople(tx: Read): Promise<number[]> {
  const { rows } = await sql<{ ids: number[] }>`select accounts.staffed_units() as ids`.execute(tx.q)
  return rows[0]?.ids ?? []
}

/** Of each of these lists, the first unit in which, or above which, somebody works today; null when nobody works in any. */
export async function firstUnitsWithPeople(
  tx: Read,
  lists: readonly (readonly number[])[],
): Promise<(number | null)[]> {
  const { rows } = await sql<{ id: number | null }>`
    select accounts.first_staffed(array(select jsonb_array_elements_text(list)::integer)) as id
    from jsonb_array_elements(${JSON.stringify(lists)}::jsonb) with ordinality as asked(list, rank) order by rank`.execute(
    tx.q,
  )
  return rows.map(({ id }) => id)
}

/** Those whom a word to that unit reaches: of itself, else of the nearest unit above. Who they are, and their addresses, are the system's to know. */
export async function hearersOf(
  tx: Read,
  unitId: number,
): Promise<{ unitId: number; personId: number | null; address: string | null }[]> {
  const { rows } = await sql<{ unitId: number; personId: number | null; address: string | null }>`
    select unit_id as "unitId", person_id as "personId", address from accounts.hearers(${unitId})`.execute(
    tx.q,
  )
  return rows
}

/** How close an agent is to a person: of the same authority today, or not. */
export async function sharesAuthority(tx: Read, agentId: number, personId: number): Promise<boolean> {
  const { rows } = await sql`
    select from accounts.membership mine join territory.unit here on here.id = mine.unit_id
    join territory.unit there on there.authority_id = here.authority_id
    join accounts.membership theirs on theirs.unit_id = there.id
    where mine.person_id = ${agentId} and theirs.person_id = ${personId}
      and mine.valid_from <= territory.day_of(${tx.now}) and (mine.valid_to is null or mine.valid_to >= territory.day_of(${tx.now}))
      and theirs.valid_from <= territory.day_of(${tx.now}) and (theirs.valid_to is null or theirs.valid_to >= territory.day_of(${tx.now}))
    limit 1`.execute(tx.q)
  return rows.length > 0
}

/** Addresses of the administrators of an authority. */
export const administratorsOf = (tx: Read, authorityId: number) => holdersOf(tx, authorityId, ['admin'])

/** Addresses of those who hold one of these roles in an authority today. */
export async function holdersOf(
  tx: Read,
  authorityId: number,
  roles: readonly Role[],
): Promise<{ personId: number; address: string | null }[]> {
  const { rows } = await sql<{ personId: number; address: string | null }>`
    select distinct p.id as "personId", p.email as address from accounts.membership m join territory.unit u on u.id = m.unit_id join accounts.person p on p.id = m.person_id
    where u.authority_id = ${authorityId} and m.role = any (${roles as Role[]}::text[]) and p.closed_at is null
      and m.valid_from <= territory.day_of(${tx.now}) and (m.valid_to is null or m.valid_to >= territory.day_of(${tx.now}))
    order by 1`.execute(tx.q)
  return rows
}

/** Who works in an authority, today or later, with the address they sign in by. As the system. */
export async function workersOf(
  tx: Read,
  authorityId: number,
): Promise<{ personId: number; address: string | null; unitIds: number[] }[]> {
  const { rows } = await sql<{ personId: number; address: string | null; unitIds: number[] }>`
    select p.id as "personId", lower(p.email) as address, array_agg(distinct m.unit_id) as "unitIds" from accounts.membership m join territory.unit u on u.id = m.unit_id
    join accounts.person p on p.id = m.person_id
    where u.authority_id = ${authorityId} and p.closed_at is null and (m.valid_to is null or m.valid_to >= territory.day_of(${tx.now}))
    group by p.id`.execute(tx.q)
  return rows
}

/** The names of those of these people whom whoever acts knows: colleagues, and the agents whom one keeps. */
export async function knownNames(tx: Read, ids: readonly number[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from (select id, name from accounts.person where id = any (${ids as number[]}::bigint[])
      union select person_id, name from accounts.governed_posts() g where person_id = any (${ids as number[]}::bigint[])) known
    order by name collate "fr-x-icu", id`.execute(tx.q)
  return rows.map(({ name }) => name)
}

/** Does that person hold a post today? */
export async function worksToday(tx: Read, personId: number): Promise<boolean> {
  const { rows } = await sql<{ works: boolean }>`
    select exists (select from accounts.membership m where m.person_id = ${personId} and m.valid_from <= territory.day_of(${tx.now})
      and (m.valid_to is null or m.valid_to >= territory.day_of(${tx.now}))) as works`.execute(tx.q)
  return rows[0]?.works ?? false
}

/** Who holds one of these roles in an authority on a day, and is not away. */
export interface Holders {
  held: number
  /** The last day on which somebody does; null: without end. */
  until: string | null
}

/** Told to whoever administers it. */
export async function holdersOn(
  tx: Read,
  authorityId: number,
  roles: readonly Role[],
  day: string,
): Promise<Holders> {
  const { rows } = await sql<Holders>`
    select held, until::text as until from accounts.count_holders(${authorityId}, ${roles as Role[]}::text[], ${day}::date)`.execute(
    tx.q,
  )
  return rows[0] ?? { held: 0, until: null }
}

/** How many of them hold one today. */
export const countPosts = async (tx: Read, authorityId: number, roles: readonly Role[]): Promise<number> =>
  (await holdersOn(tx, authorityId, roles, tx.now.toISOString().slice(0, 10))).held
