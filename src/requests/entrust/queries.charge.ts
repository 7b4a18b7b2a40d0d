// SQL of what passes from an agent to another when one leaves. Moved as the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Charged } from '#platform/house/charge.ts'
import { COLUMNS, type RequestRow } from '../record/queries.ts'

export type Assigned = RequestRow

/** How many open ones they have: of the agents one keeps. */
export async function countAssigned(tx: Read, { personId, authorityId }: Charged): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select requests.count_assigned(${personId}, ${authorityId}) as count`.execute(tx.q)
  return rows[0]?.count ?? 0
}

/** The open ones of somebody, or that one if it is open. Held until the end of the transaction. */
export async function assignedOpen(tx: Write, of: Charged | { id: number }): Promise<Assigned[]> {
  const which =
    'id' in of
      ? sql`r.id = ${of.id}`
      : sql`r.assignee_id = ${of.personId} and r.authority_id = ${of.authorityId}`
  const { rows } = await sql<Assigned>`select ${COLUMNS} from requests.request r
    where ${which} and r.state_kind <> 'done' order by r.id for update`.execute(tx.q)
  return rows
}

/** @returns false when somebody else has it by now */
export async function reassign(
  tx: Write,
  id: number,
  from: number | null,
  to: number | null,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update requests.request set assignee_id = ${to} where id = ${id} and assignee_id is not distinct from ${from}`.execute(
    tx.q,
  )
  return numAffectedRows === 1n
}
