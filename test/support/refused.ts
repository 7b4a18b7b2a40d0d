// What the second wall refuses: by privilege, before any row is looked at, or by a policy that leaves no row to change.
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import type { RawBuilder } from 'kysely'

const INSUFFICIENT_PRIVILEGE = '42501'

/** Rows that the actor changed; 0 when PostgreSQL refused the privilege. Any other error is thrown. */
export async function changedBy(db: Database, who: Actor, query: RawBuilder<unknown>): Promise<number> {
  try {
    return await db.write(who, async (tx) => Number((await query.execute(tx.q)).numAffectedRows ?? 0))
  } catch (error) {
    if ((error as { code?: unknown }).code === INSUFFICIENT_PRIVILEGE) return 0
    throw error
  }
}
