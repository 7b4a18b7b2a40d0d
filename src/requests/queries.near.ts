// SQL of « Déjà signalé »: what anybody may know of open requests near a point.
import { sql } from 'kysely'
import type { Read } from '#platform/db.ts'

/** Open requests near a point, without anybody's words: how many, how far the nearest is (to 5 m), when it was received. */
export interface Near {
  requests: number
  metres: number
  receivedAt: Date
}

/** The open requests of a category around a point, whoever made them (requests.near_open); null when there is none. */
export async function nearOpen(
  tx: Read,
  place: { category: string; lat: number; long: number },
  metres: number,
  since: Date,
): Promise<Near | null> {
  const { rows } = await sql<Near>`select requests, metres, received_at as "receivedAt"
    from requests.near_open(${place.category}, ${place.lat}, ${place.long}, ${metres}, ${since})`.execute(
    tx.q,
  )
  return rows[0] ?? null
}
