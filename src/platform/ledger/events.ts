// What happened, append-only: one row per fact, one job per listener, in the transaction that caused it.
// Events of one subject are hash-chained so that a history can be verified (bin/verify).
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { seatedAs } from '../actor.ts'
import type { Read, Write } from '../db/db.ts'

export interface EventInput {
  /** Past tense: `request.assigned`. */
  name: string
  subjectKind: string
  subjectId: number
  /**
   * Ids and facts, never personal values: texts live in their own rows, named here by id and digest.
   * `by` is kept for the helper who acts for somebody: `emit` writes it.
   */
  payload: Record<string, unknown>
  /** The subject was created in this transaction: no event comes before. */
  isFirst?: boolean
}

export interface EventRow {
  id: number
  seq: number
  name: string
  at: Date
  actorKind: string
  actorId: number | null
  actorLabel: string
  payload: Record<string, unknown>
}

/** Text of a JSON value that does not depend on the order of keys. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value instanceof Date) return JSON.stringify(value)
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

/** sha256 of the previous hash and of everything the row says. */
export function eventHash(
  previous: Uint8Array | null,
  row: Omit<EventRow, 'id'> & { subject: string },
): Buffer {
  const { seq, name, at, actorKind, actorId, actorLabel, payload, subject } = row
  const said = { subject, seq, name, at: at.toISOString(), actorKind, actorId, actorLabel, payload }
  return createHash('sha256')
    .update(previous ?? '')
    .update(canonicalJson(said))
    .digest()
}

// Retention may have forgotten every event of the subject: its anchor says where the chain stood.
async function lastOf(
  tx: Write,
  subjectKind: string,
  subjectId: number,
): Promise<{ seq: number; hash: Buffer } | undefined> {
  const { rows } = await sql<{ seq: number; hash: Buffer }>`
    (select seq, hash from platform.event where subject_kind = ${subjectKind} and subject_id = ${subjectId} order by seq desc limit 1)
    union all select seq, hash from platform.event_anchor where subject_kind = ${subjectKind} and subject_id = ${subjectId}
    order by seq desc limit 1`.execute(tx.q)
  return rows[0]
}

/**
 * Records an event and plans one job per listener.
 * The caller holds the subject's row lock (or has just created it), so that the chain has no fork.
 * @returns the event's id
 */
export async function emit(tx: Write, event: EventInput): Promise<number> {
  const { subjectKind, subjectId, name } = event
  const { by } = tx.actor
  const payload = by ? { ...event.payload, by: by.personId } : event.payload
  const last = event.isFirst ? undefined : await lastOf(tx, subjectKind, subjectId)
  // What a collaborator does is done for the member.
  const actorId = tx.actor.personId ?? seatedAs(tx.actor)
  const actor = { actorKind: tx.actor.kind, actorId, actorLabel: tx.actor.label }
  const row = { seq: (last?.seq ?? 0) + 1, name, at: tx.now, ...actor, payload }
  const hash = eventHash(last?.hash ?? null, { ...row, subject: `${subjectKind}:${subjectId}` })
  // One statement for the fact and what it causes: most acts end with it.
  const { rows } = await sql<{ id: number }>`
    with fact as (
      insert into platform.event
        (subject_kind, subject_id, seq, name, at, actor_kind, actor_id, actor_label, payload, previous_hash, hash)
      values (${subjectKind}, ${subjectId}, ${row.seq}, ${name}, ${tx.now}, ${actor.actorKind}, ${actor.actorId},
        ${actor.actorLabel}, ${JSON.stringify(payload)}, ${last?.hash ?? null}, ${hash})
      returning id)
    select id, array(select platform.add_job(job, json_build_object('eventId', id), job || ':' || id, null)::text
      from unnest(${tx.listeners[name] ?? []}::text[]) job) from fact`.execute(tx.q)
  const [fact] = rows
  if (fact === undefined) throw new Error(`the event ${name} was not recorded`)
  return fact.id
}

/** What one act does to many subjects of a kind, and what it says of each. */
type OneOfMany = Pick<EventInput, 'subjectId' | 'payload'>

/**
 * The same for many subjects at once, in two statements whatever their number. The caller holds the rows of all.
 * Nobody acts for somebody else on many things: `by` is not written.
 */
