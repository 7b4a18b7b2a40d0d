// SQL of what is proposed in spaces where nobody is left to answer.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

/** The longest waiting first, and whether its space is closed. As the system. */
export async function strandedContents(tx: Read, most: number): Promise<{ id: number; isClosed: boolean }[]> {
  const { rows } = await sql<{ id: number; isClosed: boolean }>`
    select w.id, s.closed_at is not null as "isClosed" from publishing.of_spaces w join spaces.space s on s.id = w.space_id
    where w.proposed_at is not null and not w.is_archived and not spaces.is_led(s.id) order by w.proposed_at, w.id limit ${most}`.execute(
    tx.q,
  )
  return rows
}
