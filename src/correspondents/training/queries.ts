// SQL of what the network learns and of when it meets: sessions, seats, meetings; PostgreSQL says to whom (001091).
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { countOf } from '#platform/db/count.ts'
import type { Day } from '#territory'

export interface SaidOfSession {
  title: string
  about: string
  onDay: Day
  /** « 09:30 » */
  hour: string
  place: string
  seats: number
}

export interface Session extends SaidOfSession {
  id: number
  authorityId: number
  taken: number
  version: number
  isKept: boolean
}

/** More than a territory has. */
const MOST = 1000

async function sessions(tx: Read, which: RawBuilder<unknown>): Promise<Session[]> {
  const { rows } =
    await sql<Session>`select s.id, s.authority_id as "authorityId", s.title, s.about, s.on_day::text as "onDay", s.hour, s.place,
      s.seats, s.taken, s.version, correspondents.animates(s.authority_id) as "isKept"
    from correspondents.session s where ${which} order by s.on_day desc, s.hour desc, s.id desc limit ${MOST}`.execute(
      tx.q,
    )
  return rows
}

/** Those of one’s network, or of those that one animates, the last first. */
export const sessionsFor = (tx: Read): Promise<Session[]> => sessions(tx, sql`true`)

export const sessionOf = async (tx: Read, id: number): Promise<Session | undefined> =>
  (await sessions(tx, sql`s.id = ${id}`))[0]

/** Held until the transaction ends, for whoever animates its network. */
export async function holdSession(tx: Write, id: number): Promise<Session | undefined> {
  await sql`select from correspondents.session s where s.id = ${id} for update`.execute(tx.q)
  return sessionOf(tx, id)
}

/** @returns its id */
export async function insertSession(tx: Write, authorityId: number, said: SaidOfSession): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into correspondents.session (authority_id, title, about, on_day, hour, place, seats)
    values (${authorityId}, ${said.title}, ${said.about}, ${said.onDay}, ${said.hour}, ${said.place}, ${said.seats}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

export async function updateSession(tx: Write, id: number, said: SaidOfSession): Promise<void> {
  await sql`update correspondents.session set title = ${said.title}, about = ${said.about}, on_day = ${said.onDay}, hour = ${said.hour},
    place = ${said.place}, seats = ${said.seats} where id = ${id}`.execute(tx.q)
}

export interface Seat {
  id: number
  sessionId: number
  correspondentId: number
  personId: number
  name: string
  unitId: number
  authorityId: number
  title: string
  onDay: Day
  hour: string
  place: string
  came: boolean | null
  isOwn: boolean
}

async function seats(tx: Read, which: RawBuilder<unknown>): Promise<Seat[]> {
  const { rows } =
    await sql<Seat>`select t.id, t.session_id as "sessionId", t.correspondent_id as "correspondentId", c.person_id as "personId",
      c.name, c.unit_id as "unitId", s.authority_id as "authorityId", s.title, s.on_day::text as "onDay", s.hour, s.place, t.came,
      correspondents.is_own(c) as "isOwn"
    from correspondents.seat t join correspondents.correspondent c on c.id = t.correspondent_id
    join correspondents.session s on s.id = t.session_id
    where ${which} order by s.on_day desc, c.name collate "fr-x-icu", t.id limit ${MOST}`.execute(tx.q)
  return rows
}

/** Of a session: all to whoever animates its network, their own to the others. */
export const seatsOf = (tx: Read, sessionId: number): Promise<Seat[]> =>
  seats(tx, sql`t.session_id = ${sessionId}`)
/** Of a correspondent. */
export const seatsTakenBy = (tx: Read, correspondentId: number): Promise<Seat[]> =>
  seats(tx, sql`t.correspondent_id = ${correspondentId}`)
export const seatOf = async (tx: Read, id: number): Promise<Seat | undefined> =>
  (await seats(tx, sql`t.id = ${id}`))[0]

/** Correspondents who followed a training, of the networks that whoever acts animates. */
export async function trainedIds(tx: Read): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{
    id: number
  }>`select distinct t.correspondent_id as id from correspondents.seat t where t.came`.execute(tx.q)
  return new Set(rows.map(({ id }) => id))
}

export async function takeSeat(tx: Write, sessionId: number, correspondentId: number): Promise<void> {
  await sql`insert into correspondents.seat (session_id, correspondent_id) values (${sessionId}, ${correspondentId})`.execute(
    tx.q,
  )
}

/** @returns false when nobody had it, or once it is said who came */
export async function leaveSeat(tx: Write, sessionId: number, correspondentId: number): Promise<boolean> {
  const gone = sql`delete from correspondents.seat where session_id = ${sessionId} and correspondent_id = ${correspondentId} and came is null`
  return (await countOf(tx, gone)) > 0
}

export async function tickSeat(tx: Write, id: number, came: boolean): Promise<void> {
  await sql`update correspondents.seat set came = ${came} where id = ${id} and came is distinct from ${came}`.execute(
    tx.q,
  )
}

export interface SaidOfMeeting {
  title: string
  onDay: Day
  hour: string
  place: string
  agenda: string
  decisions: string[]
}

export interface Meeting extends SaidOfMeeting {
  id: number
  authorityId: number
  version: number
  isKept: boolean
}

async function meetings(tx: Read, which: RawBuilder<unknown>): Promise<Meeting[]> {
  const { rows } =
    await sql<Meeting>`select m.id, m.authority_id as "authorityId", m.title, m.on_day::text as "onDay", m.hour, m.place, m.agenda,
      m.decisions, m.version, correspondents.animates(m.authority_id) as "isKept"
    from correspondents.meeting m where ${which} order by m.on_day desc, m.hour desc, m.id desc limit ${MOST}`.execute(
      tx.q,
    )
  return rows
}

export const meetingsFor = (tx: Read): Promise<Meeting[]> => meetings(tx, sql`true`)
export const meetingOf = async (tx: Read, id: number): Promise<Meeting | undefined> =>
  (await meetings(tx, sql`m.id = ${id}`))[0]

/** Held until the transaction ends, for whoever animates its network. */
export async function holdMeeting(tx: Write, id: number): Promise<Meeting | undefined> {
  await sql`select from correspondents.meeting m where m.id = ${id} for update`.execute(tx.q)
  return meetingOf(tx, id)
}

/** @returns its id */
export async function insertMeeting(tx: Write, authorityId: number, said: SaidOfMeeting): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into correspondents.meeting (authority_id, title, on_day, hour, place, agenda, decisions)
    values (${authorityId}, ${said.title}, ${said.onDay}, ${said.hour}, ${said.place}, ${said.agenda}, ${said.decisions}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

export async function updateMeeting(tx: Write, id: number, said: SaidOfMeeting): Promise<void> {
  await sql`update correspondents.meeting set title = ${said.title}, on_day = ${said.onDay}, hour = ${said.hour}, place = ${said.place},
    agenda = ${said.agenda}, decisions = ${said.decisions} where id = ${id}`.execute(tx.q)
}

export interface Thanked {
  id: number
  personId: number
  name: string
  unitId: number
  since: Day
  until: Day | null
  /** What they followed in the year. */
  sessions: string[]
}

/** Who was in office in that year, in French order: to the agents of the authority. */
export async function thankedIn(tx: Read, authorityId: number, year: number): Promise<Thanked[]> {
  const { rows } =
    await sql<Thanked>`select id, person_id as "personId", name, unit_id as "unitId", since::text as since, until::text as until, sessions
    from correspondents.thanked(${authorityId}, ${year})`.execute(tx.q)
  return rows
}