export async function emitEach(
  tx: Write,
  { name, subjectKind }: Pick<EventInput, 'name' | 'subjectKind'>,
  events: readonly OneOfMany[],
): Promise<void> {
  if (events.length === 0) return
  const ids = events.map(({ subjectId }) => subjectId)
  const { rows: ends } = await sql<{ id: number; seq: number; hash: Buffer }>`
    select distinct on (id) id, seq, hash from (
      select subject_id as id, seq, hash from platform.event where subject_kind = ${subjectKind} and subject_id = any (${ids}::bigint[])
      union all select subject_id, seq, hash from platform.event_anchor where subject_kind = ${subjectKind} and subject_id = any (${ids}::bigint[])) e
    order by id, seq desc`.execute(tx.q)
  const last = new Map(ends.map((end) => [end.id, end]))
  const actor = { actorKind: tx.actor.kind, actorId: tx.actor.personId, actorLabel: tx.actor.label }
  const rows = events.map(({ subjectId, payload }) => {
    const { seq = 0, hash = null } = last.get(subjectId) ?? {}
    const row = { seq: seq + 1, name, at: tx.now, ...actor, payload }
    const sealed = eventHash(hash, { ...row, subject: `${subjectKind}:${subjectId}` })
    return {
      subjectId,
      seq: row.seq,
      payload,
      previous: hash?.toString('hex') ?? null,
      hash: sealed.toString('hex'),
    }
  })
  await sql`with fact as (
      insert into platform.event
        (subject_kind, subject_id, seq, name, at, actor_kind, actor_id, actor_label, payload, previous_hash, hash)
      select ${subjectKind}, e."subjectId", e.seq, ${name}, ${tx.now}, ${actor.actorKind}, ${actor.actorId}, ${actor.actorLabel}, e.payload,
        decode(e.previous, 'hex'), decode(e.hash, 'hex')
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as e ("subjectId" bigint, seq integer, payload jsonb, previous text, hash text)
      returning id)
    select platform.add_job(job, json_build_object('eventId', id), job || ':' || id, null)
    from fact, unnest(${tx.listeners[name] ?? []}::text[]) job`.execute(tx.q)
}

/** The events of one subject, oldest first. */
export async function eventsOf(tx: Read, subjectKind: string, subjectId: number): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`
    select id, seq, name, at, actor_kind as "actorKind", actor_id as "actorId", actor_label as "actorLabel", payload
    from platform.event where subject_kind = ${subjectKind} and subject_id = ${subjectId} order by seq`.execute(
    tx.q,
  )
  return rows
}

/** The number of the last event of one subject; 0 without any. */
export async function lastSeq(tx: Read, subjectKind: string, subjectId: number): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    select coalesce(max(seq), 0) as seq from platform.event where subject_kind = ${subjectKind} and subject_id = ${subjectId}`.execute(
    tx.q,
  )
  return rows[0]?.seq ?? 0
}

/** One event, for the job that it caused. As the system. */
export async function eventById(
  tx: Read,
  id: number,
): Promise<(EventRow & { subjectId: number }) | undefined> {
  const { rows } = await sql<EventRow & { subjectId: number }>`
    select id, subject_id as "subjectId", seq, name, at, actor_kind as "actorKind", actor_id as "actorId", actor_label as "actorLabel", payload
    from platform.event where id = ${id}`.execute(tx.q)
  return rows[0]
}

export interface HelpedEvent {
  name: string
  at: Date
  /** Id of the helper. */
  by: number
}

/** What helpers did for that person, latest first. Act as the system. */
export async function eventsByHelpers(tx: Read, personId: number, limit: number): Promise<HelpedEvent[]> {
  const { rows } = await sql<HelpedEvent>`
    select name, at, (payload ->> 'by')::bigint as by from platform.event
    where payload ? 'by' and (actor_id = ${personId} or (subject_kind = 'person' and subject_id = ${personId}))
    order by at desc, id desc limit ${limit}`.execute(tx.q)
  return rows
}

/**
 * Forgets the events of one kind of subject older than `before`, `most` at once; what is left still verifies. As the system.
 * @returns how many went
 */
export async function trimEvents(
  tx: Write,
  subjectKind: string,
  before: Date,
  most: number,
): Promise<number> {
  const { rows } = await sql<{ gone: number }>`
    select platform.trim_events(${subjectKind}, ${before}, ${most}) as gone`.execute(tx.q)
  return rows[0]?.gone ?? 0
}
