// SQL of what people’s accounts forget with time. Durations come from the register of processing; `most` bounds one batch. As the system.
import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '#platform/db/db.ts'
import { trimEvents } from '#platform/ledger/events.ts'
import { countOf } from '#platform/db/count.ts'
import { inOffice } from './sessions/queries.in-force.ts'

/** Values of the profile that were replaced, taken back, or that prove nothing any more. */
export function forgetValues(tx: Write, before: Date, most: number): Promise<number> {
  return countOf(
    tx,
    sql`delete from accounts.profile_value where id in (
      select id from accounts.profile_value where least(ended_at, expires_at) < ${before} limit ${most})`,
  )
}

/** Roles that ended, absences that are over, and what was told of them. */
export async function forgetMemberships(tx: Write, before: Date, most: number): Promise<number> {
  const gone = await countOf(
    tx,
    sql`delete from accounts.membership where id in (
      select id from accounts.membership where valid_to + interval '1 day' < ${before} limit ${most})`,
  )
  await sql`delete from accounts.absence where id in (
    select id from accounts.absence where last_day + interval '1 day' < ${before} limit ${most})`.execute(
    tx.q,
  )
  await sql`delete from accounts.departure where id in (
    select id from accounts.departure where last_day + interval '1 day' < ${before} limit ${most})`.execute(
    tx.q,
  )
  for (const subject of ['post', 'absence', 'departure', 'invitation'])
    await trimEvents(tx, subject, before, most)
  return gone
}

/** Who looked as an agent, and what was told of it. */
export async function forgetLooks(tx: Write, before: Date, most: number): Promise<number> {
  await trimEvents(tx, 'look', before, most)
  return countOf(
    tx,
    sql`delete from accounts.look where id in (
      select id from accounts.look where ended_at is not null and began_at < ${before} limit ${most})`,
  )
}

// Seen for the last time, whatever the device. A session that still lives was noted there last.
const lastSeen = sql<Date>`greatest(coalesce(p.last_seen_at, p.created_at),
  (select max(s.last_seen_at) from accounts.session s where s.person_id = p.id))`

// Never closed by time: agents, elected members, accounts that another identity opens, people for whom somebody acts.
const isHeld = (tx: Read): RawBuilder<boolean> => sql<boolean>`(
  exists (select from accounts.membership m where m.person_id = p.id and (m.valid_to is null or m.valid_to >= territory.day_of(${tx.now})))
  or ${inOffice(tx, sql.ref('p.id'))} or exists (select from accounts.external_identity x where x.person_id = p.id)
  or exists (select from accounts.mandate m where m.person_id = p.id and m.ended_at is null and m.valid_to >= territory.day_of(${tx.now})))`

export interface InactivePerson {
  personId: number
  email: string
}

/** Open accounts with an address, not seen since `before`, whose owner was not told yet. */
export async function peopleToWarn(tx: Read, before: Date, most: number): Promise<InactivePerson[]> {
  const { rows } = await sql<InactivePerson>`
    select p.id as "personId", p.email from accounts.person p
    where p.closed_at is null and p.email is not null and p.closing_told_at is null
      and coalesce(p.last_seen_at, p.created_at) < ${before} and ${lastSeen} < ${before} and not ${isHeld(tx)}
    order by p.id limit ${most}`.execute(tx.q)
  return rows
}

export async function noteWarned(tx: Write, personIds: readonly number[]): Promise<void> {
  await sql`update accounts.person set closing_told_at = ${tx.now} where id = any (${personIds as number[]})`.execute(
    tx.q,
  )
}

/**
 * Open accounts not seen since `before`. `toldBefore`: those with an address, told before that instant;
 * null: those without an address.
 */
export async function peopleToClose(
  tx: Read,
  before: Date,
  toldBefore: Date | null,
  most: number,
): Promise<number[]> {
  const which =
    toldBefore === null
      ? sql<boolean>`p.email is null`
      : sql<boolean>`p.email is not null and p.closing_told_at <= ${toldBefore}`
  const { rows } = await sql<{ id: number }>`
    select p.id from accounts.person p
    where p.closed_at is null and ${which} and coalesce(p.last_seen_at, p.created_at) < ${before}
      and ${lastSeen} < ${before} and not ${isHeld(tx)} order by p.id limit ${most}`.execute(tx.q)
  return rows.map(({ id }) => id)
}
