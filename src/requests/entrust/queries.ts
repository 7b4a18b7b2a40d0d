// SQL of what passes from one unit to another when its unit closes. Moved as the system.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** How many open requests each of these units has: of those one administers. */
export async function openByUnit(tx: Read, unitIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ unitId: number; held: number }>`
    select unit_id as "unitId", held from requests.count_open(${unitIds as number[]}::integer[])`.execute(
    tx.q,
  )
  return new Map(rows.map(({ unitId, held }) => [unitId, held]))
}

/** A request, and the unit whose calendar counts its delays: its own, or that of which a reorganisation took it. */
interface Entrusted {
  id: number
  countedBy: number
}

// What the last passage from a unit to another said, where it was a reorganisation.
const COUNTED_BY = (from: number) => sql`coalesce((
    select case when e.name = 'request.reorganised' and (e.payload ->> 'unitId')::integer = ${from} then (e.payload ->> 'countedBy')::integer end
    from platform.event e where e.subject_kind = 'request' and e.subject_id = r.id and e.payload ? 'fromUnitId'
    order by e.seq desc limit 1), ${from})`

/** The open requests of a unit become those of another. Held until the end of the transaction. */
export async function entrustOpen(tx: Write, from: number, to: number): Promise<Entrusted[]> {
  const { rows } = await sql<Entrusted>`
    update requests.request r set unit_id = ${to} where r.unit_id = ${from} and r.state_kind <> 'done'
    returning r.id, ${COUNTED_BY(from)} as "countedBy"`.execute(tx.q)
  return rows
}

/** Those of these requests that are still where they were taken go back. */
export async function giveBackRequests(
  tx: Write,
  ids: readonly number[],
  from: number,
  to: number,
): Promise<Entrusted[]> {
  const { rows } = await sql<Entrusted>`
    update requests.request r set unit_id = ${to} where r.id = any (${ids as number[]}::bigint[]) and r.unit_id = ${from}
    returning r.id, ${COUNTED_BY(from)} as "countedBy"`.execute(tx.q)
  return rows
}
