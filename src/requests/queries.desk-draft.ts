// SQL of what agents are writing: one row for a person, a request and what is being written.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db.ts'

/** A form of the desk as typed. `kept` are ids of files stored already. */
export interface Typed {
  message: string
  reason: string
  explanation: string
  date: string
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

/** One's own drafts on a request, oldest first. */
export async function deskDraftsOf(tx: Read, requestId: number): Promise<DeskDraft[]> {
  const { rows } =
    await sql<DeskDraft>`select writing, typed, once, saved_at as "savedAt" from requests.desk_draft
    where request_id = ${requestId} and person_id = ${tx.actor.personId} order by saved_at`.execute(tx.q)
  return rows
}

/** Keeps what is typed; nothing when the message with that key has left already (a late save must not bring it back). */
export async function upsertDeskDraft(
  tx: Write,
  requestId: number,
  { writing, typed, once }: Omit<DeskDraft, 'savedAt'>,
): Promise<void> {
  await sql`insert into requests.desk_draft (person_id, request_id, writing, typed, once, saved_at)
    select ${tx.actor.personId}::bigint, ${requestId}::bigint, ${writing}, ${JSON.stringify(typed)}::jsonb, ${once}::uuid, ${tx.now}::timestamptz
    where not exists (select from requests.message where request_id = ${requestId} and once = ${once}::uuid)
    on conflict (person_id, request_id, writing) do update set typed = excluded.typed, once = excluded.once, saved_at = excluded.saved_at`.execute(
    tx.q,
  )
}

/** Forgets one's own draft. */
export async function deleteDeskDraft(tx: Write, requestId: number, writing: string): Promise<void> {
  await sql`delete from requests.desk_draft where request_id = ${requestId} and person_id = ${tx.actor.personId}
    and writing = ${writing}`.execute(tx.q)
}

/** Forgets drafts nobody came back to since that. As the system. @returns how many */
export async function deleteOldDeskDrafts(tx: Write, before: Date, most: number): Promise<number> {
  const done = await sql`delete from requests.desk_draft where ctid = any (array(
    select ctid from requests.desk_draft where saved_at < ${before} limit ${most}))`.execute(tx.q)
  return Number(done.numAffectedRows ?? 0)
}

/** Nothing typed about a request outlives its being made anonymous. As the system. */
export async function deleteDraftsOfRequests(tx: Write, requestIds: readonly number[]): Promise<void> {
  await sql`delete from requests.desk_draft where request_id = any (${requestIds as number[]}::bigint[])`.execute(
    tx.q,
  )
}

/** A person's drafts at the desk: for « Mes données ». */
export async function heldDeskDrafts(
  tx: Read,
  personId: number,
): Promise<{ authorityId: number; ref: string; typed: Typed; savedAt: Date }[]> {
  const { rows } = await sql<{ authorityId: number; ref: string; typed: Typed; savedAt: Date }>`
    select r.authority_id as "authorityId", r.ref, d.typed, d.saved_at as "savedAt"
    from requests.desk_draft d join requests.request r on r.id = d.request_id where d.person_id = ${personId} order by d.saved_at`.execute(
    tx.q,
  )
  return rows
}

export async function deleteDeskDraftsOf(tx: Write, personId: number): Promise<number> {
  const done = await sql`delete from requests.desk_draft where person_id = ${personId}`.execute(tx.q)
  return Number(done.numAffectedRows ?? 0)
}
