// SQL statements about one request and its thread. Lists of the desk are in queries.inbox.ts.
import { type RawBuilder, sql } from 'kysely'
import { allowedRows, type Relation } from '#platform/access.ts'
import type { Read, Write } from '#platform/db.ts'
import type { Answers } from '#forms'
import type { RoutingDecision } from '#services'
import type { StateKind } from '#workflows'

export type Channel = 'web' | 'phone' | 'desk' | 'letter' | 'mail'
export type Audience = 'resident' | 'note' | 'handler'

/** A request as stored, in the program's names. Times are instants; `answers` are those of its form version. */
export interface RequestRow {
  id: number
  ref: string
  serviceSlug: string
  serviceVersion: number
  category: string
  formId: string
  formVersion: number
  workflowId: string
  workflowVersion: number
  authorityId: number
  unitId: number
  assigneeId: number | null
  communeId: number
  areaCode: string
  channel: Channel
  enteredBy: number | null
  enteredUnitId: number | null
  residentId: number | null
  contactName: string
  contactEmail: string | null
  contactPhone: string | null
  contactAddress: string | null
  subject: string
  description: string
  placeAddress: string
  placeKind: string | null
  lat: number | null
  long: number | null
  answers: Answers
  routing: RoutingDecision
  state: string
  stateKind: StateKind
  stateSince: Date
  receivedAt: Date
  closedAt: Date | null
  answerDueAt: Date | null
  answerRiskAt: Date | null
  answerDoneAt: Date | null
  solutionDueAt: Date | null
  solutionRiskAt: Date | null
  solutionDoneAt: Date | null
  residentWroteAt: Date | null
  handlerReadAt: Date | null
}

const COLUMNS =
  sql.raw(`r.id, r.ref, r.service_slug as "serviceSlug", r.service_version as "serviceVersion", r.category,
  r.form_id as "formId", r.form_version as "formVersion", r.workflow_id as "workflowId", r.workflow_version as "workflowVersion",
  r.authority_id as "authorityId", r.unit_id as "unitId", r.assignee_id as "assigneeId", r.commune_id as "communeId",
  r.area_code as "areaCode", r.channel, r.entered_by as "enteredBy", r.entered_unit_id as "enteredUnitId", r.resident_id as "residentId",
  r.contact_name as "contactName", r.contact_email as "contactEmail", r.contact_phone as "contactPhone",
  r.contact_address as "contactAddress", r.subject, r.description, r.place_address as "placeAddress", r.place_kind as "placeKind",
  r.lat, r.long, r.answers, r.routing, r.state, r.state_kind as "stateKind", r.state_since as "stateSince",
  r.received_at as "receivedAt", r.closed_at as "closedAt", r.answer_due_at as "answerDueAt", r.answer_risk_at as "answerRiskAt",
  r.answer_done_at as "answerDoneAt", r.solution_due_at as "solutionDueAt", r.solution_risk_at as "solutionRiskAt",
  r.solution_done_at as "solutionDoneAt", r.resident_wrote_at as "residentWroteAt", r.handler_read_at as "handlerReadAt"`)

/** One request that the actor may reach through `relations`, or undefined. `lock` keeps it until the transaction ends. */
export async function findRequest(
  tx: Read,
  relations: readonly Relation[],
  ref: string,
  lock = false,
): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`select ${COLUMNS} from requests.request r
    where r.ref = ${ref} and ${allowedRows(relations, tx.actor, 'r')} ${lock ? sql`for update` : sql``}`.execute(
    tx.q,
  )
  return rows[0]
}

/** One request by id, as the actor's row-level sight allows. */
export async function requestById(tx: Read, id: number): Promise<RequestRow | undefined> {
  const { rows } =
    await sql<RequestRow>`select ${COLUMNS} from requests.request r where r.id = ${id}`.execute(tx.q)
  return rows[0]
}

