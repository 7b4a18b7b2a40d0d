// SQL of what is being written on a request, by agents and by its resident: one row for an owner and what is being written.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db.ts'
import { hold } from '#files'

/** `writing` of a resident’s message; anything else is of the desk. */
export const FOLLOW = 'suivi'

/** A form as typed. `kept` are ids of files stored already. */
export interface Typed {
  message: string
  reason: string
  explanation: string
  date: string
  /** oui, non, or nothing yet: is a planned day promised? Absent from older drafts. */
  promise?: string
  /** How the person whom no mail reaches was told (phone, other); nothing while they are not. Absent from older drafts. */
  told?: string
  agent: string
  target: string
  kept: string[]
}

export interface DeskDraft {
  writing: string
  typed: Typed
  /** Key of the message it will become. */
  once: string
  savedAt: Date
}

const OWN = sql<boolean>`forms.is_own(visitor_id, person_id)`

/** One's own message on a request, not sent yet; begun without an account, it is the browser's. */
export async function messageDraft(tx: Read, requestId: number): Promise<DeskDraft | undefined> {
  const { rows } = await sql<DeskDraft>`select writing, typed, once, saved_at as "savedAt" from requests.draft
    where request_id = ${requestId} and writing = ${FOLLOW} and ${OWN} order by saved_at desc limit 1`.execute(
    tx.q,
  )
  return rows[0]
}

/** Keeps other savers of that message waiting until the transaction ends: text as it is typed, files as they are chosen. */
export async function lockMessageDraft(tx: Write, requestId: number): Promise<void> {
  const owner = String(tx.actor.personId ?? tx.actor.visitorId)
  await sql`select pg_advisory_xact_lock(hashtextextended(${`message:${requestId}:${owner}`}, 0))`.execute(
    tx.q,
  )
}

/** One's own drafts of the desk on a request, oldest first. */
export async function deskDraftsOf(tx: Read, requestId: number): Promise<DeskDraft[]> {
  const { rows } = await sql<DeskDraft>`select writing, typed, once, saved_at as "savedAt" from requests.draft
    where request_id = ${requestId} and person_id = ${tx.actor.personId} and writing <> ${FOLLOW}
    order by saved_at`.execute(tx.q)
  return rows
}

/** Keeps what is typed; nothing when the message with that key has left already (a late save must not bring it back). */
export async function upsertDraft(
  tx: Write,
  requestId: number,
  { writing, typed, once }: Omit<DeskDraft, 'savedAt'>,
): Promise<void> {
  const { rows } = await sql<{
    id: number
  }>`insert into requests.draft (person_id, visitor_id, request_id, writing, typed, once)
    select ${tx.actor.personId}::bigint, case when ${tx.actor.personId}::bigint is null then platform.visitor_id() end, ${requestId}::bigint, ${writing}, ${JSON.stringify(typed)}::jsonb, ${once}::uuid
    where not exists (select from requests.message where request_id = ${requestId} and once = ${once}::uuid)
    on conflict (person_id, visitor_id, request_id, writing) do update set typed = excluded.typed, once = excluded.once returning id`.execute(
    tx.q,
  )
  if (rows[0] !== undefined) await hold(tx, typed.kept, { kind: 'writing', id: rows[0].id })
}

/** Forgets one's own draft. */
export async function deleteDraft(tx: Write, requestId: number, writing: string): Promise<void> {
  await sql`delete from requests.draft where request_id = ${requestId} and writing = ${writing} and ${OWN}`.execute(
    tx.q,
  )
}

/** Forgets drafts nobody came back to since that. As the system. @returns how many */
export async function deleteOldDrafts(tx: Write, before: Date, most: number): Promise<number> {
  const done = await sql`delete from requests.draft where ctid = any (array(
    select ctid from requests.draft where saved_at < ${before} limit ${most}))`.execute(tx.q)
  return Number(done.numAffectedRows ?? 0)
}

/** Nothing typed about a request outlives its being made anonymous. As the system. */
export async function deleteDraftsOfRequests(tx: Write, requestIds: readonly number[]): Promise<void> {
  await sql`delete from requests.draft where request_id = any (${requestIds as number[]}::bigint[])`.execute(
    tx.q,
  )
}

export interface HeldDraft {
  /** Null for what is on no request yet. */
  authorityId: number | null
  ref: string | null
  writing: string
  typed: Partial<Typed>
  savedAt: Date
}

/** What a person is writing, at the desk and as a resident: for « Mes données ». */
export async function heldDrafts(tx: Read, personId: number): Promise<HeldDraft[]> {
  const { rows } = await sql<HeldDraft>`
    select r.authority_id as "authorityId", r.ref, d.writing, d.typed, d.saved_at as "savedAt"
    from requests.draft d left join requests.request r on r.id = d.request_id where d.person_id = ${personId} order by d.saved_at`.execute(
    tx.q,
  )
  return rows
}

/** @param isResident the messages of a resident, or else what an agent writes */
export async function deleteDraftsOf(tx: Write, personId: number, isResident: boolean): Promise<number> {
  const done =
    await sql`delete from requests.draft where person_id = ${personId} and (writing = ${FOLLOW}) = ${isResident}`.execute(
      tx.q,
    )
  return Number(done.numAffectedRows ?? 0)
}
