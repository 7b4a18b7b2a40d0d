// SQL of the words of the territory as they are changed on screen.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { WordList, WordRow } from './lists.ts'

/** Rows of a list; those of one key alone when it is given. */
export async function wordRows(tx: Read, { table, key }: WordList, id?: string): Promise<WordRow[]> {
  const { rows } = await sql<{ row: WordRow }>`select to_jsonb(w) as row from ${sql.table(table)} w
    where ${id ?? null}::text is null or w.${sql.ref(key)}::text = ${id ?? null}`.execute(tx.q)
  return rows.map(({ row }) => row)
}

/** The row, held until the transaction ends. */
export async function lockWord(
  tx: Write,
  { table, key }: WordList,
  id: string,
): Promise<WordRow | undefined> {
  const { rows } = await sql<{ row: WordRow }>`select to_jsonb(w) as row from ${sql.table(table)} w
    where w.${sql.ref(key)}::text = ${id} for update`.execute(tx.q)
  return rows[0]?.row
}

/** Each column as its table reads it. */
export async function updateWord(
  tx: Write,
  { table, key }: WordList,
  id: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const changes = Object.keys(values).map((name) => sql`${sql.ref(name)} = said.${sql.ref(name)}`)
  await sql`update ${sql.table(table)} w set ${sql.join(changes)}
    from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(values)}::jsonb) said
    where w.${sql.ref(key)}::text = ${id}`.execute(tx.q)
}

/** @returns the number of its events; null when its key is taken */
export async function insertWord(
  tx: Write,
  { table, key, added }: WordList,
  values: Readonly<Record<string, unknown>>,
): Promise<number | null> {
  const names = Object.keys(values).map((name) => sql.ref(name))
  const [rank, place] =
    added?.isRanked === true
      ? [sql`, rank`, sql`, (select coalesce(max(rank) + 1, 0) from ${sql.table(table)})`]
      : [sql``, sql``]
  const { rows } = await sql<{ number: number }>`
    insert into ${sql.table(table)} (${sql.join(names)}${rank})
    select ${sql.join(names)}${place} from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(values)}::jsonb)
    on conflict (${sql.ref(key)}) do nothing returning number`.execute(tx.q)
  return rows[0] === undefined ? null : Number(rows[0].number)
}

/** It is withdrawn: its address leads there, and what led to it follows. */
export async function leadTo(tx: Write, { table, key }: WordList, id: string, into: string): Promise<void> {
  await sql`update ${sql.table(table)} set leads_to = ${into} where ${sql.ref(key)} = ${id}`.execute(tx.q)
}

/** First rank of the groups that are added on screen. */
const ADDED = 100_000

/** @returns the number of its events */
export async function insertSynonyms(tx: Write, words: readonly string[]): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into services.synonym (rank, words)
    select greatest(${ADDED}, max(rank) + 1), ${words as string[]}::text[] from services.synonym returning number`.execute(
    tx.q,
  )
  return Number(rows[0]?.number)
}
