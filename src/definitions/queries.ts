// SQL of the one store of versions.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export type Status = 'draft' | 'live' | 'archived'

/** A version in force. */
export interface LiveRow<Body = unknown> {
  id: string
  version: number
  body: Body
  /** Number of this text, which no other has, in force or in a draft. */
  edition: number
  publishedAt: Date
  /** The authority whose it is; null: the whole territory’s. */
  authorityId: number | null
}

/** Any version that was ever published. */
export interface VersionRow<Body = unknown> extends LiveRow<Body> {
  status: Status
}

export async function liveRows(tx: Read, kind: string): Promise<LiveRow[]> {
  const { rows } =
    await sql<LiveRow>`select id, version, body, edition, published_at as "publishedAt", authority_id as "authorityId" from definitions.version
    where kind = ${kind} and status = 'live' order by id collate "C"`.execute(tx.q)
  return rows
}

export async function liveRow(tx: Read, kind: string, id: string): Promise<LiveRow | undefined> {
  const { rows } =
    await sql<LiveRow>`select id, version, body, edition, published_at as "publishedAt", authority_id as "authorityId" from definitions.version
    where kind = ${kind} and id = ${id} and status = 'live'`.execute(tx.q)
  return rows[0]
}

/** What is in force and was drafted here, rather than read in a file: its body, by id. */
export async function draftedBodies(tx: Read, kind: string): Promise<ReadonlyMap<string, unknown>> {
  const { rows } = await sql<{ id: string; body: unknown }>`select id, body from definitions.version
    where kind = ${kind} and status = 'live' and base is not null`.execute(tx.q)
  return new Map(rows.map(({ id, body }) => [id, body]))
}

/** What was withdrawn here, rather than by its file that went, and is not in force again. */
export async function withdrawnIds(tx: Read, kind: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{
    id: string
  }>`select distinct id from definitions.version w where kind = ${kind} and withdrawn
    and not exists (select from definitions.version v where v.kind = w.kind and v.id = w.id and v.version > w.version)`.execute(
    tx.q,
  )
  return new Set(rows.map(({ id }) => id))
}

export async function markWithdrawn(tx: Write, kind: string, id: string): Promise<void> {
  await sql`update definitions.version set withdrawn = true where kind = ${kind} and id = ${id}
    and version = (select max(v.version) from definitions.version v where v.kind = ${kind} and v.id = ${id})`.execute(
    tx.q,
  )
}

export async function publishedRows(tx: Read, kind: string): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select id, version, status, body, edition, published_at as "publishedAt", authority_id as "authorityId" from definitions.version
    where kind = ${kind} and status <> 'draft' order by id collate "C", version desc`.execute(tx.q)
  return rows
}

/** Versions of a kind that another replaced after `since`, the last of each first. */
export async function replacedRows(
  tx: Read,
  kind: string,
  since: Date,
): Promise<{ id: string; body: unknown; replacedAt: Date }[]> {
  const { rows } = await sql<{ id: string; body: unknown; replacedAt: Date }>`
    select v.id, v.body, n.published_at as "replacedAt" from definitions.version v
      join definitions.version n on n.kind = v.kind and n.id = v.id and n.version = v.version + 1 and n.status <> 'draft'
    where v.kind = ${kind} and v.status = 'archived' and n.published_at > ${since} order by v.id collate "C", v.version desc`.execute(
    tx.q,
  )
  return rows
}

export async function publishedBody(tx: Read, kind: string, id: string, version: number): Promise<unknown> {
  const { rows } = await sql<{ body: unknown }>`select body from definitions.version
    where kind = ${kind} and id = ${id} and version = ${version} and status <> 'draft'`.execute(tx.q)
  return rows[0]?.body
}

/** Archives what is in force under these ids. */
export async function archiveLive(tx: Write, kind: string, ids: readonly string[]): Promise<void> {
  await sql`update definitions.version set status = 'archived'
    where kind = ${kind} and status = 'live' and id = any (${ids as string[]})`.execute(tx.q)
}

/** Writes the next version of each, in force. @returns their numbers, by id */
export async function insertLive(
  tx: Write,
  kind: string,
  changed: readonly { id: string; body: unknown }[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; version: number }>`
    insert into definitions.version (kind, id, version, status, body, created_at, published_at)
    select ${kind}, p.id, 1 + coalesce((select max(v.version) from definitions.version v where v.kind = ${kind} and v.id = p.id), 0),
      'live', p.body, ${tx.now}, ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(changed.map(({ id, body }) => ({ id, body })))}::jsonb) as p (id text, body jsonb)
    returning id, version`.execute(tx.q)
  return new Map(rows.map(({ id, version }) => [id, version]))
}

export async function revision(tx: Read): Promise<number> {
  const { rows } = await sql<{ revision: number }>`select revision from definitions.revision`.execute(tx.q)
  return rows[0]?.revision ?? 0
}

export async function raiseRevision(tx: Write): Promise<void> {
  await sql`insert into definitions.revision default values
    on conflict (only_row) do update set revision = definitions.revision.revision + 1`.execute(tx.q)
}

/**
 * One publication at a time, whatever the process: held until the end of the transaction. What publication is judged by (words, rules)
 * changes under it too.
 */
export async function lockPublication(tx: Write): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('definitions.publication'))`.execute(tx.q)
}
