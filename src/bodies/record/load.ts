// Bodies with all who sit there, at once, as a territory that begins has them: nobody did it, and nothing is told. As the system.
import { sql } from 'kysely'
import type { Write } from '#platform/db/db.ts'
import type { Kind, Post } from './kinds.ts'
import type { Days } from './queries.ts'

export interface LoadedSeat {
  /** Of one authority, one name is one person. */
  name: string
  /** Whose account, when they have one. */
  personId?: number
  post: Post
  rank?: number
  delegation?: string
  /** Of a substitute: the name of who is replaced. */
  standsFor?: string
}

export interface LoadedBody {
  authorityId: number
  kind: Kind
  name: string
  term: Days
  /** Ids of communes. */
  gathers?: readonly number[]
  seats: readonly LoadedSeat[]
}

/** In a few statements, whatever their number. */
export async function loadBodies(tx: Write, bodies: readonly LoadedBody[]): Promise<void> {
  const said = sql`jsonb_to_recordset(${JSON.stringify(bodies)}::jsonb) as b (
    "authorityId" integer, kind text, name text, term jsonb, gathers jsonb, seats jsonb)`
  await sql`
    with said as (select * from ${said}),
    founded as (
      insert into bodies.body (authority_id, kind, name) select "authorityId", kind, name from said returning id, authority_id, name),
    known as (
      select f.id, s.* from said s join founded f on f.authority_id = s."authorityId" and f.name = s.name),
    gathering as (
      insert into bodies.gathered (authority_id, body_id)
      select c::integer, k.id from known k, jsonb_array_elements_text(coalesce(k.gathers, '[]')) c),
    terms as (
      insert into bodies.term (body_id, first_day, last_day)
      select k.id, (k.term ->> 'from')::date, (k.term ->> 'to')::date from known k),
    members as (
      insert into bodies.member (authority_id, name, person_id)
      select k."authorityId", s.name, max(s."personId") from known k,
        jsonb_to_recordset(k.seats) as s (name text, "personId" bigint) group by 1, 2)
    select from known`.execute(tx.q)
  // Titulars first: a substitute stands for a seat that is there.
  for (const isSubstitute of [false, true])
    await sql`
    insert into bodies.seat (term_id, member_id, post, rank, delegation, first_day, stands_for)
    select t.id, m.id, s.post, s.rank, coalesce(s.delegation, ''), t.first_day, (select titular.id from bodies.seat titular
      join bodies.member who on who.id = titular.member_id where titular.term_id = t.id and who.name = s."standsFor")
    from ${said} join bodies.body f on f.authority_id = b."authorityId" and f.name = b.name join bodies.term t on t.body_id = f.id,
      jsonb_to_recordset(b.seats) as s (name text, post bodies.post, rank integer, delegation text, "standsFor" text)
      join bodies.member m on m.name = s.name
    where m.authority_id = b."authorityId" and (s."standsFor" is not null) = ${isSubstitute}`.execute(tx.q)
}