/** Requests chosen by `where` (alias r), newest first. */
export async function requestsWhere(
  tx: Read,
  where: RawBuilder<boolean>,
  limit: number,
): Promise<RequestRow[]> {
  const { rows } = await sql<RequestRow>`select ${COLUMNS} from requests.request r where ${where}
    order by r.received_at desc, r.id desc limit ${limit}`.execute(tx.q)
  return rows
}

export async function requestOfDraft(
  tx: Read,
  draftId: string,
): Promise<{ id: number; ref: string; code: string } | undefined> {
  const { rows } = await sql<{ id: number; ref: string; code: string }>`
    select r.id, r.ref, t.code from requests.request r join requests.tracking t on t.request_id = r.id
    where r.draft_id = ${draftId}`.execute(tx.q)
  return rows[0]
}

/** The next id and reference of a year. */
export async function nextIds(tx: Write, year: number): Promise<{ id: number; ref: string }> {
  const { rows } = await sql<{ id: number; ref: string }>`
    select nextval(pg_get_serial_sequence('requests.request', 'id')) as id, requests.next_ref(${year}) as ref`.execute(
    tx.q,
  )
  return rows[0] as { id: number; ref: string }
}

/** What a new request says; states and clocks are set by the verb. */
export type NewRequest = Omit<
  RequestRow,
  'closedAt' | 'residentWroteAt' | 'handlerReadAt' | 'answerDoneAt' | 'solutionDoneAt' | 'assigneeId'
> & {
  draftId: string | null
}

