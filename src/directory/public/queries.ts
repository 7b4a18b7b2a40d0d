// SQL of the public part of the directory: what authorities decided to open (001102).
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

export interface Opened {
  unitId: number
  /** Who heads it, and agreed to be named. */
  heads: readonly string[]
}

export async function openedUnits(tx: Read): Promise<Opened[]> {
  const { rows } = await sql<Opened>`select o.unit_id as "unitId", o.heads from directory.opened() o`.execute(
    tx.q,
  )
  return rows
}
