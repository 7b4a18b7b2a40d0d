// SQL of what requests forget with time. As the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Subject } from '#files'
import type { Answers, MarkedQuestion, MarkedQuestions } from '#forms'
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

const CLOSED = sql`select id, service_slug as "serviceSlug", service_version as "serviceVersion", form_id as "formId",
  form_version as "formVersion", draft_id as "draftId", answers from requests.request`
const NAMING = sql<boolean>`state_kind = 'done' and anonymised_at is null`

/** Requests of these services closed before that and still naming somebody, oldest first, held until the transaction ends. */
export async function requestsToAnonymise(
  tx: Write,
  slugs: readonly string[],
  before: Date,
  most: number,
): Promise<ClosedRequest[]> {
  const { rows } = await sql<ClosedRequest>`
    ${CLOSED} where service_slug = any (${slugs as string[]}::text[]) and closed_at < ${before} and ${NAMING} order by closed_at, id limit ${most} for update`.execute(
    tx.q,
  )
  return rows
}

/** Those that an authority answered, still naming somebody. */
export async function requestsLeft(tx: Write, authorityId: number, most: number): Promise<ClosedRequest[]> {
  const { rows } = await sql<ClosedRequest>`
    ${CLOSED} where authority_id = ${authorityId} and ${NAMING} order by id limit ${most} for update`.execute(
    tx.q,
  )
  return rows
}

/** How many they are, with what was said and joined; and how many are open. */
export async function countLeft(
  tx: Read,
  authorityId: number,
): Promise<{ requests: number; messages: number; files: number; open: number }> {
  const { rows } = await sql<{ requests: number; messages: number; files: number; open: number }>`
    with r as (select id from requests.request where authority_id = ${authorityId} and ${NAMING}),
      m as (select m.id from threads.message m where m.subject_kind = 'request' and m.subject_id in (select id from r))
    select (select count(*)::integer from r) as requests, (select count(*)::integer from m) as messages,
      (select count(*)::integer from files.held f where (f.subject_kind, f.subject_id) in (
        select 'request', id::text from r union all select 'message', id::text from m)) as files,
      (select count(*)::integer from requests.request where authority_id = ${authorityId} and state_kind <> 'done') as open`.execute(
    tx.q,
  )
  return rows[0] ?? { requests: 0, messages: 0, files: 0, open: 0 }
}

/** A closed request, and its questions that ask an identity document. */
export interface Identified {
  id: number
  answers: Answers
  fields: MarkedQuestion[]
}

/** Where they stand in answers: `$."children"[*]."card"`. Ids of questions hold no quotation mark. */
const pathOf = ({ id, within }: MarkedQuestion): string =>
  within === undefined ? `$."${id}"` : `$."${within}"[*]."${id}"`

/** Requests of these services closed before that which still hold an identity document, held until the transaction ends. */
export async function requestsWithIdentity(
  tx: Write,
  slugs: readonly string[],
  before: Date,
  asked: readonly MarkedQuestions[],
  most: number,
): Promise<Identified[]> {
  const where = asked.map((one) => ({ ...one, paths: one.fields.map(pathOf) }))
  const { rows } = await sql<Identified>`
    select r.id, r.answers, a.fields from requests.request r
    join jsonb_to_recordset(${JSON.stringify(where)}::jsonb) as a ("formId" text, version integer, fields jsonb, paths text[])
      on a."formId" = r.form_id and a.version = r.form_version
    where r.service_slug = any (${slugs as string[]}::text[]) and r.closed_at < ${before} and ${NAMING}
      and exists (select from unnest(a.paths) path where jsonb_path_exists(r.answers, path::jsonpath))
    order by r.closed_at, r.id limit ${most} for update of r`.execute(tx.q)
  return rows
}

/** What stays of the answers of a request that is held. */
export async function keepAnswers(tx: Write, id: number, answers: Answers): Promise<void> {
  await sql`update requests.request set answers = ${JSON.stringify(answers)}::jsonb where id = ${id}`.execute(
    tx.q,
  )
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
      resident_id = null, draft_id = null, untold_since = null, read_language = null, subject = ${subject}, description = ${EMPTIED}, place_address = '', lat = null, long = null,
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
