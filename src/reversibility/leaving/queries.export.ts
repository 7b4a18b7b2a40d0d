// SQL of the copy: the rows of one authority, whatever the table, read in one snapshot and never whole in memory.
import { sql } from 'kysely'
import type { Carried, Read, Write } from '#platform/db/db.ts'
import { isOf } from '../copy/queries.rows.ts'

/** From here on the transaction reads one instant, and changes nothing. Instants are said in UTC. */
export async function readOneInstant(tx: Write): Promise<void> {
  await sql`set transaction isolation level repeatable read, read only`.execute(tx.q)
  await sql`set local time zone 'UTC'`.execute(tx.q)
}

/** A row as it leaves, and where its bytes stand. */
export interface CopiedRow {
  /** JSON, in the order of PostgreSQL. */
  line: string
  key: string | null
  sha256: string | null
}

const AT_ONCE = 500

/** The rows of a table that are that authority's, in the order of its key. */
export async function* rowsOf(
  tx: Read,
  one: Carried,
  carried: readonly Carried[],
  authorityId: number,
): AsyncGenerator<CopiedRow> {
  const { table, without = {}, bytes } = one
  const key = await keyOf(tx, table)
  await sql`declare copied no scroll cursor for
    select (to_jsonb(t) - ${Object.keys(without)}::text[])::text as line,
      ${bytes === undefined ? sql`null` : sql`t.${sql.ref(bytes.key)}`} as key,
      ${bytes === undefined ? sql`null` : sql`encode(t.${sql.ref(bytes.sha256)}, 'hex')`} as sha256
    from ${sql.table(table)} t where ${isOf(one, carried, authorityId)}
    order by ${sql.join(key.map((column) => sql`t.${sql.ref(column)}`))}`.execute(tx.q)
  for (;;) {
    const { rows } = await sql<CopiedRow>`fetch ${sql.lit(AT_ONCE)} from copied`.execute(tx.q)
    yield* rows
    if (rows.length < AT_ONCE) break
  }
  await sql`close copied`.execute(tx.q)
}

async function keyOf(tx: Read, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select a.attname as name from pg_index i
      join unnest(i.indkey) with ordinality k (attnum, n) on true
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
    where i.indrelid = ${table}::regclass and i.indisprimary order by k.n`.execute(tx.q)
  return rows.map(({ name }) => name)
}

/** The last migration: whose schema the rows have. */
export async function schemaVersion(tx: Read): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select name from platform.migration order by name desc limit 1`.execute(tx.q)
  return rows[0]?.name ?? ''
}
