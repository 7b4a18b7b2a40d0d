// SQL of what was asked near a point: what anybody may know of it (« Déjà signalé »), and what an agent may read.
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import { allowedRows } from '#platform/access.ts'
import { requestAccess } from '../record/access.ts'

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

export interface NearRow {
  ref: string
  subject: string
  receivedAt: Date
  closedAt: Date | null
  metres: number
}

/** What is asked about: a category and a point. */
export interface Place {
  category: string
  lat: number
  long: number
}

const METRES_PER_DEGREE = 111_320

/** Requests of the same category around a point, nearest first, that the actor may read. */
export async function nearRows(
  tx: Read,
  { category, lat, long }: Place,
  options: { metres: number; since: Date; except: number; limit: number },
): Promise<NearRow[]> {
  const { metres, since, except, limit } = options
  const dLat = metres / METRES_PER_DEGREE
  const dLong = dLat / Math.max(0.01, Math.cos((lat * Math.PI) / 180))
  const { rows } = await sql<NearRow>`
    select * from (
      select r.ref, r.subject, r.received_at as "receivedAt", r.closed_at as "closedAt",
        -- Haversine, mean radius of the Earth (IUGG): fine at these distances.
        2 * 6371009 * asin(sqrt(least(1, power(sin(radians(r.lat - ${lat}) / 2), 2)
          + cos(radians(${lat})) * cos(radians(r.lat)) * power(sin(radians(r.long - ${long}) / 2), 2)))) as metres
      from requests.request r
      where r.category = ${category} and r.lat between ${lat - dLat} and ${lat + dLat} and r.long between ${long - dLong} and ${long + dLong}
        and r.received_at > ${since} and r.id <> ${except} and ${allowedRows(requestAccess['request.read'] ?? [], tx.actor, 'r')}) near
    where metres <= ${metres} order by metres, "receivedAt" desc limit ${limit}`.execute(tx.q)
  return rows
}
