// SQL of the pages that agents keep at hand. As oneself, but where it is said.
import { sql } from 'kysely'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'

export interface Favourite {
  id: number
  label: string
  /** Within the site: `/agents`. */
  href: string
}

/** How many one keeps. */
export const MOST = 40

/** In the order of their names. */
export async function favouritesOf(tx: Read, personId: number): Promise<(Favourite & { addedAt: Date })[]> {
  const { rows } = await sql<Favourite & { addedAt: Date }>`
    select id, label, href, added_at as "addedAt" from intranet.favourite where person_id = ${personId}
    order by label collate "fr-x-icu", id limit ${MOST}`.execute(tx.q)
  return rows
}

/** @returns whether it is new: an address is kept once */
export async function insertFavourite(
  tx: Write,
  personId: number,
  { label, href }: Omit<Favourite, 'id'>,
): Promise<boolean> {
  const added = await countOf(
    tx,
    sql`insert into intranet.favourite (person_id, label, href) values (${personId}, ${label}, ${href})
      on conflict (person_id, href) do nothing`,
  )
  return added === 1
}

/** @returns how many: none when it is somebody else’s */
export const renameFavourite = (tx: Write, personId: number, id: number, label: string): Promise<number> =>
  countOf(
    tx,
    sql`update intranet.favourite set label = ${label} where person_id = ${personId} and id = ${id}`,
  )

export const deleteFavourite = (tx: Write, personId: number, id: number): Promise<number> =>
  countOf(tx, sql`delete from intranet.favourite where person_id = ${personId} and id = ${id}`)

/** As the system. @returns how many */
export const forgetFavourites = (tx: Write, personId: number): Promise<number> =>
  countOf(tx, sql`delete from intranet.favourite where person_id = ${personId}`)

/** Forgets those added before that by whoever works nowhere any more. As the system. @returns how many */
export const forgetLeft = (tx: Write, before: Date, most: number): Promise<number> =>
  countOf(
    tx,
    sql`delete from intranet.favourite where id in (select f.id from intranet.favourite f where f.added_at < ${before}
      and not intranet.works(f.person_id) order by f.added_at limit ${most})`,
  )
