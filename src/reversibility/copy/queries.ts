// SQL that copies and their reading share.
import { sql } from 'kysely'
import type { Write } from '#platform/db/db.ts'

/** Whoever holds it writes in its history, and one at a time. */
export async function holdAuthority(tx: Write, id: number): Promise<void> {
  await sql`select from territory.authority where id = ${id} for update`.execute(tx.q)
}
