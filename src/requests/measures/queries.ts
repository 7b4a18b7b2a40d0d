// Aggregates by authority, for yearly reports.
import { type RawBuilder, sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import type { Between } from '#platform/partnership/measure.ts'
import { toldShare } from '#platform/told/few.ts'

async function byAuthority(
  tx: Read,
  query: RawBuilder<{ authorityId: number; value: number }>,
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await query.execute(tx.q)
  return new Map(rows.map(({ authorityId, value }) => [authorityId, value]))
}

export const receivedByAuthority = (tx: Read, { from, until }: Between) =>
  byAuthority(
    tx,
    sql`select authority_id as "authorityId", count(*)::integer as value from requests.request
      where received_at >= ${from} and received_at < ${until} group by authority_id`,
  )

/** Of the solutions given between, or due then and not given: the share that came in time. */
export const keptByAuthority = (tx: Read, { from, until }: Between) =>
  byAuthority(
    tx,
    sql`select authority_id as "authorityId",
        (count(*) filter (where solution_done_at <= solution_due_at))::float / count(*) as value
      from requests.request
      where solution_due_at is not null and received_at >= ${from} and received_at < ${until}
        and (solution_done_at is not null or solution_due_at < ${tx.now}) group by authority_id`,
  )

/** The share of those satisfied, once the span is over: told every day, two shares would say what somebody thought in between. */
export async function ratedByAuthority(
  tx: Read,
  { from, until }: Between,
): Promise<ReadonlyMap<number, number>> {
  if (until > tx.now) return new Map()
  const { rows } = await sql<{ authorityId: number; good: number; all: number }>`
    select r.authority_id as "authorityId", (count(*) filter (where g.score = 'good'))::integer as good, count(*)::integer as all
      from requests.rating g join requests.request r on r.id = g.request_id
      where g.rated_at >= ${from} and g.rated_at < ${until} group by r.authority_id`.execute(tx.q)
  return new Map(
    rows.flatMap(({ authorityId, good, all }) => {
      const share = toldShare(good, all)
      return share === null ? [] : [[authorityId, share] as const]
    }),
  )
}
