// SQL of looking as an agent: begun by whoever looks, under both walls; ended and noted by the system, whose sessions are.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

/** One time that somebody looked as an agent. */
export interface Look {
  id: number
  viewerId: number
  personId: number
  reason: string
  beganAt: Date
  endsAt: Date
  endedAt: Date | null
}

const COLUMNS = sql`l.id, l.viewer_id as "viewerId", l.person_id as "personId", l.reason, l.began_at as "beganAt", l.ends_at as "endsAt",
  l.ended_at as "endedAt"`

/** May whoever acts look as that person now? */
export async function mayLookRow(tx: Read, personId: number): Promise<boolean> {
  const { rows } = await sql<{
    may: boolean
  }>`select coalesce(accounts.may_look(${personId}), false) as may`.execute(tx.q)
  return rows[0]?.may ?? false
}

export async function beginLookRow(
  tx: Write,
  { tokenHash, personId, reason }: { tokenHash: Buffer; personId: number; reason: string },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select accounts.begin_look(${tokenHash}, ${personId}, ${reason}) as id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

/** Holds it, open or not: what is told of it has one order. */
export async function holdLook(tx: Write, lookId: number): Promise<Look | undefined> {
  const { rows } =
    await sql<Look>`select ${COLUMNS} from accounts.look l where l.id = ${lookId} for update`.execute(tx.q)
  return rows[0]
}

/** Those as that agent, latest first, that whoever asks may read. */
export async function looksAs(tx: Read, personId: number): Promise<Look[]> {
  const { rows } = await sql<Look>`
    select ${COLUMNS} from accounts.look l where l.person_id = ${personId} order by l.began_at desc limit 50`.execute(
    tx.q,
  )
  return rows
}

export async function endLookRow(tx: Write, lookId: number, endedAt: Date): Promise<void> {
  await sql`update accounts.look set ended_at = ${endedAt} where id = ${lookId}`.execute(tx.q)
}

/** Those that are over, by their time or with their session, and that nothing says so yet. */
export async function looksOver(tx: Write): Promise<Look[]> {
  const { rows } = await sql<Look>`
    select ${COLUMNS} from accounts.look l where l.ended_at is null and (l.ends_at <= ${tx.now} or l.session_id is null)
    order by l.id for update`.execute(tx.q)
  return rows
}
