// SQL of the page of a unit.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

/** The reorganisation that is decided and will change that unit first: its id and its day, `YYYY-MM-DD`. */
export async function plannedFor(tx: Read, unitId: number): Promise<{ id: number; day: string } | null> {
  const { rows } = await sql<{ id: number; day: string }>`
    select id, day from organisation.change where state = 'planned' and (units || target) @> array[${unitId}::integer]
    order by day, id limit 1`.execute(tx.q)
  return rows[0] ?? null
}
