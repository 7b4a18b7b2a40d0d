// SQL of what anybody may know of bodies.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

export interface Town {
  authorityId: number
  /** null: nobody is told to be its mayor today. */
  mayor: string | null
}

export interface Conference {
  id: number
  name: string
  towns: readonly Town[]
}

/** Conferences of mayors by their name, and the towns that each gathers (db/migrations/001181). */
export async function publicConferences(tx: Read): Promise<Conference[]> {
  const { rows } = await sql<Conference>`
    select id, name, json_agg(json_build_object('authorityId', authority_id, 'mayor', mayor)) as towns
    from bodies.public_conferences() group by id, name order by name collate "fr-x-icu"`.execute(tx.q)
  return rows
}
