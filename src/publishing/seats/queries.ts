// SQL of seats: all of it by functions, which say to each what is theirs to know (001151).
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Day } from '#territory'

export interface Visit {
  seats: number
  closesOn: Day
  /** How many have signed up, those who wait too. */
  asked: number
  /** Of whoever asks, from 1; null: they have not signed up. */
  rank: number | null
  isClosed: boolean
}

export async function visitOf(tx: Read, contentId: number): Promise<Visit | undefined> {
  const { rows } =
    await sql<Visit>`select seats, closes_on::text as "closesOn", asked, rank, is_closed as "isClosed"
    from publishing.visit_of(${contentId})`.execute(tx.q)
  return rows[0]
}

export async function openVisit(tx: Write, contentId: number, seats: number, closesOn: Day): Promise<void> {
  await sql`select publishing.open_visit(${contentId}, ${seats}, ${closesOn}::date)`.execute(tx.q)
}

/** @returns the rank of whoever asks; 0: closed; null: nothing to sign up to, for them */
export async function takeSeat(tx: Write, contentId: number): Promise<number | null> {
  const { rows } = await sql<{ rank: number | null }>`
    select publishing.take_seat(${contentId}) as rank`.execute(tx.q)
  return rows[0]?.rank ?? null
}

export async function leaveSeat(tx: Write, contentId: number): Promise<void> {
  await sql`select publishing.leave_seat(${contentId})`.execute(tx.q)
}

export interface Guest {
  rank: number
  name: string
  askedAt: Date
}

/** In the order in which they asked, to whoever holds the content. */
export async function guestsOf(tx: Read, contentId: number): Promise<Guest[]> {
  const { rows } = await sql<Guest>`select rank, name, asked_at as "askedAt"
    from publishing.guests(${contentId})`.execute(tx.q)
  return rows
}

export interface Seated {
  contentId: number
  title: string
  personId: number
  name: string
  address: string | null
  isAgent: boolean
}

/** Those who waited and have a seat now, once. As the system. */
export async function seatWaiting(tx: Write): Promise<Seated[]> {
  const { rows } =
    await sql<Seated>`select content_id as "contentId", title, person_id as "personId", name, address, is_agent as "isAgent"
    from publishing.seat_waiting()`.execute(tx.q)
  return rows
}

/** As the system. */
export async function seatsOf(tx: Read, personId: number): Promise<{ title: string; at: Date }[]> {
  const { rows } = await sql<{
    title: string
    at: Date
  }>`select e.title, s.asked_at as at from publishing.seat s
    join publishing.content c on c.id = s.content_id join publishing.edition e on e.content_id = c.id and e.n = c.edition
    where s.person_id = ${personId} order by s.id`.execute(tx.q)
  return rows
}

const counted = async (tx: Write, statement: ReturnType<typeof sql>): Promise<number> =>
  Number((await statement.execute(tx.q)).numAffectedRows ?? 0n)

/** As the system. */
export const forgetSeatsOf = (tx: Write, personId: number): Promise<number> =>
  counted(tx, sql`delete from publishing.seat where person_id = ${personId}`)

/** Of visits to which one signed up until before then. As the system. */
export const forgetSeats = (tx: Write, before: Date, most: number): Promise<number> =>
  counted(
    tx,
    sql`delete from publishing.seat where id in (select s.id from publishing.seat s
      join publishing.visit v on v.content_id = s.content_id where v.closes_on < ${before}::date order by s.id limit ${most})`,
  )
