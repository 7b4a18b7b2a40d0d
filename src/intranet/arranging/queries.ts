// SQL of what Communication arranges: for the audiences of an authority, in an order; the first that somebody meets is theirs.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { publishers } from '#people'
import type { PageName } from '../places.ts'
import { type Placed, readPlaced } from '../placing.ts'

export interface Arrangement {
  id: number
  authorityId: number
  page: PageName
  audienceId: number
  /** From 1, without a hole. */
  position: number
  /** Empty: as modules say. */
  placed: Placed[]
  /** Of whom it is for. */
  version: number
}

export interface NewArrangement extends Pick<Arrangement, 'authorityId' | 'page' | 'audienceId'> {
  placed?: readonly Placed[]
}

const columns = sql`id, authority_id as "authorityId", page, audience_id as "audienceId", position, placed, version`
const kept = (tx: Read) => allowedRows(publishers, tx.actor, 'a')
const readable = (row: Arrangement): Arrangement => ({ ...row, placed: readPlaced(row.placed) })

/** Those of the authorities for which somebody publishes, in the order in which they are looked at; the home before the desk. */
export async function arrangements(tx: Read): Promise<Arrangement[]> {
  const { rows } = await sql<Arrangement>`select ${columns} from intranet.arrangement a
    where ${kept(tx)} order by authority_id, page desc, position limit 500`.execute(tx.q)
  return rows.map(readable)
}

export async function arrangementById(tx: Read, id: number): Promise<Arrangement | undefined> {
  const { rows } = await sql<Arrangement>`select ${columns} from intranet.arrangement a
    where id = ${id} and ${kept(tx)}`.execute(tx.q)
  return rows.map(readable)[0]
}

/** Until the transaction ends nobody else arranges for that authority. */
export async function holdAuthority(tx: Write, authorityId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('intranet.arrangement'), ${authorityId}::integer)`.execute(
    tx.q,
  )
}

/** Looked at after the others of that page. @returns its id */
export async function insertArrangement(
  tx: Write,
  { authorityId, page, audienceId, placed = [] }: NewArrangement,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into intranet.arrangement (authority_id, page, audience_id, position, placed)
    values (${authorityId}, ${page}, ${audienceId}, (select coalesce(max(position), 0) + 1 from intranet.arrangement
      where authority_id = ${authorityId} and page = ${page}), ${JSON.stringify(placed)}::jsonb) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

export async function savePlaced(tx: Write, id: number, placed: readonly Placed[]): Promise<void> {
  await sql`update intranet.arrangement set placed = ${JSON.stringify(placed)}::jsonb where id = ${id}`.execute(
    tx.q,
  )
}

export async function saveAudience(tx: Write, id: number, audienceId: number): Promise<void> {
  await sql`update intranet.arrangement set audience_id = ${audienceId} where id = ${id}`.execute(tx.q)
}

/** It and the one that is looked at just before, or just after, change places. @returns whether there is one */
export async function exchange(tx: Write, one: Arrangement, step: 1 | -1): Promise<boolean> {
  const { authorityId, page, position } = one
  const other = position + step
  const { numAffectedRows } = await sql`update intranet.arrangement
    set position = case position when ${position} then ${other}::integer else ${position}::integer end
    where authority_id = ${authorityId} and page = ${page} and position in (${position}, ${other})
      and exists (select from intranet.arrangement o where o.authority_id = ${authorityId} and o.page = ${page} and o.position = ${other})`.execute(
    tx.q,
  )
  return numAffectedRows === 2n
}

/** Those after it are looked at one place sooner. */
export async function deleteArrangement(
  tx: Write,
  { id, authorityId, page, position }: Arrangement,
): Promise<void> {
  await sql`delete from intranet.arrangement where id = ${id}`.execute(tx.q)
  await sql`update intranet.arrangement set position = position - 1
    where authority_id = ${authorityId} and page = ${page} and position > ${position}`.execute(tx.q)
}

/** How many are for each of these audiences. */
export async function countForAudiences(
  tx: Read,
  audienceIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ id: number; count: number }>`
    select audience_id as id, count(*)::integer as count from intranet.arrangement a
    where audience_id = any (${audienceIds as number[]}::integer[]) and ${kept(tx)}
    group by 1`.execute(tx.q)
  return new Map(rows.map(({ id, count }) => [id, count]))
}
