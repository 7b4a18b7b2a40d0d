// SQL of what requests forget with time. As the system.
import { sql } from 'kysely'
import type { Write } from '#platform/db/db.ts'
import type { Subject } from '#files'
import type { Answers } from '#forms'
import { emptyMessages, messageIdsOf } from '#threads'
import { onRequest } from '../record/queries.ts'

export interface ClosedRequest {
  id: number
  serviceSlug: string
  serviceVersion: number
  formId: string
  formVersion: number
  draftId: string | null
  answers: Answers
}

/** Requests of these services closed before that and still naming somebody, oldest first, held until the transaction ends. */
export async function requestsToAnonymise(
  tx: Write,
  slugs: readonly string[],
  before: Date,
  most: number,
): Promise<ClosedRequest[]> {
  const { rows } = await sql<ClosedRequest>`
    select id, service_slug as "serviceSlug", service_version as "serviceVersion", form_id as "formId", form_version as "formVersion",
      draft_id as "draftId", answers
    from requests.request where service_slug = any (${slugs as string[]}::text[]) and closed_at < ${before} and state_kind = 'done'
      and anonymised_at is null order by closed_at, id limit ${most} for update`.execute(tx.q)
  return rows
}

export interface Emptied {
  id: number
  /** Object of the request: that of its service, never what was typed. */
  subject: string
  /** Those that statistics count. */
  answers: Answers
}

/** What took the place of what was written. */
const EMPTIED = 'Texte effacé à la fin de la durée de conservation.'
const NOBODY = 'Personne anonymisée'

/** Takes out of a request everything that says who, where exactly, and in what words. */
export async function emptyRequest(tx: Write, { id, subject, answers }: Emptied): Promise<void> {
  await sql`update requests.request set contact_name = ${NOBODY}, contact_email = null, contact_phone = null, contact_address = null,
      resident_id = null, draft_id = null, untold_since = null, subject = ${subject}, description = ${EMPTIED}, place_address = '', lat = null, long = null,
      answers = ${JSON.stringify(answers)}::jsonb, anonymised_at = ${tx.now} where id = ${id}`.execute(tx.q)
}

/** What holds the files of these requests: themselves and their messages. */
export async function holdersOf(tx: Write, ids: readonly number[]): Promise<Subject[]> {
  const messages = await messageIdsOf(tx, 'request', ids)
  return [...ids.map(onRequest), ...messages.map((id) => ({ kind: 'message', id }))]
}

/** Messages and tracking codes of these requests. */
export async function emptyThreads(tx: Write, ids: readonly number[]): Promise<void> {
  const requests = ids as number[]
  await emptyMessages(tx, 'request', ids, { emptied: EMPTIED, nobody: NOBODY })
  await sql`delete from requests.code_grant where request_id = any (${requests})`.execute(tx.q)
  await sql`delete from requests.link where request_id = any (${requests})`.execute(tx.q)
  await sql`delete from requests.tracking where request_id = any (${requests})`.execute(tx.q)
  await sql`select platform.erase_request_names(${requests}::bigint[], ${tx.now})`.execute(tx.q)
}
