// SQL of what elected members read of requests: counts, and public places. PostgreSQL says to whom (db/migrations/000740).
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'

export interface Tally {
  /** null: kinds of which there are too few to be named. */
  category: string | null
  open: number
  late: number
  /** Open, and the authority's own to answer. */
  own: number
  received: number
  /** Received since, and solved or due. */
  answered: number
  /** Of these, in time. */
  kept: number
}

/** Requests of that authority's territory, open or received since, by category. Nothing for whoever is not elected there. */
export async function tally(tx: Read, authorityId: number, since: Date): Promise<Tally[]> {
  const { rows } = await sql<Tally>`select * from requests.tally(${authorityId}, ${since})`.execute(tx.q)
  return rows
}

export interface OpenPlace {
  category: string
  street: string
  unitId: number
  /** null: nothing is promised now. */
  dueAt: Date | null
  isLate: boolean
  waits: boolean
}

/** Open requests about public places, the most urgent first, for whoever leads there. */
export async function openPlaces(tx: Read, authorityId: number, most: number): Promise<OpenPlace[]> {
  const { rows } = await sql<OpenPlace>`
    select category, street, unit_id as "unitId", nullif(next_due_at, 'infinity') as "dueAt", is_late as "isLate", waits
    from requests.open_places(${authorityId}, ${most})`.execute(tx.q)
  return rows
}
