// SQL of imports of agents: the lines, and what each made. Whoever imports reads and writes their own.
import { sql } from 'kysely'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Asked } from '#platform/runs/undoable.ts'
import type { PromisedPost } from './queries.ts'

/** A line of the spreadsheet, understood. */
export interface ImportedLine extends PromisedPost {
  name: string
  email: string
}

/** What a line made. */
export type Made = { invitation: number } | { post: number }

/** Why a line would not be done, the first being 1. */
export interface Foreseen {
  line: number
  why: string
}

export interface AgentImport extends Asked<Made> {
  authorityId: number
  lines: ImportedLine[]
  /** When it was read. */
  foreseen: Foreseen[]
  setAt: Date
}

export const AGENT_IMPORTS = 'accounts.agent_import'

export async function insertImport(
  tx: Write,
  authorityId: number,
  lines: readonly ImportedLine[],
  foreseen: readonly Foreseen[],
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into accounts.agent_import (authority_id, lines, foreseen, set_by, set_at)
    values (${authorityId}, ${JSON.stringify(lines)}, ${JSON.stringify(foreseen)}, ${tx.actor.personId}, ${tx.now}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

export async function importById(tx: Read, id: number): Promise<AgentImport | undefined> {
  const { rows } = await sql<AgentImport>`
    select id, authority_id as "authorityId", lines, foreseen, made, set_at as "setAt", undone_at as "undoneAt"
    from accounts.agent_import where id = ${id}`.execute(tx.q)
  return rows[0]
}

/** Set before that. As the system. */
export const forgetImports = (tx: Write, before: Date, most: number): Promise<number> =>
  countOf(
    tx,
    sql`delete from accounts.agent_import where id in (
      select id from accounts.agent_import where set_at < ${before} limit ${most})`,
  )
