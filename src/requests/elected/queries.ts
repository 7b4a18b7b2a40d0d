// SQL of what elected members read of requests: counts alone. PostgreSQL says to whom, and of how many (db/migrations/000740).
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
  /** Received then, and solved or due. */
  answered: number
  /** Of these, in time. */
  kept: number
}

/**
 * Requests of that authority's territory, open or received in the thirty days before today, by category. Nothing for whoever is not
 * elected there, nor of fewer than five.
 */
export async function tally(tx: Read, authorityId: number): Promise<Tally[]> {
  const { rows } = await sql<Tally>`select * from requests.tally(${authorityId})`.execute(tx.q)
  return rows
}
