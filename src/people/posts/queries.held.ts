// SQL of the posts of a unit, which another takes. Moved as the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** How many people work, or are to work, in each of these units: of those one administers. */
export async function postsByUnit(
  tx: Read,
  unitIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ unitId: number; held: number }>`
    select unit_id as "unitId", held from accounts.count_posts(${unitIds as number[]}::integer[])`.execute(
    tx.q,
  )
  return new Map(rows.map(({ unitId, held }) => [unitId, held]))
}

/** How many people work, or are to work, in one of these units at least. */
export async function peopleOfAll(tx: Read, unitIds: readonly number[]): Promise<number> {
  const { rows } = await sql<{
    people: number
  }>`select accounts.count_people(${unitIds as number[]}::integer[]) as people`.execute(tx.q)
  return rows[0]?.people ?? 0
}

/** Does somebody work in that unit, or above? Told to whoever administers it. */
export async function isStaffed(tx: Read, unitId: number): Promise<boolean> {
  const { rows } = await sql<{
    isStaffed: boolean
  }>`select accounts.is_staffed(${unitId}) as "isStaffed"`.execute(tx.q)
  return rows[0]?.isStaffed ?? false
}

/** Which of these units nobody answers that day, without those posts: in them or above. Told to whoever administers them. */
export async function unanswered(
  tx: Read,
  unitIds: readonly number[],
  day: string,
  without: readonly number[] = [],
): Promise<number[]> {
  const { rows } = await sql<{ ids: number[] }>`
    select accounts.unanswered(${unitIds as number[]}::integer[], ${day}::date, ${without as number[]}::bigint[]) as ids`.execute(
    tx.q,
  )
  return rows[0]?.ids ?? []
}

/** A post that ends, with the last day it had and the one it was given, and the post that its holder keeps. */
export interface Post {
  id: number
  validTo: string | null
  endedOn: string
  twinId: number
  twinTo: string | null
}

const IN_FORCE = (tx: Read) => sql`(valid_to is null or valid_to >= territory.day_of(${tx.now}))`

/** Ends, today, the posts of those who hold the same role in the unit that takes theirs, on days that meet. */
export async function endPosts(tx: Write, from: number, to: number): Promise<Post[]> {
  const { rows } = await sql<Post>`
    with twin as (
      select distinct on (mine.id) mine.id, mine.valid_to as "validTo", theirs.id as "twinId", theirs.valid_to as "twinTo"
      from accounts.membership mine join accounts.membership theirs on theirs.unit_id = ${to} and theirs.person_id = mine.person_id
        and theirs.role = mine.role and daterange(theirs.valid_from, theirs.valid_to, '[]') && daterange(mine.valid_from, mine.valid_to, '[]')
      where mine.unit_id = ${from} and (mine.valid_to is null or mine.valid_to >= territory.day_of(${tx.now}))
      order by mine.id, theirs.valid_to desc nulls first),
    ended as (update accounts.membership m set valid_to = greatest(m.valid_from, territory.day_of(${tx.now}))
      from twin where m.id = twin.id returning m.id, m.valid_to as "endedOn")
    select twin.*, ended."endedOn" from twin join ended using (id)`.execute(tx.q)
  return rows
}

/** The other posts in force or to come, of one unit, become those of another. @returns their ids */
export async function movePosts(tx: Write, from: number, to: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update accounts.membership m set unit_id = ${to} where m.unit_id = ${from} and ${IN_FORCE(tx)}
      and not exists (select from accounts.membership theirs where theirs.unit_id = ${to} and theirs.person_id = m.person_id
        and theirs.role = m.role and daterange(theirs.valid_from, theirs.valid_to, '[]') && daterange(m.valid_from, m.valid_to, '[]'))
    returning m.id`.execute(tx.q)
  return rows.map(({ id }) => id)
}

/**
 * The very same rows, where they still are as they were left. Whoever has left meanwhile, or whose kept post was shortened, gets no
 * day back beyond that one.
 */
export async function restorePosts(
  tx: Write,
  { from, to, ids, ended }: { from: number; to: number; ids: readonly number[]; ended: readonly Post[] },
): Promise<void> {
  await sql`update accounts.membership set unit_id = ${from}
    where id = any (${ids as number[]}::bigint[]) and unit_id = ${to}`.execute(tx.q)
  for (const { id, validTo, endedOn, twinId, twinTo } of ended)
    await sql`
      update accounts.membership m set valid_to = nullif(greatest(m.valid_to, least(coalesce(${validTo}::date, 'infinity'),
        (select min(d.last_day) from accounts.departure d join territory.unit u on u.id = m.unit_id and u.authority_id = d.authority_id
          where d.person_id = m.person_id and d.undone_at is null and d.last_day >= m.valid_to),
        (select coalesce(twin.valid_to, 'infinity') from accounts.membership twin
          where twin.id = ${twinId} and twin.valid_to is distinct from ${twinTo}::date))), 'infinity')
      where m.id = ${id} and m.unit_id = ${from} and m.valid_to = ${endedOn}::date
        and exists (select from accounts.membership twin where twin.id = ${twinId})`.execute(tx.q)
}
