// Which forms are offered today: read by the catalogue.
import { sql } from 'kysely'
import type { Read } from '#platform/db.ts'

/** Live version of each form, by form id. */
export async function liveForms(tx: Read): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; version: number }>`
    select form_id as id, version from forms.version where status = 'live'`.execute(tx.q)
  return new Map(rows.map(({ id, version }) => [id, version]))
}
