// SQL of what is held about one elected member, and of what time forgets. As the system.
import { type RawBuilder, sql } from 'kysely'
import { countOf } from '#platform/db/count.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { trimEvents } from '#platform/ledger/events.ts'
import { BODY } from './events.ts'
import type { Post } from './kinds.ts'
import type { Days } from './queries.ts'

export interface HeldSeat extends Days {
  authorityId: number
  body: string
  post: Post
  rank: number | null
  delegation: string
}

const seatsOf = (members: RawBuilder<unknown>) => sql<HeldSeat>`
    select b.authority_id as "authorityId", b.name as body, s.post, s.rank, s.delegation, greatest(s.first_day, t.first_day)::text as from,
      least(s.last_day, t.last_day)::text as to
    from bodies.seat s join ${members} m on m.id = s.member_id join bodies.term t on t.id = s.term_id join bodies.body b on b.id = t.body_id
    order by s.first_day, s.id`

export async function heldSeats(tx: Read, personId: number): Promise<HeldSeat[]> {
  const members = sql`(select id from bodies.member where person_id = ${personId})`
  return (await seatsOf(members).execute(tx.q)).rows
}

/** What they are elected to opens nothing to that account any more. @returns what was */
export async function unlinkSeats(tx: Write, personId: number): Promise<HeldSeat[]> {
  const { rows } = await sql<HeldSeat>`
    with gone as (update bodies.member set person_id = null where person_id = ${personId} returning id)
    ${seatsOf(sql`gone`)}`.execute(tx.q)
  return rows
}

/** Seats that are over since before that, then whoever has none left. */
export async function forgetSeats(tx: Write, before: Date, most: number): Promise<number> {
  const gone = await countOf(
    tx,
    sql`delete from bodies.seat where id in (
      select s.id from bodies.seat s join bodies.term t on t.id = s.term_id
      where least(s.last_day, t.last_day) + interval '1 day' < ${before} limit ${most})`,
  )
  await sql`delete from bodies.member m where not exists (select from bodies.seat s where s.member_id = m.id)`.execute(
    tx.q,
  )
  await trimEvents(tx, BODY, before, most)
  return gone
}
