// When a mandate is in force: one condition, for the page of each exchange and for the lists.
import { type RawBuilder, sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

/** The day of the database, as for memberships (migration 000003). */
export const today = (tx: Read): RawBuilder<string> => sql<string>`${tx.now}::timestamptz::date`

/**
 * The mandate of alias `m` is in force. Nobody acts for an agent or an elected member: the account goes with the office, and
 * the second wall would open what it opens.
 */
export const inForce = (tx: Read): RawBuilder<boolean> => sql<boolean>`(
  m.accepted_at is not null and m.ended_at is null and ${today(tx)} between m.valid_from and m.valid_to
  and exists (select from accounts.person of where of.id = m.person_id and of.closed_at is null)
  and exists (select from accounts.person who where who.id = m.helper_id and who.closed_at is null)
  and not ${inOffice(tx, sql.ref('m.person_id'))})`

/** That person acts for an authority today: an agent, or an elected member. As the system. */
export const inOffice = (tx: Read, personId: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`accounts.in_office(${personId}, ${today(tx)})`
