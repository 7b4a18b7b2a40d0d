// Every SQL statement of forms.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db.ts'
import type { Answers, FileAnswer, FormDefinition } from './definition.ts'
import type { RawAnswers } from './validate.ts'

export async function versionRow(tx: Read, id: string, version: number): Promise<FormDefinition | undefined> {
  const row = await tx.q.selectFrom('forms.version').select('definition').where('form_id', '=', id).where('version', '=', version).executeTakeFirst()
  return row?.definition as unknown as FormDefinition | undefined
}

export async function liveVersion(tx: Read, id: string): Promise<{ version: number; definition: FormDefinition } | undefined> {
  const row = await tx.q.selectFrom('forms.version').select(['version', 'definition']).where('form_id', '=', id).where('status', '=', 'live').executeTakeFirst()
  return row === undefined ? undefined : { version: row.version, definition: row.definition as unknown as FormDefinition }
}

export async function archiveForm(tx: Write, id: string): Promise<void> {
  await tx.q.updateTable('forms.version').set({ status: 'archived' }).where('form_id', '=', id).where('status', '=', 'live').execute()
}

export async function insertForm(tx: Write, definition: FormDefinition): Promise<number> {
  const { rows } = await sql<{ version: number }>`insert into forms.version (form_id, version, status, definition, created_at)
    values (${definition.id}, (select coalesce(max(version), 0) + 1 from forms.version where form_id = ${definition.id}), 'live',
      ${JSON.stringify(definition)}::jsonb, ${tx.now}) returning version`.execute(tx.q)
  return rows[0]?.version ?? 0
}

export interface DraftRow {
  id: string
  serviceSlug: string
  serviceVersion: number
  formId: string
  formVersion: number
  /** `answers`: judged right; `raw`: as typed, right or wrong. */
  answers: { answers: Answers; raw: RawAnswers }
  createdAt: Date
  updatedAt: Date
  submittedAt: Date | null
}

const DRAFT = sql.raw(`id, service_slug as "serviceSlug", service_version as "serviceVersion", form_id as "formId", form_version as "formVersion",
  answers, created_at as "createdAt", updated_at as "updatedAt", submitted_at as "submittedAt"`)

/** A draft of the acting visitor or person. `lock`: until the transaction ends. */
export async function draftById(tx: Read, id: string, lock = false): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`select ${DRAFT} from forms.draft where id = ${id} ${lock ? sql`for update` : sql``}`.execute(tx.q)
  return rows[0]
}

export async function openDrafts(tx: Read, limit: number): Promise<DraftRow[]> {
  const { rows } = await sql<DraftRow>`select ${DRAFT} from forms.draft where submitted_at is null
    and (visitor_id = ${tx.actor.visitorId} or person_id = ${tx.actor.personId}) order by updated_at desc limit ${limit}`.execute(tx.q)
  return rows
}

/** @returns false when the id is somebody else's */
export async function insertDraft(tx: Write, row: Pick<DraftRow, 'id' | 'serviceSlug' | 'serviceVersion' | 'formId' | 'formVersion' | 'answers'>): Promise<boolean> {
  const done = await sql`insert into forms.draft (id, visitor_id, person_id, service_slug, service_version, form_id, form_version, answers, created_at, updated_at)
    values (${row.id}, ${tx.actor.visitorId}, ${tx.actor.personId}, ${row.serviceSlug}, ${row.serviceVersion}, ${row.formId}, ${row.formVersion},
      ${JSON.stringify(row.answers)}::jsonb, ${tx.now}, ${tx.now}) on conflict (id) do nothing`.execute(tx.q)
  return (done.numAffectedRows ?? 0n) > 0n
}

export async function updateDraft(tx: Write, id: string, answers: DraftRow['answers']): Promise<void> {
  await sql`update forms.draft set answers = ${JSON.stringify(answers)}::jsonb, updated_at = ${tx.now},
    person_id = coalesce(person_id, ${tx.actor.personId}) where id = ${id}`.execute(tx.q)
}

export async function setSubmitted(tx: Write, id: string): Promise<void> {
  await sql`update forms.draft set submitted_at = coalesce(submitted_at, ${tx.now}) where id = ${id}`.execute(tx.q)
}

export async function deleteDraft(tx: Write, id: string): Promise<void> {
  await sql`delete from forms.draft where id = ${id} and submitted_at is null`.execute(tx.q)
}

/** Drafts untouched since `before`. @returns how many went */
export async function purgeDrafts(tx: Write, before: Date): Promise<number> {
  const done = await sql`delete from forms.draft where updated_at < ${before}`.execute(tx.q)
  return Number(done.numAffectedRows ?? 0n)
}

export interface StoredFileRow extends FileAnswer {
  storageKey: string
  thumbnailKey: string | null
}

export async function insertFile(tx: Write, row: StoredFileRow & { sha256: Buffer; width: number | null; height: number | null }): Promise<void> {
  await sql`insert into platform.file (id, storage_key, thumbnail_key, name, media_type, bytes, sha256, width, height, visitor_id, person_id, created_at)
    values (${row.fileId}, ${row.storageKey}, ${row.thumbnailKey}, ${row.name}, ${row.mediaType}, ${row.bytes}, ${row.sha256}, ${row.width},
      ${row.height}, ${tx.actor.visitorId}, ${tx.actor.personId}, ${tx.now})`.execute(tx.q)
}

/** A file the actor may see: their own, or one of a request they may see. */
export async function fileById(tx: Read, id: string): Promise<StoredFileRow | undefined> {
  const { rows } = await sql<StoredFileRow>`select id as "fileId", storage_key as "storageKey", thumbnail_key as "thumbnailKey", name,
    media_type as "mediaType", bytes from platform.file where id = ${id}`.execute(tx.q)
  return rows[0]
}
