// SQL of the reading back of a copy, whatever the table. As the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Row } from './read.ts'

export interface Shape {
  /** What may be written. */
  columns: readonly string[]
  /** The table whose rows a column names by their numbers. */
  references: ReadonlyMap<string, string>
}

/** What the catalogue says of a table. */
export async function shapeOf(tx: Read, table: string): Promise<Shape> {
  const { rows } = await sql<{ name: string; of: string | null }>`
    select a.attname as name, (select n.nspname || '.' || r.relname from pg_constraint c
        join pg_class r on r.oid = c.confrelid join pg_namespace n on n.oid = r.relnamespace
      where c.conrelid = a.attrelid and c.contype = 'f' and c.conkey = array[a.attnum]
        and a.atttypid in ('integer'::regtype, 'bigint'::regtype) limit 1) as of
    from pg_attribute a where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''`.execute(
    tx.q,
  )
  return {
    columns: rows.map(({ name }) => name),
    references: new Map(rows.flatMap(({ name, of }) => (of === null ? [] : [[name, of]]))),
  }
}

/** Writes rows that have the same columns. */
export async function insertRows(
  tx: Write,
  table: string,
  { columns }: Shape,
  rows: readonly Row[],
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const given = sql.join(
    Object.keys(first)
      .filter((name) => columns.includes(name))
      .map((name) => sql.ref(name)),
  )
  await sql`insert into ${sql.table(table)} (${given}) overriding system value
    select ${given} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(
    tx.q,
  )
}

/** Writes again some columns of the row that has that key. */
export async function updateRow(
  tx: Write,
  table: string,
  key: string,
  names: readonly string[],
  row: Row,
): Promise<void> {
  const set = names.map((name) => sql`${sql.ref(name)} = said.${sql.ref(name)}`)
  await sql`update ${sql.table(table)} t set ${sql.join(set)}
    from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(row)}::jsonb) said
    where t.${sql.ref(key)} = said.${sql.ref(key)}`.execute(tx.q)
}

/** New numbers for so many rows. */
export async function drawNumbers(
  tx: Write,
  table: string,
  column: string,
  count: number,
): Promise<number[]> {
  const { rows } = await sql<{ n: number }>`
    select nextval(pg_get_serial_sequence(${table}, ${column})) as n from generate_series(1, ${count})`.execute(
    tx.q,
  )
  return rows.map(({ n }) => n)
}

/** Those of these references that requests have here. */
export async function takenRefs(tx: Read, refs: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ ref: string }>`
    select ref from requests.request where ref = any (${refs as string[]})`.execute(tx.q)
  return new Set(rows.map(({ ref }) => ref))
}

export async function newRef(tx: Write, year: number): Promise<string> {
  const { rows } = await sql<{ ref: string }>`select requests.next_ref(${year}) as ref`.execute(tx.q)
  return rows[0]?.ref ?? ''
}

/** No request to come takes a number of that year up to that one. */
export async function reserveRefs(tx: Write, year: number, used: number): Promise<void> {
  await sql`select requests.reserve_refs(${year}, ${used})`.execute(tx.q)
}

const saidVersion = (row: Row) => sql`(select kind, id, body, created_at, published_at
  from jsonb_populate_record(null::definitions.version, ${JSON.stringify(row)}::jsonb)) said`

/** The number of the version here that says the same. */
export async function sameVersion(tx: Read, row: Row): Promise<number | undefined> {
  const { rows } = await sql<{
    version: number
  }>`select v.version from definitions.version v, ${saidVersion(row)}
    where v.kind = said.kind and v.id = said.id and v.body = said.body and v.version > 0
    order by v.version desc limit 1`.execute(tx.q)
  return rows[0]?.version
}

/** Keeps it beside those of here, archived. @returns its number */
export async function keepVersion(tx: Write, row: Row): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into definitions.version (kind, id, version, status, body, created_at, published_at)
    select said.kind, said.id, 1 + coalesce((select max(v.version) from definitions.version v
      where v.kind = said.kind and v.id = said.id), 0), 'archived', said.body, said.created_at, said.published_at
    from ${saidVersion(row)} returning version`.execute(tx.q)
  return rows[0]?.version ?? 0
}

/** What was chosen here gives way to what the copy says. */
export async function endChosen(tx: Write, authorityId: number): Promise<void> {
  await sql`update settings.value set until = greatest(since, ${tx.now})
    where authority_id = ${authorityId} and until is null`.execute(tx.q)
}

/** Work that may be refused without what surrounds it: what it had written is undone. */
export async function aside<T>(tx: Write, work: () => Promise<T>): Promise<T> {
  await sql`savepoint aside`.execute(tx.q)
  try {
    const done = await work()
    await sql`release savepoint aside`.execute(tx.q)
    return done
  } catch (error) {
    await sql`rollback to savepoint aside`.execute(tx.q)
    throw error
  }
}
