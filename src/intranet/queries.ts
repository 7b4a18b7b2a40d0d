// SQL of where blocks stand: what is arranged for an audience, what is one’s own.
import { sql } from 'kysely'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { PageName } from './places.ts'
import { type Placed, readPlaced } from './placing.ts'

export interface OwnPage {
  placed: Placed[]
  /** What it was before the last move; null: nothing to undo. */
  previous: Placed[] | null
}

/** What is arranged for whoever acts, and what they made of it; null: nothing. One statement. */
export async function arrangedFor(
  tx: Read,
  page: PageName,
  { personId, authorityIds }: { personId: number; authorityIds: readonly number[] },
): Promise<{ base: Placed[] | null; own: OwnPage | null }> {
  const { rows } = await sql<{ base: unknown; placed: unknown; previous: unknown }>`
    select (select a.placed from intranet.arrangement a
        where a.page = ${page} and a.authority_id = any (${authorityIds as number[]}::integer[])
          and a.audience_id = any ((select audiences.actor_ids('audience'))::bigint[])
        order by array_position(${authorityIds as number[]}::integer[], a.authority_id), a.position, a.id limit 1) as base,
      o.placed, o.previous
    from (select) as one left join intranet.own o on o.person_id = ${personId} and o.page = ${page}`.execute(
    tx.q,
  )
  const [row] = rows
  const list = (kept: unknown): Placed[] | null => (kept === null ? null : readPlaced(kept))
  const placed = list(row?.placed ?? null)
  return {
    base: list(row?.base ?? null),
    own: placed === null ? null : { placed, previous: list(row?.previous ?? null) },
  }
}

/** As oneself: one move after another. */
export async function holdOwn(tx: Write, personId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('intranet.own'), ${personId}::integer)`.execute(tx.q)
}

/** As oneself. */
export async function saveOwn(
  tx: Write,
  personId: number,
  page: PageName,
  { placed, previous }: OwnPage,
): Promise<void> {
  const before = previous === null ? null : JSON.stringify(previous)
  await sql`insert into intranet.own (person_id, page, placed, previous)
    values (${personId}, ${page}, ${JSON.stringify(placed)}::jsonb, ${before}::jsonb)
    on conflict (person_id, page) do update set placed = excluded.placed, previous = excluded.previous`.execute(
    tx.q,
  )
}

/** What a person arranged, and since when. As the system. */
export async function ownOf(
  tx: Read,
  personId: number,
): Promise<{ page: PageName; placed: Placed[]; changedAt: Date }[]> {
  const { rows } = await sql<{ page: PageName; placed: unknown; changedAt: Date }>`
    select page, placed, changed_at as "changedAt" from intranet.own where person_id = ${personId} order by page`.execute(
    tx.q,
  )
  return rows.map((row) => ({ ...row, placed: readPlaced(row.placed) }))
}

/** As the system. @returns how many */
export const deleteOwn = (tx: Write, personId: number): Promise<number> =>
  countOf(tx, sql`delete from intranet.own where person_id = ${personId}`)

/** Forgets what was arranged before that by whoever works nowhere any more. As the system. @returns how many */
export const forgetOwn = (tx: Write, before: Date, most: number): Promise<number> =>
  countOf(
    tx,
    sql`delete from intranet.own where (person_id, page) in (
      select o.person_id, o.page from intranet.own o where o.changed_at < ${before}
        and not intranet.works(o.person_id)
      order by o.changed_at limit ${most})`,
  )
