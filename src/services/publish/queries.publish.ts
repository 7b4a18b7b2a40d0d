// What publication writes of the lists that everyone reads: the rows that differ, and no other.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export type Row = Readonly<Record<string, unknown>>

/** Every row of a list, as its columns are. */
export async function rowsOf(tx: Read, table: string): Promise<Row[]> {
  const { rows } = await sql<{ row: Row }>`select to_jsonb(t) as row from ${sql.table(table)} t`.execute(tx.q)
  return rows.map(({ row }) => row)
}

/** Writes these rows, new or changed. What they name of each other may come in any order. */
export async function writeRows(tx: Write, table: string, key: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first).map((name) => sql.ref(name))
  const changes = Object.keys(first).map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`)
  await sql`insert into ${sql.table(table)} (${sql.join(columns)})
    select ${sql.join(columns)} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)
    on conflict (${sql.ref(key)}) do update set ${sql.join(changes)}`.execute(tx.q)
}

export async function removeRows(
  tx: Write,
  table: string,
  key: string,
  ids: readonly unknown[],
): Promise<void> {
  if (ids.length === 0) return
  await sql`delete from ${sql.table(table)} where ${sql.ref(key)}::text = any (${ids.map(String)})`.execute(
    tx.q,
  )
}
