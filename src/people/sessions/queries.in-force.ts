// When a mandate is in force: one condition, for the page of each exchange and for the lists.
import { type RawBuilder, sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

/** The day of the database, as for memberships (migration 000003). */
export const today = (tx: Read): RawBuilder<string> => sql<string>`territory.day_of(${tx.now})`

/**
 * The mandate of alias `m` is in force, as both walls know it. Nobody helps an agent or an elected member: the account goes with the
 * office. A collaborator acts for the member, as long as they sit (db/migrations/000710), until midnight in the territory (000793).
 */
export const inForce = (tx: Read): RawBuilder<boolean> =>
  sql<boolean>`case when m.kind = 'collaborator' then accounts.lends(m, ${today(tx)}, territory.day_of(${tx.now}))
    else accounts.in_force(m, ${today(tx)}) end`

/** That person acts for an authority today: an agent, an elected member or their collaborator. As the system. */
export const inOffice = (tx: Read, personId: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`accounts.in_office(${personId}, ${today(tx)})`
