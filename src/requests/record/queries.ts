// SQL statements about one request and its thread. Lists of the desk are in inbox/queries.ts.
import { type RawBuilder, sql } from 'kysely'
import { allowedRows, type Relation } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Subject } from '#files'
import type { Answers } from '#forms'
import type { RoutingDecision } from '#services'
import type { StateKind } from '#workflows'
import type { Channel } from './channel.ts'

/** The subject that a request is: of its files, of what is said about it. */
export const onRequest = (id: number): Subject => ({ kind: 'request', id })

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
  /** A message waits for somebody whom no mail reaches, and whom nobody has told otherwise. */
  untoldSince: Date | null
  /** The day of the visit, `YYYY-MM-DD`, while the request stands where the act that planned it led. */
  plannedDay: string | null
  /** The language in which its form was read; null: French. */
  readLanguage: string | null
}

export const COLUMNS =
  sql.raw(`r.id, r.ref, r.service_slug as "serviceSlug", r.service_version as "serviceVersion", r.category,
  r.form_id as "formId", r.form_version as "formVersion", r.workflow_id as "workflowId", r.workflow_version as "workflowVersion",
  r.authority_id as "authorityId", r.unit_id as "unitId", r.assignee_id as "assigneeId", r.commune_id as "communeId",
  r.area_code as "areaCode", r.channel, r.entered_by as "enteredBy", r.entered_unit_id as "enteredUnitId", r.resident_id as "residentId",
  r.contact_name as "contactName", r.contact_email as "contactEmail", r.contact_phone as "contactPhone",
  r.contact_address as "contactAddress", r.subject, r.description, r.place_address as "placeAddress", r.place_kind as "placeKind",
  r.lat, r.long, r.answers, r.routing, r.state, r.state_kind as "stateKind", r.state_since as "stateSince",
  r.received_at as "receivedAt", r.closed_at as "closedAt", r.answer_due_at as "answerDueAt", r.answer_risk_at as "answerRiskAt",
  r.answer_done_at as "answerDoneAt", r.solution_due_at as "solutionDueAt", r.solution_risk_at as "solutionRiskAt",
  r.solution_done_at as "solutionDoneAt", r.resident_wrote_at as "residentWroteAt", r.handler_read_at as "handlerReadAt",
  r.untold_since as "untoldSince", r.planned_day as "plannedDay", r.read_language as "readLanguage"`)

/** One request that the actor may reach through `relations`, or undefined. */
export function findRequest(
  tx: Read,
  relations: readonly Relation[],
  ref: string,
): Promise<RequestRow | undefined> {
  return oneRequest(tx, relations, ref, sql``)
}

/** The same, kept from others until the transaction ends. */
export function lockRequest(
  tx: Write,
  relations: readonly Relation[],
  ref: string,
): Promise<RequestRow | undefined> {
  return oneRequest(tx, relations, ref, sql`for update`)
}

async function oneRequest(
  tx: Read,
  relations: readonly Relation[],
  ref: string,
  locking: RawBuilder<unknown>,
): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`select ${COLUMNS} from requests.request r
    where r.ref = ${ref} and ${allowedRows(relations, tx.actor, 'r')} ${locking}`.execute(tx.q)
  return rows[0]
}

/** Reference of the request that an event is about. */
export async function refOfEvent(tx: Read, eventId: number): Promise<string | null> {
  const { rows } = await sql<{
    ref: string
  }>`select r.ref from platform.event e join requests.request r on r.id = e.subject_id
    where e.id = ${eventId} and e.subject_kind = 'request'`.execute(tx.q)
  return rows[0]?.ref ?? null
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

/** The request that an event is about, with what the event says. */
export async function requestOfEvent(
  tx: Read,
  eventId: number,
): Promise<{ request: RequestRow; fact: { id: number; payload: unknown } } | undefined> {
  const { rows } = await sql<RequestRow & { said: unknown }>`
    select ${COLUMNS}, e.payload as said from platform.event e join requests.request r on r.id = e.subject_id
    where e.id = ${eventId} and e.subject_kind = 'request'`.execute(tx.q)
  if (rows[0] === undefined) return undefined
  const { said, ...request } = rows[0]
  return { request, fact: { id: eventId, payload: said } }
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
    | 'untoldSince'
    | 'plannedDay'
    | 'residentId'
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
  untoldSince: 'untold_since',
  plannedDay: 'planned_day',
  residentId: 'resident_id',
}

export async function updateRequest(tx: Write, id: number, change: RequestChange): Promise<void> {
  const sets = Object.entries(change).map(
    ([key, value]) =>
      sql`${sql.ref(CHANGED[key as keyof RequestChange])} = ${value as Date | string | number | null}`,
  )
  if (sets.length === 0) return
  await sql`update requests.request set ${sql.join(sets)} where id = ${id}`.execute(tx.q)
}

/** Why a request goes where it goes. As the system. */
export async function writeRouting(tx: Write, id: number, routing: RoutingDecision): Promise<void> {
  await sql`update requests.request set routing = ${JSON.stringify(routing)} where id = ${id}`.execute(tx.q)
}

/** The request that holds a file, itself or by a message, and whose account it is; null when none does. */
export async function requestOfFile(
  tx: Read,
  fileId: string,
): Promise<{ ref: string; residentId: number | null; authorityId: number } | null> {
  const { rows } = await sql<{ ref: string; residentId: number | null; authorityId: number }>`
    select r.ref, r.resident_id as "residentId", r.authority_id as "authorityId" from files.held f
    join requests.request r on r.id = case f.subject_kind when 'request' then f.subject_id::bigint
      when 'message' then (select m.subject_id from threads.message m where m.id = f.subject_id::bigint and m.subject_kind = 'request') end
    where f.id = ${fileId}`.execute(tx.q)
  return rows[0] ?? null
}
