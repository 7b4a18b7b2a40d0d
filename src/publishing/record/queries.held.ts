// SQL of what audiences are shown, and of what units answer for.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { access } from './access.ts'

const shownOrComing = (tx: Read) =>
  sql<boolean>`(p.ends_at is null or p.ends_at > ${tx.now}) and p.ends_at is distinct from p.starts_at`

/** How many of what is shown, or to come, are for each of these audiences. */
export async function countForAudiences(
  tx: Read,
  audienceIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ id: number; count: number }>`
    select p.audience_id as id, count(distinct p.content_id)::integer as count from publishing.publication p
      join publishing.content c on c.id = p.content_id
    where p.audience_id = any (${audienceIds as number[]}::integer[]) and ${shownOrComing(tx)}
      and ${allowedRows(access['content.publish'], tx.actor, 'c')} group by 1`.execute(tx.q)
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** What is shown, or to come, for an audience is for another. @returns of which contents */
export async function readdress(tx: Write, from: number, to: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`update publishing.publication p set audience_id = ${to}
    from publishing.content c where c.id = p.content_id and p.audience_id = ${from} and ${shownOrComing(tx)}
      and ${allowedRows(access['content.publish'], tx.actor, 'c')}
    returning p.content_id as id`.execute(tx.q)
  return [...new Set(rows.map(({ id }) => id))]
}

/** How many each unit answers for. */
export async function countByUnit(
  tx: Read,
  unitIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{
    id: number
    count: number
  }>`select c.unit_id as id, count(*)::integer as count from publishing.content c
    where c.unit_id = any (${unitIds as number[]}::integer[]) and ${allowedRows(access['content.publish'], tx.actor, 'c')}
    group by 1`.execute(tx.q)
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** Those of a unit are another’s from now on. As the system. @returns which */
export async function moveContents(tx: Write, from: number, to: number): Promise<number[]> {
  const { rows } = await sql<{
    id: number
  }>`update publishing.content set unit_id = ${to} where unit_id = ${from} returning id`.execute(tx.q)
  const ids = rows.map(({ id }) => id)
  await sayUnit(tx, ids, to)
  return ids
}

/** Those that are still there go back. As the system. */
export async function giveContents(
  tx: Write,
  ids: readonly number[],
  from: number,
  to: number,
): Promise<void> {
  const { rows } = await sql<{ id: number }>`update publishing.content set unit_id = ${to}
    where unit_id = ${from} and id = any (${ids as number[]}::integer[]) returning id`.execute(tx.q)
  await sayUnit(
    tx,
    rows.map(({ id }) => id),
    to,
  )
}

/** What is shown of them, or to come, says who answers for them. */
const sayUnit = (tx: Write, ids: readonly number[], unitId: number) =>
  sql`update publishing.publication p set unit_id = ${unitId}
    where p.content_id = any (${ids as number[]}::integer[]) and ${shownOrComing(tx)}`.execute(tx.q)
