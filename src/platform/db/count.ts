// How many rows a statement touched.
import type { RawBuilder } from 'kysely'
import type { Write } from './db.ts'

export async function countOf(tx: Write, statement: RawBuilder<unknown>): Promise<number> {
  return Number((await statement.execute(tx.q)).numAffectedRows ?? 0n)
}
