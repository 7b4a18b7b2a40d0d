// What is open to an authority, and until when. Rows say it; without any row, everything is open to everybody.
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Feature } from '#platform/partnership/feature.ts'
import { forget, snapshot } from '#platform/db/snapshot.ts'
import { type Day, territoryRevision, todayThere } from '#territory'

export interface Opening {
  feature: string
  from: Day
  to: Day
}

/** Is it open today to the authority of that column? A condition for any query. */
export const isOpen = (tx: Read, { id }: Feature, column: string): RawBuilder<boolean> =>
  sql<boolean>`settings.is_open(${id}, ${sql.ref(column)}, territory.day_of(${tx.now}))`

const WITHOUT = 'settings.without:'

/** Authorities that are partners on that day, and to which it is not open, at most two seconds old: none where nothing is signed. */
export async function partnersWithout(tx: Read, { id }: Feature, on?: Day): Promise<readonly number[]> {
  const day = on ?? (await todayThere(tx))
  return snapshot(tx, `${WITHOUT}${id}:${day}`, territoryRevision, async () => {
    const { rows } = await sql<{
      ids: number[]
    }>`select settings.partners_without(${id}, ${day}::date) as ids`.execute(tx.q)
    return rows[0]?.ids ?? []
  })
}

/** Whether it is open today to an authority that is a partner, and since which day. */
export interface Standing {
  authorityId: number
  isOpen: boolean
  since: Day
}

/** Of every partner of today. Act as the system. */
export async function standingsOf(tx: Read, { id }: Feature): Promise<Standing[]> {
  const today = sql`${await todayThere(tx)}::date`
  const { rows } = await sql<Standing>`
    select p.authority_id as "authorityId", p.is_open as "isOpen", (case when p.is_open
      then (select lower(r) from unnest(p.opened) r where r @> ${today})
      else greatest((select max(upper(r)) from unnest(p.opened) r where upper(r) <= ${today}),
        (select lower(r) from unnest(p.signed) r where r @> ${today})) end)::text as since
    from (select o.authority_id, range_agg(daterange(o.from_day, o.to_day, '[]')) as signed,
        coalesce(range_agg(daterange(o.from_day, o.to_day, '[]')) filter (where o.feature = ${id}), '{}') as opened,
        bool_or(o.feature = ${id} and ${today} between o.from_day and o.to_day) as is_open
      from settings.opening o group by o.authority_id) p
    where p.signed @> ${today} order by 1`.execute(tx.q)
  return rows
}

/** An authority for which all that was signed is over. */
export interface Ended {
  authorityId: number
  /** The last day that was signed. */
  endedOn: Day
  /** The last day on which its agents read. */
  until: Day
}

/** Those of today, without another agreement that takes over. */
export async function endedPartners(tx: Read): Promise<Ended[]> {
  const { rows } = await sql<Ended>`
    select authority_id as "authorityId", ended_on::text as "endedOn", reads_until::text as until
    from settings.ended(${await todayThere(tx)}::date) order by 1`.execute(tx.q)
  return rows
}

/** What that source opens to an authority. */
export async function openingsBy(tx: Read, source: string): Promise<Opening[]> {
  const { rows } = await sql<Opening>`select feature, from_day as "from", to_day as "to" from settings.opening
    where source = ${source} order by feature, from_day`.execute(tx.q)
  return rows
}

/** Says anew all that this source opens. */
export async function open(
  tx: Write,
  { source, authorityId }: { source: string; authorityId: number },
  openings: readonly Opening[],
): Promise<void> {
  await sql`delete from settings.opening where source = ${source}`.execute(tx.q)
  for (const key of [...tx.snapshots.keys()]) if (key.startsWith(WITHOUT)) forget(tx, key)
  for (const { feature, from, to } of openings)
    await sql`insert into settings.opening (authority_id, feature, source, from_day, to_day)
      values (${authorityId}, ${feature}, ${source}, ${from}, ${to})`.execute(tx.q)
}
