// SQL of the erasure of what an authority left behind, whatever the table. As the system.
import { sql } from 'kysely'
import type { Carried, Read, Write } from '#platform/db/db.ts'
import { isOf } from '../copy/queries.rows.ts'

export async function countRows(tx: Read, one: Carried, authorityId: number): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*)::integer as count from ${sql.table(one.table)} t
    where ${isOf(one, tx.carried, authorityId)}`.execute(tx.q)
  return rows[0]?.count ?? 0
}

/** @returns how many, at most so many */
export async function deleteRows(
  tx: Write,
  one: Carried,
  { authorityId, most }: { authorityId: number; most: number },
): Promise<number> {
  const done = await sql`delete from ${sql.table(one.table)} where ctid in (
    select t.ctid from ${sql.table(one.table)} t where ${isOf(one, tx.carried, authorityId)} limit ${most})`.execute(
    tx.q,
  )
  return Number(done.numAffectedRows ?? 0n)
}
