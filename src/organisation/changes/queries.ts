// SQL of reorganisations.
import { sql } from 'kysely'
import { allowedRows, type Relation } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Moved } from '#platform/db/possession.ts'
import type { FormerUnits, Regrouping } from '#territory'

/** `previewed`, nothing is done; `planned`, it will be on its day; `dropped`, it never was. */
export type ChangeState = 'previewed' | 'planned' | 'applied' | 'dropped' | 'undone'

/** All that one moved, in the order of moving. */
export interface Undoing {
  units: FormerUnits
  /** How many of each kind, as they were counted then. */
  counts: Readonly<Record<string, number>>
  possessions: readonly { id: string; moved: Moved }[]
}

export interface ChangeRow extends Regrouping {
  id: number
  authorityId: number
  /** The first day on which it holds. */
  day: string
  state: ChangeState
  plannedAt: Date | null
  appliedAt: Date | null
  moved: Undoing | null
}

const COLUMNS = sql`c.id, c.authority_id as "authorityId", c.kind, c.units, c.target, c.day, c.state,
  c.planned_at as "plannedAt", c.applied_at as "appliedAt", c.moved`

export type NewChange = Pick<ChangeRow, 'authorityId' | 'kind' | 'units' | 'target' | 'day'>

export async function insertChange(tx: Write, made: NewChange): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into organisation.change (authority_id, kind, units, target, day)
    values (${made.authorityId}, ${made.kind}, ${made.units}, ${made.target}, ${made.day}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

export async function findChange(
  tx: Read,
  id: number,
  relations: readonly Relation[],
): Promise<ChangeRow | undefined> {
  const { rows } = await sql<ChangeRow>`
    select ${COLUMNS} from organisation.change c where c.id = ${id} and ${allowedRows(relations, tx.actor, 'c')}`.execute(
    tx.q,
  )
  return rows[0]
}

/** The same, held until the end of the transaction. */
export async function lockChange(
  tx: Write,
  id: number,
  relations: readonly Relation[],
): Promise<ChangeRow | undefined> {
  const { rows } = await sql<ChangeRow>`
    select ${COLUMNS} from organisation.change c
    where c.id = ${id} and ${allowedRows(relations, tx.actor, 'c')} for update`.execute(tx.q)
  return rows[0]
}

/** Those of these authorities that were at least planned, the latest first. */
export async function changesOf(tx: Read, authorityIds: readonly number[]): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select ${COLUMNS} from organisation.change c
    where c.authority_id = any (${authorityIds as number[]}::integer[]) and c.state not in ('previewed', 'dropped')
    order by c.id desc limit 500`.execute(tx.q)
  return rows
}

/** Ids of those that are planned for that day or before. As the system. */
export async function dueChanges(tx: Read, day: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from organisation.change where state = 'planned' and day <= ${day} order by day, id`.execute(
    tx.q,
  )
  return rows.map(({ id }) => id)
}

/** Was something done since to one of these units? Then what came first is undone first the last. */
export async function laterChange(tx: Read, { id, units, target }: ChangeRow): Promise<number | null> {
  const touched = [...units, ...(target === null ? [] : [target])]
  const { rows } = await sql<{ id: number }>`
    select c.id from organisation.change c, organisation.change mine where mine.id = ${id} and c.id <> mine.id
      and c.state = 'applied' and (c.applied_at, c.id) > (mine.applied_at, mine.id)
      and (c.units || c.target) && ${touched}::integer[] order by c.id limit 1`.execute(tx.q)
  return rows[0]?.id ?? null
}

export async function setState(
  tx: Write,
  id: number,
  state: 'planned' | 'dropped' | 'undone',
): Promise<void> {
  await sql`update organisation.change set state = ${state} where id = ${id}`.execute(tx.q)
}

export async function setApplied(tx: Write, id: number, moved: Undoing): Promise<void> {
  await sql`update organisation.change set state = 'applied', applied_at = ${tx.now}, moved = ${JSON.stringify(moved)}::jsonb
    where id = ${id}`.execute(tx.q)
}
