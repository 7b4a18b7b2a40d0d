// SQL of what an agent has begun that is on no request yet: calls being entered, texts for a selection. Rows of `requests.draft`.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db.ts'
import { hold } from '#files'
import type { RawAnswers } from '#forms'

/** A call being entered, as typed. `kept` are ids of files stored already, as in every draft. */
export interface TypedEntry {
  slug: string
  channel: string
  account: string
  /** Who calls, once that is typed: the list says it. */
  name: string
  raw: RawAnswers
  kept: string[]
}

/** A text for several requests, as typed. */
export interface TypedBulk {
  kind: string
  refs: string[]
  message: string
  date: string
  /** Query of the list the selection was made in. */
  back: string
  kept: string[]
}

export interface Begun<Typed> {
  writing: string
  typed: Typed
  /** Key of what it will become: of the request, or of each message. */
  once: string
  savedAt: Date
}

const OWN = ({ actor }: Read) => sql`person_id = ${actor.personId} and request_id is null`
const BEGUN = sql`writing, typed, once, saved_at as "savedAt"`

/** One's own, by what is being written. */
export async function begunOf<Typed>(tx: Read, writing: string): Promise<Begun<Typed> | undefined> {
  const { rows } = await sql<
    Begun<Typed>
  >`select ${BEGUN} from requests.draft where ${OWN(tx)} and writing = ${writing}`.execute(tx.q)
  return rows[0]
}

/** All that one has begun, latest first. */
export async function listBegun(tx: Read): Promise<Begun<TypedEntry | TypedBulk>[]> {
  const { rows } = await sql<
    Begun<TypedEntry | TypedBulk>
  >`select ${BEGUN} from requests.draft where ${OWN(tx)} order by saved_at desc, id desc`.execute(tx.q)
  return rows
}

/** Of these requests, how many the act still concerns: those that somebody closed or planned since are done. */
export async function stillToDo(tx: Read, { kind, refs }: TypedBulk, since: Date): Promise<number> {
  if (kind !== 'programmer' && kind !== 'clore') return refs.length
  const planned =
    kind === 'programmer'
      ? sql`and not exists (select from platform.event e where e.subject_kind = 'request' and e.subject_id = r.id
          and e.name = 'request.moved' and e.at >= ${since} and e.payload ? 'plannedDay')`
      : sql``
  const { rows } = await sql<{ left: number }>`select count(*)::int as left from requests.request r
    where r.ref = any (${refs}::text[]) and r.state_kind <> 'done' ${planned}`.execute(tx.q)
  return rows[0]?.left ?? 0
}

/** Keeps what is typed; nothing when it has left already: a save that arrives late must not bring it back. */
export async function upsertBegun(
  tx: Write,
  { writing, typed, once }: { writing: string; typed: TypedEntry | TypedBulk; once: string },
): Promise<void> {
  const refs = 'refs' in typed ? typed.refs : []
  const { rows } = await sql<{
    id: number
  }>`insert into requests.draft (person_id, request_id, writing, typed, once)
    select ${tx.actor.personId}::bigint, null, ${writing}, ${JSON.stringify(typed)}::jsonb, ${once}::uuid
    where not exists (select from requests.request where draft_id = ${once}::uuid)
      and not exists (select from requests.message m join requests.request r on r.id = m.request_id
        where r.ref = any (${refs}::text[]) and m.once = ${once}::uuid)
    on conflict (person_id, visitor_id, request_id, writing) do update set typed = excluded.typed, once = excluded.once returning id`.execute(
    tx.q,
  )
  if (rows[0] !== undefined) await hold(tx, typed.kept, { kind: 'writing', id: rows[0].id })
}

/** Keeps the latest `most` of one's own. */
export async function trimBegun(tx: Write, most: number): Promise<void> {
  await sql`delete from requests.draft where ${OWN(tx)} and id in (
    select id from requests.draft where ${OWN(tx)} order by saved_at desc, id desc offset ${most})`.execute(
    tx.q,
  )
}

export async function deleteBegun(tx: Write, writing: string): Promise<void> {
  await sql`delete from requests.draft where ${OWN(tx)} and writing = ${writing}`.execute(tx.q)
}
