// SQL of posts that do not work, though their days have come (migration 000540). As the system.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

export interface IdlePost {
  authorityId: number
  /** The last day of its authority's agreement, and the last on which posts read; null: the agreement goes on, without the desk. */
  endedOn: string | null
  until: string | null
}

/** The first post of that person that reads, or opens nothing, today; null without one. */
export async function idlePost(tx: Read, personId: number): Promise<IdlePost | null> {
  const { rows } = await sql<IdlePost>`
    select u.authority_id as "authorityId", p.ended_on::text as "endedOn", p.reads_until::text as until
    from accounts.posts_on(territory.day_of(${tx.now})) p join territory.unit u on u.id = (p.post).unit_id
    where (p.post).person_id = ${personId} and p.opens is distinct from 'work'
    order by p.ended_on nulls last, (p.post).id limit 1`.execute(tx.q)
  return rows[0] ?? null
}
