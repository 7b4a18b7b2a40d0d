// What a browser began without an account follows whoever signs in there, under another name: whoever kept the former one, read
// or planted on a shared computer, reaches nothing by it.
import { type RawBuilder, sql } from 'kysely'
import type { Write } from './db.ts'

/** A table with a column `visitor_id`: what is kept for a browser. */
export interface VisitorTable {
  readonly table: string
  /** It has a column `person_id`: rows of an account go on answering to it alone. */
  readonly mayBePersonal?: true
  /** Once for one browser, or for one browser and this column. */
  readonly once?: { readonly with: string | null }
}

export interface Move {
  from: string
  to: string
  /** Who signs in. */
  personId: number
}

/** What goes with the browser: what nobody signed, and what that person did there. */
function follows(
  name: string,
  { mayBePersonal }: VisitorTable,
  { from, personId }: Move,
): RawBuilder<boolean> {
  const [visitor, person] = [sql.ref(`${name}.visitor_id`), sql.ref(`${name}.person_id`)]
  const whose = mayBePersonal ? sql`and (${person} is null or ${person} = ${personId})` : sql``
  return sql<boolean>`${visitor} = ${from} ${whose}`
}

/** Where one row is allowed, the latest stays: the same person may have come in from here before. */
function formerOf(kept: VisitorTable, move: Move): RawBuilder<unknown> {
  const { table, once } = kept
  const same =
    once?.with == null
      ? sql``
      : sql`and ${sql.ref(`latest.${once.with}`)} = ${sql.ref(`former.${once.with}`)}`
  return sql`delete from ${sql.table(table)} former where visitor_id = ${move.to}
    and exists (select from ${sql.table(table)} latest where ${follows('latest', kept, move)} ${same}) returning 1`
}

/** Moves all of it, in one statement; done twice, it is done once. Act as the system. */
export async function moveVisitor(tx: Write, tables: readonly VisitorTable[], move: Move): Promise<void> {
  if (tables.length === 0) return
  const steps = tables.flatMap((kept, i) => {
    const former = sql.ref(`former_${i}`)
    const moved = sql`${sql.ref(`moved_${i}`)} as (update ${sql.table(kept.table)} begun set visitor_id = ${move.to}
      where ${follows('begun', kept, move)}`
    if (kept.once === undefined) return [sql`${moved})`]
    // Counted: PostgreSQL then deletes all of them before it moves any.
    return [
      sql`${former} as (${formerOf(kept, move)})`,
      sql`${moved} and (select count(*) from ${former}) >= 0)`,
    ]
  })
  await sql`with ${sql.join(steps)} select`.execute(tx.q)
}
