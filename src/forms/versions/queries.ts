// SQL of the versions of forms.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db.ts'
import type { FormDefinition } from '../definition/definition.ts'

export async function versionRow(tx: Read, id: string, version: number): Promise<FormDefinition | undefined> {
  const row = await tx.q
    .selectFrom('forms.version')
    .select('definition')
    .where('form_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return row?.definition as unknown as FormDefinition | undefined
}

export async function liveVersion(
  tx: Read,
  id: string,
): Promise<{ version: number; definition: FormDefinition } | undefined> {
  const row = await tx.q
    .selectFrom('forms.version')
    .select(['version', 'definition'])
    .where('form_id', '=', id)
    .where('status', '=', 'live')
    .executeTakeFirst()
  return row === undefined
    ? undefined
    : { version: row.version, definition: row.definition as unknown as FormDefinition }
}

export async function archiveForm(tx: Write, id: string): Promise<void> {
  await tx.q
    .updateTable('forms.version')
    .set({ status: 'archived' })
    .where('form_id', '=', id)
    .where('status', '=', 'live')
    .execute()
}

export async function insertForm(tx: Write, definition: FormDefinition): Promise<number> {
  const { rows } = await sql<{
    version: number
  }>`insert into forms.version (form_id, version, status, definition, created_at)
    values (${definition.id}, (select coalesce(max(version), 0) + 1 from forms.version where form_id = ${definition.id}), 'live',
      ${JSON.stringify(definition)}::jsonb, ${tx.now}) returning version`.execute(tx.q)
  return rows[0]?.version ?? 0
}
