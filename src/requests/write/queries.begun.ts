// What an agent has begun that is on no request yet: calls being entered, texts for a selection.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { keepWriting, ownWriting, ownWritings, type Writing } from '#threads'
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

export type Begun<Typed> = Writing<Typed>

/** On no request yet. */
export const NOWHERE = { kind: 'request', id: null } as const

/** One's own, by what is being written. */
export const begunOf = <Typed>(tx: Read, writing: string): Promise<Begun<Typed> | undefined> =>
  ownWriting<Typed>(tx, NOWHERE, writing)

/** All that one has begun, latest first. */
export async function listBegun(tx: Read): Promise<Begun<TypedEntry | TypedBulk>[]> {
  return (await ownWritings<TypedEntry | TypedBulk>(tx, NOWHERE)).reverse()
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

/** Keeps what is typed; nothing when it has left already, as a request or as a message of each. */
export function upsertBegun(
  tx: Write,
  begun: { writing: string; typed: TypedEntry | TypedBulk; once: string },
): Promise<void> {
  const refs = 'refs' in begun.typed ? begun.typed.refs : []
  const hasLeft = sql<boolean>`(exists (select from requests.request where draft_id = ${begun.once}::uuid)
    or exists (select from threads.message m join requests.request r on r.id = m.subject_id and m.subject_kind = 'request'
      where r.ref = any (${refs}::text[]) and m.once = ${begun.once}::uuid))`
  return keepWriting(tx, NOWHERE, begun, hasLeft)
}
