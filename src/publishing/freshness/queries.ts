// SQL of how fresh the contents of each unit are, for whoever publishes there.
import { type RawBuilder, sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, YearAsked } from '#platform/db/db.ts'
import type { Day } from '#territory'
import { access } from '../record/access.ts'
import { contents } from '../record/queries.ts'

export interface Freshness {
  unitId: number
  authorityId: number
  /** Read by their readers now; of these, those that should have been read again. */
  online: number
  late: number
  /** When the one that waits longest should have been read again, `YYYY-MM-DD`; null when none is late. */
  lateSince: Day | null
  /** Wait for whoever publishes. */
  proposed: number
  /** The day of the last publication; null: nothing is online. */
  newest: Date | null
  /** How many wrote there in a year. */
  writers: number
}

const published = (tx: Read): RawBuilder<boolean> => allowedRows(access['content.publish'], tx.actor, 'c')

/** A line for each unit that has contents, the latest to be read again first. */
export async function freshness(tx: Read): Promise<Freshness[]> {
  const { rows } = await sql<Freshness>`
    select a.unit_id as "unitId", a.authority_id as "authorityId",
      count(*) filter (where a.shown_id is not null)::integer as online,
      count(*) filter (where a.state = 'review')::integer as late,
      min(a.review_on) filter (where a.state = 'review') as "lateSince",
      count(*) filter (where a.state = 'proposed')::integer as proposed,
      max(a.dated_at) as newest,
      (select count(distinct e.author_id)::integer from publishing.edition e join publishing.content w on w.id = e.content_id
        where w.unit_id = a.unit_id and e.written_at > ${tx.now}::timestamptz - interval '1 year') as writers
    from ${contents(tx, published(tx))} where a.state <> 'archived'
    group by a.unit_id, a.authority_id order by late desc, "lateSince", online desc, a.unit_id`.execute(tx.q)
  return rows
}

/** Contents first shown between two instants, by the unit that answers for them: of those that no space decides of. */
export async function shownFirst(
  tx: Read,
  { authorityId, from, until }: YearAsked,
): Promise<{ unitId: number; count: number }[]> {
  const { rows } = await sql<{ unitId: number; count: number }>`
    select s.unit_id as "unitId", count(*)::integer as count from (
      select distinct on (p.content_id) p.content_id, p.unit_id, p.starts_at from publishing.publication p join publishing.content c on c.id = p.content_id
      where p.authority_id = ${authorityId} and p.space_id is null and p.starts_at <= ${tx.now} and p.ends_at is distinct from p.starts_at
        and ${allowedRows(access['content.publish'], tx.actor, 'c')}
      order by p.content_id, p.starts_at) s
    where s.starts_at >= ${from} and s.starts_at < ${until} group by s.unit_id`.execute(tx.q)
  return rows
}
