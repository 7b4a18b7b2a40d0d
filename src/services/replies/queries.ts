// SQL of reply templates as they are changed on screen.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { ReplyTemplate } from '../words/definition.ts'

/** A template, with what its changes are told by. */
export interface KeptTemplate extends ReplyTemplate {
  /** Subject of its events. */
  number: number
  version: number
}

/** Every template, as it stands now, in the order of their titles. */
export async function keptTemplates(tx: Read): Promise<KeptTemplate[]> {
  const { rows } = await sql<{ template: KeptTemplate }>`
    select jsonb_strip_nulls(jsonb_build_object('id', id, 'authorityId', authority_id, 'title', title, 'services', services, 'transition', transition,
      'claimsDone', nullif(claims_done, false), 'text', text, 'number', number, 'version', version)) as template
    from services.reply_template where not withdrawn order by title collate "fr-x-icu"`.execute(tx.q)
  return rows.map(({ template }) => template)
}

const columnsOf = ({ title, services, transition, claimsDone, text }: Omit<ReplyTemplate, 'id'>) => ({
  ...{ title, text, services: services ?? null, transition: transition ?? null },
  claims_done: claimsDone === true,
})

/** @returns the number of its events */
export async function insertTemplate(
  tx: Write,
  { id, authorityId, ...template }: ReplyTemplate,
): Promise<number> {
  const { number } = await tx.q
    .insertInto('services.reply_template')
    .values({ id, authority_id: authorityId ?? null, ...columnsOf(template) })
    .returning('number')
    .executeTakeFirstOrThrow()
  return number
}

/** Whose it is does not change. */
export async function updateTemplate(tx: Write, { id, ...template }: ReplyTemplate): Promise<void> {
  await tx.q.updateTable('services.reply_template').set(columnsOf(template)).where('id', '=', id).execute()
}

export async function withdrawTemplate(tx: Write, id: string): Promise<void> {
  await tx.q.updateTable('services.reply_template').set({ withdrawn: true }).where('id', '=', id).execute()
}

/** One change at a time: what acts send is judged on what stands. */
export async function lockTemplates(tx: Write): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('services.reply_template'))`.execute(tx.q)
}
