// SQL of one request's screen that is not the request itself: who else asked.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { requestAccess } from '../record/access.ts'
import type { RequestRow } from '../record/queries.ts'

/** How many other requests the same account or e-mail made, among those the actor may read. */
export async function otherRequestsOf(
  tx: Read,
  { id, residentId, contactEmail }: Pick<RequestRow, 'id' | 'residentId' | 'contactEmail'>,
): Promise<number> {
  if (residentId === null && contactEmail === null) return 0
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from requests.of_contact(${residentId}, ${contactEmail}) o (id) join requests.request r on r.id = o.id
    where r.id <> ${id} and ${allowedRows(requestAccess['request.read'] ?? [], tx.actor, 'r')}`.execute(tx.q)
  return rows[0]?.count ?? 0
}
