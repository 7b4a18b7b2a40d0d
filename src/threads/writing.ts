// What somebody is writing and has not sent: kept as they type, theirs alone, found again on another machine, gone once sent.
import { type RawBuilder, sql } from 'kysely'
import { hold } from '#files'
import type { Read, Write } from '#platform/db/db.ts'

/** Where it will be said: on a subject, or on none yet. */
export interface At {
  kind: string
  id: number | string | null
}

/** `Typed` is what the form holds, as typed. */
export interface Writing<Typed> {
  /** What is being written there, among the forms of that subject. */
  writing: string
  typed: Typed
  /** Key of what it will become: sent twice, it is said once. */
  once: string
  savedAt: Date
}

const OWN = sql<boolean>`files.is_own(visitor_id, person_id)`
const COLUMNS = sql`writing, typed, once, saved_at as "savedAt"`
const at = ({ kind, id }: At): RawBuilder<boolean> =>
  sql`subject_kind = ${kind} and ${id === null ? sql`subject_id is null` : sql`subject_id = ${id}::bigint`}`

/** One’s own; what was kept last when both an account and its browser hold one. */
export async function ownWriting<Typed>(
  tx: Read,
  where: At,
  writing: string,
): Promise<Writing<Typed> | undefined> {
  const { rows } = await sql<Writing<Typed>>`select ${COLUMNS} from threads.draft
    where ${at(where)} and writing = ${writing} and ${OWN} order by saved_at desc limit 1`.execute(tx.q)
  return rows[0]
}

/** All of one’s own there, oldest first. */
export async function ownWritings<Typed>(tx: Read, where: At): Promise<Writing<Typed>[]> {
  const { rows } = await sql<Writing<Typed>>`select ${COLUMNS} from threads.draft
    where ${at(where)} and ${OWN} order by saved_at, id`.execute(tx.q)
  return rows
}

/** Keeps other savers of one’s own there waiting until the transaction ends: text as it is typed, files as they are chosen. */
export async function lockWriting(tx: Write, { kind, id }: At): Promise<void> {
  const key = `${kind}:${id}:${tx.actor.personId ?? tx.actor.visitorId}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx.q)
}

/**
 * Keeps what is typed and the files chosen; nothing when it has left already: a save that arrives late must not bring it back.
 * @param hasLeft in place of « a message of that subject has that key »
 */
export async function keepWriting(
  tx: Write,
  where: At,
  { writing, typed, once }: Omit<Writing<{ kept: readonly string[] }>, 'savedAt'>,
  hasLeft = sql<boolean>`exists (select from threads.message where ${at(where)} and once = ${once}::uuid)`,
): Promise<void> {
  const { personId } = tx.actor
  const { rows } = await sql<{ id: number }>`
    insert into threads.draft (person_id, visitor_id, subject_kind, subject_id, writing, typed, once)
    select ${personId}::bigint, case when ${personId}::bigint is null then platform.visitor_id() end, ${where.kind}, ${where.id}::bigint,
      ${writing}, ${JSON.stringify(typed)}::jsonb, ${once}::uuid
    where not ${hasLeft}
    on conflict (person_id, visitor_id, subject_kind, subject_id, writing)
    do update set typed = excluded.typed, once = excluded.once returning id`.execute(tx.q)
  if (rows[0] !== undefined) await hold(tx, typed.kept, { kind: 'writing', id: rows[0].id })
}

/** What was begun in another form of the same subject, gone if its message stands within that text. */
export interface Begun {
  writing: string
  within: string
}

const hasGone = ({ writing, within }: Begun): RawBuilder<boolean> => sql`writing = ${writing}
  and strpos(${within.replaceAll('\r\n', '\n')}, btrim(replace(typed ->> 'message', e'\\r\\n', e'\\n'), e' \\t\\n')) > 0`

/** Forgets one’s own. */
export async function dropWriting(tx: Write, where: At, writing: string, begun?: Begun): Promise<void> {
  const gone = begun === undefined ? sql<boolean>`false` : hasGone(begun)
  await sql`delete from threads.draft where ${at(where)} and (writing = ${writing} or ${gone}) and ${OWN}`.execute(
    tx.q,
  )
}

/** Keeps the latest `most` of one’s own there. */
export async function trimWritings(tx: Write, where: At, most: number): Promise<void> {
  await sql`delete from threads.draft where id in (
    select id from threads.draft where ${at(where)} and ${OWN} order by saved_at desc, id desc offset ${most})`.execute(
    tx.q,
  )
}

/** Forgets what nobody came back to since that. As the system. @returns how many */
export async function dropOldWritings(tx: Write, before: Date, most: number): Promise<number> {
  const done = await sql`delete from threads.draft where ctid = any (array(
    select ctid from threads.draft where saved_at < ${before} limit ${most}))`.execute(tx.q)
  return Number(done.numAffectedRows ?? 0)
}

/** Nothing typed about these subjects outlives them. As the system. */
export async function dropWritingsOn(tx: Write, kind: string, ids: readonly number[]): Promise<void> {
  await sql`delete from threads.draft where subject_kind = ${kind} and subject_id = any (${ids as number[]}::bigint[])`.execute(
    tx.q,
  )
}
