// Aggregates of sites by authority, for yearly reports.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import type { Between } from '#platform/partnership/measure.ts'

/** People who agreed to a site of the authority between these instants, each once; of those that have a site alone. */
export async function joinedByAuthority(
  tx: Read,
  { from, until }: Between,
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ authorityId: number; value: number }>`
    select c.authority_id as "authorityId", count(distinct s.person_id)::integer as value
    from identity.client c left join identity.consent s
      on s.client_id = c.id and s.given_at >= ${from} and s.given_at < ${until}
    where c.console_of is null and c.created_at < ${until} group by c.authority_id`.execute(tx.q)
  return new Map(rows.map(({ authorityId, value }) => [authorityId, value]))
}
