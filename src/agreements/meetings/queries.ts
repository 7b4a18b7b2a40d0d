// SQL of the meetings of the committee.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Day } from '#territory'

export interface Meeting {
  id: number
  onDay: Day
  title: string
  minutes: string
  decisions: string[]
}

/** The last one first. */
export async function meetingRows(tx: Read): Promise<Meeting[]> {
  const { rows } = await sql<Meeting>`select id, on_day as "onDay", title, minutes, decisions
    from agreements.meeting order by on_day desc, id desc`.execute(tx.q)
  return rows
}

/** @returns its id; null when that meeting is noted already */
export async function insertMeeting(
  tx: Write,
  { onDay, title, minutes, decisions }: Omit<Meeting, 'id'>,
): Promise<number | null> {
  const { rows } = await sql<{
    id: number
  }>`insert into agreements.meeting (on_day, title, minutes, decisions)
    values (${onDay}, ${title}, ${minutes}, ${decisions}::text[]) on conflict do nothing returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? null
}
