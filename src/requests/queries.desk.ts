// SQL of one request's screen that is not the request itself: what is near, who else asked.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read } from '#platform/db.ts'
import { requestAccess } from './access.ts'
import type { RequestRow } from './queries.ts'

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

/** How many other requests the same account or e-mail made, among those the actor may read. */
export async function otherRequestsOf(
  tx: Read,
  { id, residentId, contactEmail }: Pick<RequestRow, 'id' | 'residentId' | 'contactEmail'>,
): Promise<number> {
  if (residentId === null && contactEmail === null) return 0
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from requests.of_contact(${residentId}, ${contactEmail}) o (id) join requests.request r on r.id = o.id
    where r.id <> ${id} and ${allowedRows(requestAccess['request.read'] ?? [], tx.actor, 'r')}`.execute(tx.q)
  return rows[0]?.count ?? 0
}
