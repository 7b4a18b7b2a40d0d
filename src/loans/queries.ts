// SQL of loans: what is asked of each offer, by whoever asked and whoever keeps it.
import { sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import type { Day } from '#territory'
import type { State } from './words.ts'

export interface Loan {
  id: number
  contentId: number
  authorityId: number
  unitId: number
  borrowerId: number
  personId: number | null
  personName: string
  fromDay: Day
  toDay: Day
  purpose: string
  state: State
  reason: string
  askedAt: Date
  version: number
  /** Does whoever reads keep the thing? */
  isKeeper: boolean
}

const columns = sql`l.id, l.content_id as "contentId", l.authority_id as "authorityId", l.unit_id as "unitId", l.borrower_id as "borrowerId",
  l.person_id as "personId", l.person_name as "personName", l.from_day::text as "fromDay", l.to_day::text as "toDay", l.purpose, l.state, l.reason,
  l.asked_at as "askedAt", l.version, loans.keeps(l.unit_id, l.authority_id) as "isKeeper"`

/** More than a territory lends in some years. */
const MOST = 2000

/** Those of whoever reads: asked by them, or of what they keep. The second wall says which. */
export async function ownLoans(tx: Read): Promise<Loan[]> {
  const { rows } = await sql<Loan>`select ${columns} from loans.loan l
    order by array_position(array['asked', 'out', 'granted', 'refused', 'cancelled', 'returned'], l.state), l.from_day, l.id limit ${MOST}`.execute(
    tx.q,
  )
  return rows
}

/** What is to be answered by those who keep the thing, to be brought back by whoever borrowed it, or overdue for both; the first days first. */
export async function pressingLoans(tx: Read, personId: number, today: Day, most: number): Promise<Loan[]> {
  const { rows } = await sql<Loan>`select ${columns} from loans.loan l
    where (l.state = 'asked' and l.to_day >= ${today} and loans.keeps(l.unit_id, l.authority_id))
      or (l.state = 'out' and (l.person_id = ${personId} or (l.to_day < ${today} and loans.keeps(l.unit_id, l.authority_id))))
    order by case l.state when 'out' then l.to_day else l.from_day end, l.id limit ${most}`.execute(tx.q)
  return rows
}

export async function ownLoan(tx: Read, id: number): Promise<Loan | undefined> {
  const { rows } = await sql<Loan>`select ${columns} from loans.loan l where l.id = ${id}`.execute(tx.q)
  return rows[0]
}

/** Held until the transaction ends. @returns whether it is in sight of whoever acts */
export async function holdLoan(tx: Write, id: number): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`select loans.hold(${id}) as held`.execute(tx.q)
  return rows[0]?.held === true
}

export interface TakenDays {
  fromDay: Day
  toDay: Day
  isOut: boolean
}

/** On which days it is lent, now or later. */
export async function takenDays(tx: Read, contentId: number): Promise<TakenDays[]> {
  const { rows } = await sql<TakenDays>`
    select from_day::text as "fromDay", to_day::text as "toDay", is_out as "isOut" from loans.taken_days(${contentId})`.execute(
    tx.q,
  )
  return rows
}

export interface NewLoan {
  contentId: number
  borrowerId: number
  fromDay: Day
  toDay: Day
  purpose: string
}

/** @returns its id */
export async function insertLoan(tx: Write, said: NewLoan): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into loans.loan (content_id, borrower_id, person_id, from_day, to_day, purpose)
    values (${said.contentId}, ${said.borrowerId}, ${tx.actor.personId}, ${said.fromDay}, ${said.toDay}, ${said.purpose}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

export async function setState(tx: Write, id: number, state: State, reason: string): Promise<void> {
  await sql`update loans.loan set state = ${state}, reason = ${reason} where id = ${id}`.execute(tx.q)
}

export interface ToTell {
  personId: number
  name: string
  address: string | null
  isAgent: boolean
  isOwner: boolean
}

/** Who asked, and those who keep the thing. As the system */
export async function recipientsOf(tx: Read, id: number): Promise<ToTell[]> {
  const { rows } = await sql<ToTell>`
    select person_id as "personId", name, address, is_agent as "isAgent", is_owner as "isOwner" from loans.recipients(${id}) order by 1`.execute(
    tx.q,
  )
  return rows
}

export interface Named {
  id: number
  title: string
  borrowerId: number
  state: State
  fromDay: Day
  toDay: Day
  reason: string
}

const named = sql`l.id, l.borrower_id as "borrowerId", l.state, l.from_day::text as "fromDay", l.to_day::text as "toDay", l.reason, l.content_id as "contentId"`

/** As the system */
export async function loanTold(
  tx: Read,
  id: number,
): Promise<(Omit<Named, 'title'> & { contentId: number }) | undefined> {
  const { rows } = await sql<
    Omit<Named, 'title'> & { contentId: number }
  >`select ${named} from loans.loan l where l.id = ${id}`.execute(tx.q)
  return rows[0]
}

/** Those out past their last day, of which nobody was told today, marked. As the system */
export async function tellLate(tx: Write, today: Day, most: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`update loans.loan set told_late_on = ${today} where id in (
      select l.id from loans.loan l where l.state = 'out' and l.to_day < ${today}
        and (l.told_late_on is null or l.told_late_on <= ${today}::date - 7) order by l.id limit ${most} for update)
    returning id`.execute(tx.q)
  return rows.map(({ id }) => id)
}
