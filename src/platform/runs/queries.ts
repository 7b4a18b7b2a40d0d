// SQL of runs. Whoever acts reads their own, and writes by functions that ask whose it is (db/migrations/000360_keep_runs.sql).
import { sql } from 'kysely'
import type { Read, Write } from '../db/db.ts'
import type { RunLine } from './kind.ts'

export type RunState = 'waiting' | 'running' | 'done' | 'stopped' | 'failed'

export interface RunRow {
  id: number
  kind: string
  title: string
  ownerId: number
  authorityId: number | null
  state: RunState
  total: number | null
  done: number
  problems: number
  createdAt: Date
  beatAt: Date
  endedAt: Date | null
  /** Every step is done: its file is left to make. */
  isRead: boolean
}

/** What a step needs of it. */
export interface HeldRun {
  kind: string
  input: unknown
  cursor: unknown
  isRead: boolean
}

const COLUMNS = sql`r.id, r.kind, r.title, r.owner_id as "ownerId", r.authority_id as "authorityId", r.state, r.total, r.done,
  r.problems, r.created_at as "createdAt", r.beat_at as "beatAt", r.ended_at as "endedAt", r.is_read as "isRead"`

interface Asked {
  kind: string
  title: string
  authorityId: number | null
  input: unknown
  total: number | null
  once: string | null
}

/** @returns its id; that of the same, asked by the same form */
export async function insertRun(tx: Write, run: Asked): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`select platform.start_run(${run.kind}, ${run.title}, ${run.authorityId},
    ${JSON.stringify(run.input)}, ${run.total}, ${run.once}) as id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

/** Holds one’s own until the end of the transaction; undefined when it has ended. */
export async function holdRun(tx: Write, id: number): Promise<HeldRun | undefined> {
  const { rows } =
    await sql<HeldRun>`select kind, input, cursor, is_read as "isRead" from platform.hold_run(${id})`.execute(
      tx.q,
    )
  return rows[0]
}

export async function advanceRun(
  tx: Write,
  id: number,
  {
    next,
    done,
    lines,
    said,
  }: { next: unknown; done: number; lines: readonly RunLine[]; said: string | null },
): Promise<void> {
  const cursor = next === null ? null : JSON.stringify(next)
  await sql`select platform.advance_run(${id}, ${cursor}, ${done}, ${JSON.stringify(lines)}, ${said})`.execute(
    tx.q,
  )
}

/** Nothing is left to do but its file, if it has one. */
export async function readRun(tx: Write, id: number, hasFile: boolean): Promise<void> {
  await sql`select platform.read_run(${id}, ${hasFile})`.execute(tx.q)
}

/** @returns false when it had ended */
export async function endRun(tx: Write, id: number, became: 'done' | 'stopped'): Promise<boolean> {
  const { rows } = await sql<{ ended: boolean }>`select platform.end_run(${id}, ${became}) as ended`.execute(
    tx.q,
  )
  return rows[0]?.ended === true
}

/** Of whoever acts; of anybody, for the system. */
export async function runById(tx: Read, id: number): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`select ${COLUMNS} from platform.run r where r.id = ${id}`.execute(tx.q)
  return rows[0]
}

/** Whoever asks for several at once is counted one after the other, before the database counts (000403). */
export async function lockStarts(tx: Write): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('platform.run'), ${tx.actor.personId}::integer)`.execute(
    tx.q,
  )
}

/** How many of one’s own are not ended. */
export async function countGoing(tx: Read): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from platform.run where owner_id = ${tx.actor.personId} and ended_at is null`.execute(
    tx.q,
  )
  return rows[0]?.count ?? 0
}

/** One’s own, the latest first. */
export async function ownRuns(tx: Read, personId: number, most: number): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`
    select ${COLUMNS} from platform.run r where r.owner_id = ${personId} order by r.id desc limit ${most}`.execute(
    tx.q,
  )
  return rows
}

/** Its lines after that one, in their order. */
export async function linesOf(tx: Read, id: number, most: number): Promise<RunLine[]> {
  const { rows } = await sql<RunLine>`select sentence, is_problem as "isProblem", href from platform.run_line
    where run_id = ${id} order by n limit ${most}`.execute(tx.q)
  return rows
}

/** The piece of its file of that rank, from 0; undefined after the last. */
export async function pieceOf(tx: Read, id: number, n: number): Promise<string | undefined> {
  const { rows } = await sql<{ said: string }>`
    select said from platform.run_piece where run_id = ${id} and n = ${n}`.execute(tx.q)
  return rows[0]?.said
}

/** It broke once more. For the system. @returns how many times since a step held */
export async function noteFailure(tx: Write, id: number): Promise<number> {
  const { rows } = await sql<{ failures: number }>`
    update platform.run set failures = failures + 1, beat_at = ${tx.now} where id = ${id} and ended_at is null
    returning failures`.execute(tx.q)
  return rows[0]?.failures ?? 0
}

/** It cannot go on, for that reason. For the system. */
export async function failRun(tx: Write, id: number, why: string): Promise<void> {
  await sql`with ended as (
      update platform.run set state = 'failed', ended_at = ${tx.now}, input = null, cursor = null
      where id = ${id} and ended_at is null returning id),
    gone as (delete from platform.run_piece where run_id in (select id from ended))
    insert into platform.run_line (run_id, n, sentence, is_problem)
      select id, (select count(*) + 1 from platform.run_line where run_id = ${id}), ${why}, true from ended`.execute(
    tx.q,
  )
}

/** Those that nobody has in hand since then. For the system. */
export async function silentRuns(tx: Read, since: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from platform.run where ended_at is null and beat_at < ${since} order by id`.execute(tx.q)
  return rows.map(({ id }) => id)
}

/** Ended before that, oldest first. For the system. */
export async function endedRuns(tx: Read, before: Date, most: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from platform.run where ended_at < ${before} order by ended_at limit ${most}`.execute(tx.q)
  return rows.map(({ id }) => id)
}

/** With their lines; files let go. For the system. */
export async function deleteRuns(tx: Write, ids: readonly number[]): Promise<void> {
  await sql`delete from platform.run where id = any (${ids as number[]}::bigint[])`.execute(tx.q)
}
