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

/** Does somebody work in that unit, or above? Told to whoever administers it. */
export async function isStaffed(tx: Read, unitId: number): Promise<boolean> {
  const { rows } = await sql<{
    isStaffed: boolean
  }>`select accounts.is_staffed(${unitId}) as "isStaffed"`.execute(tx.q)
  return rows[0]?.isStaffed ?? false
}

/** A post that ends, with the last day it had. */
export interface Post {
  id: number
  validTo: string | null
}

const IN_FORCE = (tx: Read) => sql`(valid_to is null or valid_to >= ${tx.now}::timestamptz::date)`

/** Ends, today, the posts of those who hold the same role in the unit that takes theirs, on days that meet. */
export async function endPosts(tx: Write, from: number, to: number): Promise<Post[]> {
  const { rows } = await sql<Post>`
    with twin as (
      select mine.id, mine.valid_to as "validTo" from accounts.membership mine
      where mine.unit_id = ${from} and (mine.valid_to is null or mine.valid_to >= ${tx.now}::timestamptz::date)
        and exists (select from accounts.membership theirs where theirs.unit_id = ${to} and theirs.person_id = mine.person_id
          and theirs.role = mine.role and daterange(theirs.valid_from, theirs.valid_to, '[]') && daterange(mine.valid_from, mine.valid_to, '[]'))),
    ended as (update accounts.membership m set valid_to = greatest(m.valid_from, ${tx.now}::timestamptz::date)
      from twin where m.id = twin.id returning m.id)
    select twin.* from twin join ended using (id)`.execute(tx.q)
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

/** The very same rows, where they still are. */
export async function restorePosts(
  tx: Write,
  { from, to, ids, ended }: { from: number; to: number; ids: readonly number[]; ended: readonly Post[] },
): Promise<void> {
  await sql`update accounts.membership set unit_id = ${from}
    where id = any (${ids as number[]}::bigint[]) and unit_id = ${to}`.execute(tx.q)
  for (const { id, validTo } of ended)
    await sql`update accounts.membership set valid_to = ${validTo} where id = ${id} and unit_id = ${from}`.execute(
      tx.q,
    )
}
