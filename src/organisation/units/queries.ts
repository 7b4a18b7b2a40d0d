// SQL of the page of a unit.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import type { Regrouping } from '#territory'

/** What is decided to become of units. */
export interface Planned extends Regrouping {
  id: number
  /** `YYYY-MM-DD`, the first on which it holds. */
  day: string
}

/** The reorganisation that is decided and will change that unit first. */
export async function plannedFor(tx: Read, unitId: number): Promise<Planned | null> {
  const { rows } = await sql<Planned>`
    select id, day, kind, units, target from organisation.change where state = 'planned' and (units || target) @> array[${unitId}::integer]
    order by day, id limit 1`.execute(tx.q)
  return rows[0] ?? null
}
