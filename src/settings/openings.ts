// What is open to an authority, and until when. Rows say it; without any row, everything is open to everybody.
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Feature } from '#platform/partnership/feature.ts'
import type { Day } from '#territory'

export interface Opening {
  feature: string
  from: Day
  to: Day
}

/** Is it open today to the authority of that column? A condition for any query. */
export const isOpen = (tx: Read, { id }: Feature, column: string): RawBuilder<boolean> =>
  sql<boolean>`settings.is_open(${id}, ${sql.ref(column)}, ${tx.now}::timestamptz::date)`

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
  for (const { feature, from, to } of openings)
    await sql`insert into settings.opening (authority_id, feature, source, from_day, to_day)
      values (${authorityId}, ${feature}, ${source}, ${from}, ${to})`.execute(tx.q)
}
