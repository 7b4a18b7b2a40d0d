// What a browser began without an account follows whoever signs in there, under another name: whoever kept the former one, read
// or planted on a shared computer, reaches nothing by it. What was of one moment and of whoever sat there ends instead.
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from './db/db.ts'

/** A table with a column `visitor_id`: what is kept for a browser. */
export interface VisitorTable {
  readonly table: string
  /** It has a column `person_id`: rows of an account go on answering to it alone. */
  readonly mayBePersonal?: true
  /** It becomes theirs when they sign in, with the browser's name or in its place: it must not answer to the browser they leave. */
  readonly claimed?: 'beside the browser' | 'in its place'
  /** Once for one browser, or for one browser and these columns. */
  readonly once?: { readonly with: readonly string[] }
  /** Half of a way in (who a provider said came, a question to a passkey): it ends with any sign-in or sign-out there. */
  readonly ends?: true
}

export interface Move {
  from: string
  to: string
  /** Who signs in. */
  personId: number
}

/** Does anything answer to that browser alone, which a person would lose with its name? */
export async function holdsAnything(
  tx: Read,
  tables: readonly VisitorTable[],
  visitorId: string,
): Promise<boolean> {
  const kept = tables.filter(({ claimed }) => claimed !== undefined)
  if (kept.length === 0) return false
  const rows = kept.map(
    ({ table, mayBePersonal }) =>
      sql`exists (select from ${sql.table(table)} where visitor_id = ${visitorId} ${mayBePersonal ? sql`and person_id is null` : sql``})`,
  )
  const { rows: found } = await sql<{ held: boolean }>`select ${sql.join(rows, sql` or `)} as held`.execute(
    tx.q,
  )
  return found[0]?.held ?? false
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

function namesAfter({ claimed }: VisitorTable, { to, personId }: Move): RawBuilder<unknown> {
  if (claimed === undefined) return sql`visitor_id = ${to}`
  return sql`visitor_id = ${claimed === 'in its place' ? null : to}, person_id = ${personId}`
}

/** Where one row is allowed, the latest stays: the same person may have come in from here before. */
function formerOf(kept: VisitorTable, move: Move): RawBuilder<unknown> {
  const { table, once, claimed } = kept
  const same = (once?.with ?? []).map(
    (column) => sql`and ${sql.ref(`latest.${column}`)} = ${sql.ref(`former.${column}`)}`,
  )
  const whose =
    claimed === 'in its place'
      ? sql`visitor_id is null and person_id = ${move.personId}`
      : sql`visitor_id = ${move.to}`
  return sql`delete from ${sql.table(table)} former where ${whose}
    and exists (select from ${sql.table(table)} latest where ${follows('latest', kept, move)} ${sql.join(same, sql` `)}) returning 1`
}

function moved(kept: VisitorTable, i: number, move: Move): RawBuilder<unknown>[] {
  const former = sql.ref(`former_${i}`)
  const update = sql`${sql.ref(`moved_${i}`)} as (update ${sql.table(kept.table)} begun set ${namesAfter(kept, move)}
    where ${follows('begun', kept, move)}`
  if (kept.once === undefined) return [sql`${update})`]
  // Counted: PostgreSQL then deletes all of them before it moves any.
  return [
    sql`${former} as (${formerOf(kept, move)})`,
    sql`${update} and (select count(*) from ${former}) >= 0)`,
  ]
}

const ended = ({ table }: VisitorTable, i: number, visitorId: string): RawBuilder<unknown> =>
  sql`${sql.ref(`ended_${i}`)} as (delete from ${sql.table(table)} where visitor_id = ${visitorId})`

async function inOneStatement(tx: Write, steps: readonly RawBuilder<unknown>[]): Promise<void> {
  if (steps.length > 0) await sql`with ${sql.join(steps)} select`.execute(tx.q)
}

/** Somebody signs in: moves or ends all of it, in one statement; done twice, it is done once. Act as the system. */
export const moveVisitor = (tx: Write, tables: readonly VisitorTable[], move: Move): Promise<void> =>
  inOneStatement(
    tx,
    tables.flatMap((kept, i) => (kept.ends ? [ended(kept, i, move.from)] : moved(kept, i, move))),
  )

/** Somebody signs out: what ends does. Act as the system. */
export const leaveVisitor = (tx: Write, tables: readonly VisitorTable[], visitorId: string): Promise<void> =>
  inOneStatement(
    tx,
    tables.filter(({ ends }) => ends).map((kept, i) => ended(kept, i, visitorId)),
  )
