// What rules of competence decided, counted for whoever administers; and the requests that somebody may read among those.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import type { Territory } from '#territory'
import { requestAccess } from '../record/access.ts'
import { findRequest, requestOfEvent, type RequestRow } from '../record/queries.ts'
import { explained } from './why.ts'

/** Requests alike for the rules, and how many came since then: nobody’s data. */
export interface PastCase {
  category: string
  areaCode: string
  placeKind: string | null
  count: number
}

export async function casesSince(tx: Read, since: Date, categories: readonly string[]): Promise<PastCase[]> {
  const { rows } = await sql<PastCase>`
    select category, area_code as "areaCode", place_kind as "placeKind", count
    from requests.cases_since(${since}, ${categories as string[]}::text[]) order by count desc, 1, 2, 3`.execute(
    tx.q,
  )
  return rows
}

/**
 * How many requests a rule decided; of these, those that agents handed to that unit, and those that they filed under that service, where
 * another rule decides. Null, null: those that stayed.
 */
export interface Decided {
  rule: string
  unitId: number | null
  service: string | null
  count: number
}

export async function decidedSince(tx: Read, since: Date, categories: readonly string[]): Promise<Decided[]> {
  const { rows } = await sql<Decided>`
    select rule, unit_id as "unitId", service, count from requests.decided_since(${since}, ${categories as string[]}::text[])
    order by count desc, 1, 2, 3`.execute(tx.q)
  return rows
}

/** References of what a rule decided and that agents corrected, as far as whoever asks may read it. */
export async function correctedRefs(tx: Read, rule: string, since: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ ref: string }>`select r.ref from requests.request r
    where r.received_at >= ${since} and (r.filed ->> 'rule' = ${rule}
      or r.routing ->> 'ruleId' = ${rule} and r.unit_id <> (r.routing ->> 'unitId')::integer)
      and ${allowedRows(requestAccess['request.read'] ?? [], tx.actor, 'r')}
    order by r.received_at desc, r.id desc limit ${limit}`.execute(tx.q)
  return rows.map(({ ref }) => ref)
}

/** A request as rules read it, and what was decided of it. */
export type RoutedRequest = Pick<
  RequestRow,
  'ref' | 'category' | 'areaCode' | 'placeKind' | 'receivedAt' | 'unitId' | 'routing'
>

/** The one of that reference; undefined for whoever may not read it. */
export async function routedRequest(
  tx: Read,
  place: Territory,
  ref: string,
): Promise<RoutedRequest | undefined> {
  const request = await findRequest(tx, requestAccess['request.read'] ?? [], ref)
  return request && explained(tx, place, request)
}

/** Whose it is, for whoever handles it while it is open, of that service; undefined: there is none such. null: of nobody with an account. */
export async function residentOf(
  tx: Read,
  { ref, service }: { ref: string; service: string },
): Promise<number | null | undefined> {
  const request = await findRequest(tx, requestAccess['request.act'] ?? [], ref)
  const isOpen = request?.serviceSlug === service && request.stateKind !== 'done'
  return isOpen ? request.residentId : undefined
}

/** The one that an event is about. As the system. */
export const routedOfEvent = async (tx: Read, eventId: number): Promise<RoutedRequest | undefined> =>
  (await requestOfEvent(tx, eventId))?.request

/** A request as it was sent, for what is tried on the past: nobody's to read but the system. */
export interface SentUnder
  extends Pick<RequestRow, 'id' | 'category' | 'formVersion' | 'answers' | 'receivedAt'> {
  /** An agent entered it for somebody. */
  isEntered: boolean
}

/** Requests of a form since then, in the order of their ids, after that one. As the system. */
export async function sentUnder(
  tx: Read,
  form: string,
  { since, after, most }: { since: Date; after: number; most: number },
): Promise<SentUnder[]> {
  const { rows } = await sql<SentUnder>`
    select id, category, form_version as "formVersion", answers, received_at as "receivedAt", entered_by is not null as "isEntered"
    from requests.request where form_id = ${form} and received_at >= ${since} and id > ${after} order by id limit ${most}`.execute(
    tx.q,
  )
  return rows
}

/** How many they are. As the system. */
export async function countSentUnder(tx: Read, form: string, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from requests.request
    where form_id = ${form} and received_at >= ${since}`.execute(tx.q)
  return rows[0]?.count ?? 0
}

/** References of those among these that whoever asks may read, by id. */
export async function readableRefs(tx: Read, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ id: number; ref: string }>`select r.id, r.ref from requests.request r
    where r.id = any (${ids as number[]}::bigint[]) and ${allowedRows(requestAccess['request.read'] ?? [], tx.actor, 'r')}`.execute(
    tx.q,
  )
  return new Map(rows.map(({ id, ref }) => [id, ref]))
}

/** One that whoever asks may read, as it was sent; undefined: there is none such. */
export async function sentToRead(
  tx: Read,
  ref: string,
): Promise<(SentUnder & Pick<RequestRow, 'formId' | 'areaCode'>) | undefined> {
  const request = await findRequest(tx, requestAccess['request.read'] ?? [], ref)
  return request && { ...request, isEntered: request.enteredBy !== null }
}