/** @returns false when the same draft was already sent */
export async function insertRequest(tx: Write, row: NewRequest): Promise<boolean> {
  const done =
    await sql`insert into requests.request (id, ref, draft_id, service_slug, service_version, category, form_id, form_version,
      workflow_id, workflow_version, authority_id, unit_id, commune_id, area_code, channel, entered_by, entered_unit_id, resident_id,
      contact_name, contact_email, contact_phone, contact_address, subject, description, place_address, place_kind, lat, long,
      answers, routing, state, state_kind, state_since, received_at, answer_due_at, answer_risk_at, solution_due_at,
      solution_risk_at, next_due_at, next_risk_at)
    values (${row.id}, ${row.ref}, ${row.draftId}, ${row.serviceSlug}, ${row.serviceVersion}, ${row.category}, ${row.formId},
      ${row.formVersion}, ${row.workflowId}, ${row.workflowVersion}, ${row.authorityId}, ${row.unitId}, ${row.communeId},
      ${row.areaCode}, ${row.channel}, ${row.enteredBy}, ${row.enteredUnitId}, ${row.residentId}, ${row.contactName},
      ${row.contactEmail}, ${row.contactPhone}, ${row.contactAddress}, ${row.subject}, ${row.description}, ${row.placeAddress},
      ${row.placeKind}, ${row.lat}, ${row.long}, ${JSON.stringify(row.answers)}, ${JSON.stringify(row.routing)}, ${row.state},
      ${row.stateKind}, ${row.stateSince}, ${row.receivedAt}, ${row.answerDueAt}, ${row.answerRiskAt}, ${row.solutionDueAt},
      ${row.solutionRiskAt}, least(${row.answerDueAt}::timestamptz, ${row.solutionDueAt}::timestamptz),
      least(${row.answerRiskAt}::timestamptz, ${row.solutionRiskAt}::timestamptz))
    on conflict (draft_id) do nothing`.execute(tx.q)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** Code and, for a visitor, the right to read with it. */
export async function insertTracking(tx: Write, requestId: number, code: string): Promise<void> {
  await sql`insert into requests.tracking (request_id, code) values (${requestId}, ${code})`.execute(tx.q)
}

export async function grantCode(tx: Write, visitorId: string, requestId: number): Promise<void> {
  await sql`insert into requests.code_grant (visitor_id, request_id, granted_at) values (${visitorId}, ${requestId}, ${tx.now})
    on conflict (visitor_id, request_id) do update set granted_at = excluded.granted_at`.execute(tx.q)
}

/** Requests whose code this visitor has given since `since`. */
export async function grantedTo(tx: Read, visitorId: string, since: Date): Promise<number[]> {
  const rows = await tx.q
    .selectFrom('requests.code_grant')
    .select('request_id')
    .where('visitor_id', '=', visitorId)
    .where('granted_at', '>', since)
    .execute()
  return rows.map((row) => row.request_id)
}

/** The code of a request, for the system alone (mails, receipt). */
export async function codeOf(tx: Read, requestId: number): Promise<string | undefined> {
  const row = await tx.q
    .selectFrom('requests.tracking')
    .select('code')
    .where('request_id', '=', requestId)
    .executeTakeFirst()
  return row?.code
}

export async function requestOfCode(
  tx: Read,
  code: string,
): Promise<{ id: number; ref: string; contactEmail: string | null } | undefined> {
  const { rows } = await sql<{ id: number; ref: string; contactEmail: string | null }>`
    select r.id, r.ref, r.contact_email as "contactEmail" from requests.tracking t join requests.request r on r.id = t.request_id
    where t.code = ${code}`.execute(tx.q)
  return rows[0]
}

export async function shareWith(
  tx: Write,
  requestId: number,
  unitId: number,
  reason: 'entered' | 'handed-over' | 'shared',
): Promise<void> {
  await sql`insert into requests.access (request_id, unit_id, reason, since) values (${requestId}, ${unitId}, ${reason}, ${tx.now})
    on conflict (request_id, unit_id) do nothing`.execute(tx.q)
}

export const sharesOf = (tx: Read, requestId: number) =>
  tx.q
    .selectFrom('requests.access')
    .select(['unit_id as unitId', 'reason', 'since'])
    .where('request_id', '=', requestId)
    .orderBy('since')
    .execute()

export interface MessageRow {
  id: number
  authorKind: 'resident' | 'agent' | 'system'
  authorId: number | null
  authorLabel: string
  audience: Audience
  unitId: number | null
  body: string
  createdAt: Date
}

export async function insertMessage(
  tx: Write,
  requestId: number,
  row: Omit<MessageRow, 'id' | 'createdAt'>,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into requests.message (request_id, author_kind, author_id, author_label, audience, unit_id, body, created_at)
    values (${requestId}, ${row.authorKind}, ${row.authorId}, ${row.authorLabel}, ${row.audience}, ${row.unitId}, ${row.body}, ${tx.now})
    returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

/** What the actor may read of the thread, oldest first: policies leave notes out for residents. */
export async function messagesOf(tx: Read, requestId: number): Promise<MessageRow[]> {
  const { rows } =
    await sql<MessageRow>`select id, author_kind as "authorKind", author_id as "authorId", author_label as "authorLabel",
    audience, unit_id as "unitId", body, created_at as "createdAt" from requests.message where request_id = ${requestId} order by id`.execute(
      tx.q,
    )
  return rows
}

export async function messageById(
  tx: Read,
  id: number,
): Promise<(MessageRow & { requestId: number }) | undefined> {
  const { rows } = await sql<
    MessageRow & { requestId: number }
  >`select id, request_id as "requestId", author_kind as "authorKind",
    author_id as "authorId", author_label as "authorLabel", audience, unit_id as "unitId", body, created_at as "createdAt"
    from requests.message where id = ${id}`.execute(tx.q)
  return rows[0]
}

export interface DocumentRow {
  fileId: string
  messageId: number | null
  name: string
  mediaType: string
  bytes: number
  hasThumbnail: boolean
  audience: Audience
}

export async function documentsOf(tx: Read, requestId: number): Promise<DocumentRow[]> {
  const { rows } =
    await sql<DocumentRow>`select d.file_id as "fileId", d.message_id as "messageId", f.name, f.media_type as "mediaType",
    f.bytes, f.thumbnail_key is not null as "hasThumbnail", d.audience
    from requests.document d join platform.file f on f.id = d.file_id where d.request_id = ${requestId} order by d.created_at, d.id`.execute(
      tx.q,
    )
  return rows
}

export async function insertDocument(
  tx: Write,
  requestId: number,
  fileId: string,
  messageId: number | null,
  audience: Audience,
): Promise<void> {
  await sql`insert into requests.document (id, request_id, message_id, file_id, audience, created_at)
    values (gen_random_uuid(), ${requestId}, ${messageId}, ${fileId}, ${audience}, ${tx.now})`.execute(tx.q)
}

/** Columns a transition may change. */
export type RequestChange = Partial<
  Pick<
    RequestRow,
    | 'authorityId'
    | 'unitId'
    | 'assigneeId'
    | 'state'
    | 'stateKind'
    | 'stateSince'
    | 'closedAt'
    | 'answerDueAt'
    | 'answerRiskAt'
    | 'answerDoneAt'
    | 'solutionDueAt'
    | 'solutionRiskAt'
    | 'solutionDoneAt'
    | 'residentWroteAt'
    | 'handlerReadAt'
    | 'residentId'
    | 'routing'
  >
>

const CHANGED: Record<keyof RequestChange, string> = {
  authorityId: 'authority_id',
  unitId: 'unit_id',
  assigneeId: 'assignee_id',
  state: 'state',
  stateKind: 'state_kind',
  stateSince: 'state_since',
  closedAt: 'closed_at',
  answerDueAt: 'answer_due_at',
  answerRiskAt: 'answer_risk_at',
  answerDoneAt: 'answer_done_at',
  solutionDueAt: 'solution_due_at',
  solutionRiskAt: 'solution_risk_at',
  solutionDoneAt: 'solution_done_at',
  residentWroteAt: 'resident_wrote_at',
  handlerReadAt: 'handler_read_at',
  residentId: 'resident_id',
  routing: 'routing',
}

export async function updateRequest(tx: Write, id: number, change: RequestChange): Promise<void> {
  const sets = Object.entries(change).map(
    ([key, value]) =>
      sql`${sql.ref(CHANGED[key as keyof RequestChange])} = ${key === 'routing' ? JSON.stringify(value) : (value as Date | string | number | null)}`,
  )
  if (sets.length === 0) return
  await sql`update requests.request set ${sql.join(sets)} where id = ${id}`.execute(tx.q)
}

/** Order of the inbox, from the two clocks just written. */
export async function refreshOrder(tx: Write, id: number): Promise<void> {
  await sql`update requests.request set
      next_due_at = coalesce(least(case when answer_done_at is null then answer_due_at end, case when solution_done_at is null then solution_due_at end), 'infinity'),
      next_risk_at = coalesce(least(case when answer_done_at is null then answer_risk_at end, case when solution_done_at is null then solution_risk_at end), 'infinity')
    where id = ${id}`.execute(tx.q)
}

export async function saveRating(
  tx: Write,
  requestId: number,
  score: 'good' | 'middling' | 'bad',
): Promise<void> {
  await sql`insert into requests.rating (request_id, score, rated_at) values (${requestId}, ${score}, ${tx.now})
    on conflict (request_id) do update set score = excluded.score, rated_at = excluded.rated_at`.execute(tx.q)
}

export async function ratingOf(tx: Read, requestId: number): Promise<'good' | 'middling' | 'bad' | null> {
  const row = await tx.q
    .selectFrom('requests.rating')
    .select('score')
    .where('request_id', '=', requestId)
    .executeTakeFirst()
  return (row?.score as 'good' | 'middling' | 'bad' | undefined) ?? null
}

/** Waiting requests whose state has lasted at least `since` allows: for the timeouts job. */
export async function waitingSince(
  tx: Read,
  limit: number,
): Promise<{ ref: string; workflowId: string; workflowVersion: number; state: string; stateSince: Date }[]> {
  const { rows } = await sql<{
    ref: string
    workflowId: string
    workflowVersion: number
    state: string
    stateSince: Date
  }>`
    select ref, workflow_id as "workflowId", workflow_version as "workflowVersion", state, state_since as "stateSince"
    from requests.request where state_kind = 'waiting' order by state_since limit ${limit}`.execute(tx.q)
  return rows
}
