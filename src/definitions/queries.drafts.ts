// SQL of drafts, of the commands that made them, and of who wrote what.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Command, Thing } from './command.ts'

/** What is being written. */
export interface DraftRow {
  kind: string
  id: string
  body: Thing
  /** The version that it changes; 0: none. */
  base: number
  /** Number of this text: written again, it has another, which no text had. */
  edition: number
  createdAt: Date
  /** The authority whose it is; null: the whole territory’s. */
  authorityId: number | null
  /** Whoever began it; null: the operator, or somebody whose account is closed. */
  begunBy: number | null
}

const columns = sql`kind, id, body, base, edition, created_at as "createdAt", authority_id as "authorityId", author_id as "begunBy"`
/** What is written of a draft. */
type DraftText = Pick<DraftRow, 'kind' | 'id' | 'body' | 'base'>

export async function draftRow(tx: Read, kind: string, id: string): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`select ${columns} from definitions.version
    where kind = ${kind} and id = ${id} and version = 0`.execute(tx.q)
  return rows[0]
}

/** The same, held until the end of the transaction: two who write wait for each other. */
export async function lockDraft(tx: Write, kind: string, id: string): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`select ${columns} from definitions.version
    where kind = ${kind} and id = ${id} and version = 0 for update`.execute(tx.q)
  return rows[0]
}

export async function draftRows(tx: Read): Promise<DraftRow[]> {
  const { rows } = await sql<DraftRow>`select ${columns} from definitions.version
    where version = 0 order by created_at, kind, id`.execute(tx.q)
  return rows
}

/** Begins a draft; two who begin it at once write the same one. */
export async function insertDraft(tx: Write, { kind, id, body, base }: DraftText): Promise<void> {
  await sql`insert into definitions.version (kind, id, body, base, author_id)
    values (${kind}, ${id}, ${JSON.stringify(body)}::jsonb, ${base}, ${tx.actor.personId})
    on conflict (kind, id, version) do nothing`.execute(tx.q)
}

export async function changeDraft(tx: Write, { kind, id, body, base }: DraftText): Promise<void> {
  await sql`update definitions.version set body = ${JSON.stringify(body)}::jsonb, base = ${base}
    where kind = ${kind} and id = ${id} and version = 0`.execute(tx.q)
}

export async function deleteDraft(tx: Write, kind: string, id: string): Promise<void> {
  await sql`delete from definitions.version where kind = ${kind} and id = ${id} and version = 0`.execute(tx.q)
}

/** The draft is in force, as it was judged, under the next number. @returns it */
export async function publishDraft(
  tx: Write,
  { kind, id, body }: Pick<DraftRow, 'kind' | 'id'> & { body: unknown },
  reviewerId: number | null,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update definitions.version d set status = 'live', body = ${JSON.stringify(body)}::jsonb, published_at = ${tx.now}, reviewer_id = ${reviewerId},
      version = 1 + (select max(v.version) from definitions.version v where v.kind = d.kind and v.id = d.id)
    where kind = ${kind} and id = ${id} and version = 0 returning version`.execute(tx.q)
  return rows[0]?.version ?? 0
}

/** A command, and what takes it back. */
export interface Taken {
  command: Command
  back: Command
}

/** Notes one act of a draft. What was undone before it is not done again. */
export async function insertEdits(
  tx: Write,
  { kind, id }: Pick<DraftRow, 'kind' | 'id'>,
  taken: readonly Taken[],
): Promise<void> {
  await dropUndone(tx, { kind, id })
  await sql`insert into definitions.edit (kind, id, n, author_id, act, command, back)
    select ${kind}, ${id}, c.n + l.n, ${tx.actor.personId}, l.act + 1, c.taken -> 'command', c.taken -> 'back'
    from jsonb_array_elements(${JSON.stringify(taken)}::jsonb) with ordinality as c (taken, n),
      (select count(*) as n, coalesce(max(e.act), 0) as act from definitions.edit e
        where e.kind = ${kind} and e.id = ${id} and e.version = 0) l`.execute(tx.q)
}

export async function dropUndone(tx: Write, { kind, id }: Pick<DraftRow, 'kind' | 'id'>): Promise<void> {
  await sql`update definitions.edit set state = 'dropped'
    where kind = ${kind} and id = ${id} and version = 0 and state = 'undone'`.execute(tx.q)
}

/** An act of the draft is undone, or done again. */
export async function markAct(
  tx: Write,
  { kind, id }: Pick<DraftRow, 'kind' | 'id'>,
  act: number,
  state: 'done' | 'undone',
): Promise<void> {
  await sql`update definitions.edit set state = ${state}
    where kind = ${kind} and id = ${id} and version = 0 and act = ${act}`.execute(tx.q)
}

/** What takes back the commands of a draft, once they stand on something else. */
export async function changeBacks(
  tx: Write,
  { kind, id }: Pick<DraftRow, 'kind' | 'id'>,
  backs: readonly { n: number; back: Command }[],
): Promise<void> {
  await sql`update definitions.edit e set back = b.back
    from jsonb_to_recordset(${JSON.stringify(backs)}::jsonb) as b (n integer, back jsonb)
    where e.kind = ${kind} and e.id = ${id} and e.version = 0 and e.n = b.n`.execute(tx.q)
}

/** One command of a log. */
export interface EditRow {
  n: number
  at: Date
  /** Person; null: the operator, or somebody whose account is closed. */
  by: number | null
  /** Whoever undid it, did it again or took it onto another version, the last time. */
  takenBy: number | null
  takenAt: Date | null
  command: Command
  /** Number of the act of which it is a part, and what takes it back; null: written before acts were undone. */
  act: number | null
  back: Command | null
  /** Dropped: undone, then something else was written. */
  state: 'done' | 'undone' | 'dropped'
}

/** The commands that made a version, or the draft (0), in their order. */
export async function editRows(tx: Read, kind: string, id: string, version: number): Promise<EditRow[]> {
  const { rows } =
    await sql<EditRow>`select n, at, author_id as by, taken_by as "takenBy", taken_at as "takenAt", command, act, back, state from definitions.edit
    where kind = ${kind} and id = ${id} and version = ${version} order by n`.execute(tx.q)
  return rows
}

/** What somebody wrote, or let be published, the oldest first. */
export async function writtenBy(
  tx: Read,
  personId: number,
): Promise<{ kind: string; id: string; version: number; at: Date }[]> {
  const { rows } = await sql<{ kind: string; id: string; version: number; at: Date }>`
    select kind, id, version, min(at) as at from (
      select kind, id, version, created_at as at from definitions.version where ${personId} in (author_id, reviewer_id)
      union all select kind, id, version, at from definitions.edit where ${personId} in (author_id, taken_by)) written
    group by 1, 2, 3 order by at, 1, 2, 3`.execute(tx.q)
  return rows
}

export async function forgetWriter(tx: Write, personId: number): Promise<void> {
  await sql`update definitions.version set author_id = nullif(author_id, ${personId}), reviewer_id = nullif(reviewer_id, ${personId})
    where ${personId} in (author_id, reviewer_id)`.execute(tx.q)
  await sql`update definitions.edit set author_id = nullif(author_id, ${personId}), taken_by = nullif(taken_by, ${personId})
    where ${personId} in (author_id, taken_by)`.execute(tx.q)
}
