// SQL of absences: read by whoever keeps the agent, by the agent and by the stand-in; written by functions that ask whose agent it is.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'

export interface Absence {
  id: number
  personId: number
  authorityId: number
  /** Days, `YYYY-MM-DD`, both included. */
  from: string
  to: string
  standInId: number | null
  /** Name of the stand-in, as far as the reader may know it. */
  standIn: string | null
}

const COLUMNS = sql`a.id, a.person_id as "personId", a.authority_id as "authorityId", a.first_day::text as from, a.last_day::text as to,
  a.stand_in_id as "standInId", (select max(g.name) from accounts.governed_posts() g where g.person_id = a.stand_in_id) as "standIn"`

/** Those of an agent that are not over, and the last ones. */
export async function absencesOf(tx: Read, personId: number): Promise<Absence[]> {
  const { rows } = await sql<Absence>`
    select ${COLUMNS} from accounts.absence a where a.person_id = ${personId} order by a.last_day desc limit 20`.execute(
    tx.q,
  )
  return rows
}

export async function absenceById(tx: Read, id: number): Promise<Absence | undefined> {
  const { rows } = await sql<Absence>`select ${COLUMNS} from accounts.absence a where a.id = ${id}`.execute(
    tx.q,
  )
  return rows[0]
}

export async function beAbsentRow(
  tx: Write,
  { personId, authorityId, from, to, standInId }: Omit<Absence, 'id' | 'standIn'>,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select accounts.be_absent(${personId}, ${authorityId}, ${from}, ${to}, ${standInId}) as id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

export async function endAbsenceRow(tx: Write, id: number, last: string): Promise<void> {
  await sql`select accounts.end_absence(${id}, ${last})`.execute(tx.q)
}

export interface Away {
  personId: number
  until: string
  standInId: number | null
  standIn: string | null
}

/** Who is away today from that authority, among these colleagues. */
export async function absentAmong(
  tx: Read,
  authorityId: number,
  personIds: readonly number[],
): Promise<ReadonlyMap<number, Away>> {
  if (personIds.length === 0) return new Map()
  const { rows } = await sql<Away>`
    select person_id as "personId", last_day::text as until, stand_in_id as "standInId", stand_in as "standIn"
    from accounts.absent_among(${personIds as number[]}::bigint[], territory.day_of(${tx.now}), ${authorityId})`.execute(
    tx.q,
  )
  return new Map(rows.map((away) => [away.personId, away]))
}
