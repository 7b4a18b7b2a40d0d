// SQL of departures: read and begun by whoever keeps the agent; done and given back by the system, on their day.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** Who takes what, by charge: a person, or nobody (null). */
export type Takers = Readonly<Record<string, number | null>>

export interface Departure {
  id: number
  personId: number
  authorityId: number
  /** `YYYY-MM-DD` */
  lastDay: string
  takers: Takers
  setBy: number | null
  /** Said by the directory of the authority: a key undoes no other (src/provisioning). */
  isByKey: boolean
  doneAt: Date | null
  undoneAt: Date | null
  /** What changed hands, by charge. */
  moved: Readonly<Record<string, readonly unknown[]>> | null
}

const COLUMNS = sql`d.id, d.person_id as "personId", d.authority_id as "authorityId", d.last_day::text as "lastDay", d.takers,
  d.set_by as "setBy", d.by_key is not null as "isByKey", d.done_at as "doneAt", d.undone_at as "undoneAt", d.moved`

/** The last one of an agent in that authority that stands; undefined when they are not leaving. */
export async function departureOf(
  tx: Read,
  personId: number,
  authorityId: number,
): Promise<Departure | undefined> {
  const { rows } = await sql<Departure>`
    select ${COLUMNS} from accounts.departure d where d.person_id = ${personId} and d.authority_id = ${authorityId} and d.undone_at is null
    order by d.id desc limit 1`.execute(tx.q)
  return rows[0]
}

export async function leaveRow(
  tx: Write,
  {
    personId,
    authorityId,
    lastDay,
    takers,
  }: Pick<Departure, 'personId' | 'authorityId' | 'lastDay' | 'takers'>,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select accounts.leave(${personId}, ${authorityId}, ${lastDay}, ${JSON.stringify(takers)}) as id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

export async function undoLeavingRow(tx: Write, id: number): Promise<void> {
  await sql`select accounts.undo_leaving(${id})`.execute(tx.q)
}

/** One, held until the end of the transaction. As the system. */
export async function lockDeparture(tx: Write, id: number): Promise<Departure | undefined> {
  const { rows } =
    await sql<Departure>`select ${COLUMNS} from accounts.departure d where d.id = ${id} for update`.execute(
      tx.q,
    )
  return rows[0]
}

/** Those whose last day is over, and that are to be done. As the system. */
export async function dueDepartures(tx: Read, today: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from accounts.departure where done_at is null and undone_at is null and last_day < ${today} order by id`.execute(
    tx.q,
  )
  return rows.map(({ id }) => id)
}

/** As the system. `moved` null: it was given back. */
export async function noteMoved(tx: Write, id: number, moved: Departure['moved']): Promise<void> {
  const kept = moved === null ? null : JSON.stringify(moved)
  await sql`update accounts.departure set moved = ${kept}, done_at = coalesce(done_at, ${tx.now}) where id = ${id}`.execute(
    tx.q,
  )
}
