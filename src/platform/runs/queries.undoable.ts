// SQL of what a run makes and another undoes: rows of a module with `made` (an object, by part) and `undone_at`. Whoever asked writes
// their own, by its policies, until it is undone.
import { sql } from 'kysely'
import type { Read, Write } from '../db/db.ts'
import { Conflict } from '../errors.ts'

/** Holds it until the transaction ends. @returns false when it is undone, or nobody’s that one may write */
export async function holdUndoable(tx: Write, table: string, id: number): Promise<boolean> {
  const { rows } = await sql`select from ${sql.table(table)} where id = ${id} for update`.execute(tx.q)
  return rows.length === 1
}

/** @throws Conflict rather than do what nobody would know to undo */
function oneOf<T>(rows: readonly T[]): T {
  const [row] = rows
  if (row === undefined) throw new Conflict('Cela n’est plus à faire\u00a0: rien n’en serait gardé.')
  return row
}

export async function noteMade(
  tx: Write,
  table: string,
  id: number,
  { part, made }: { part: number; made: unknown },
): Promise<void> {
  const { rows } = await sql`update ${sql.table(table)}
    set made = made || jsonb_build_object(${part}::text, ${JSON.stringify(made)}::jsonb) where id = ${id} returning id`.execute(
    tx.q,
  )
  oneOf(rows)
}

/** Nothing is left of what that part made; of what none did, it is undone. @returns whether it is */
export async function noteTakenBack(tx: Write, table: string, id: number, part: number): Promise<boolean> {
  const { rows } = await sql<{ isUndone: boolean }>`update ${sql.table(table)}
    set made = made - ${part}::text, undone_at = case when made - ${part}::text = '{}' then ${tx.now}::timestamptz end
    where id = ${id} returning undone_at is not null as "isUndone"`.execute(tx.q)
  return oneOf(rows).isUndone
}

/** One’s own run of these kinds that was asked that, and is not ended. */
export async function goingOn(
  tx: Read,
  kinds: readonly string[],
  id: number,
): Promise<{ id: number; kind: string } | undefined> {
  const { rows } = await sql<{ id: number; kind: string }>`
    select id, kind from platform.run where owner_id = ${tx.actor.personId} and ended_at is null
      and kind = any (${kinds as string[]}) and input @> ${JSON.stringify({ id })}::jsonb`.execute(tx.q)
  return rows[0]
}
