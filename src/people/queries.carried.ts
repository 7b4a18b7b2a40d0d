// SQL: which people are agents of an authority, or were.
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** True of a person `t` who has, or had, a post there. */
export const isAgentOf = (authorityId: number): RawBuilder<boolean> =>
  sql<boolean>`t.id in (select m.person_id from accounts.membership m
    join territory.unit u on u.id = m.unit_id where u.authority_id = ${authorityId})`

const LEFT = (authorityId: number): RawBuilder<boolean> =>
  sql<boolean>`m.role <> 'admin' and m.unit_id in (select u.id from territory.unit u where u.authority_id = ${authorityId})`

/** Posts there, but of those who administer the authority. */
export async function countPostsLeft(tx: Read, authorityId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from accounts.membership m where ${LEFT(authorityId)}`.execute(tx.q)
  return rows[0]?.count ?? 0
}

/** Forgets at most so many of them. As the system. @returns how many */
export async function deletePostsLeft(tx: Write, authorityId: number, most: number): Promise<number> {
  const done = await sql`delete from accounts.membership where id in (
    select m.id from accounts.membership m where ${LEFT(authorityId)} order by m.id limit ${most})`.execute(
    tx.q,
  )
  return Number(done.numAffectedRows ?? 0n)
}
