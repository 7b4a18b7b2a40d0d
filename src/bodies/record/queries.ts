// SQL of bodies as those who keep them read them: which there are, their terms, who sits there. Both walls at once.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { keepers } from './access.ts'
import type { Kind, Post } from './kinds.ts'

/** Days, `YYYY-MM-DD`; `to` is the last one, null without end. */
export interface Days {
  from: string
  to: string | null
}

export interface Body {
  id: number
  authorityId: number
  kind: Kind
  name: string
  version: number
  /** The term of today, else the last that began, else the first to come. */
  term: (Days & { id: number }) | null
  /** How many sit there today, each once, and who leads them. */
  sitting: number
  head: string | null
}

const today = (tx: Read) => sql`territory.day_of(${tx.now})`

/** Those that whoever acts keeps, or one of them. */
export async function bodies(tx: Read, id: number | null = null): Promise<Body[]> {
  const { rows } = await sql<Body>`
    with here as materialized (
      select s.body_id, count(distinct m.name)::int as sitting,
        min(m.name) filter (where s.post = 'president' or (s.post = 'mayor' and b.kind = 'municipal')) as head
      from bodies.sitting(${today(tx)}) s join bodies.body b on b.id = s.body_id join bodies.member m on m.id = s.member_id
      group by s.body_id)
    select b.id, b.authority_id as "authorityId", b.kind, b.name, b.version, coalesce(here.sitting, 0) as sitting, here.head,
      (select json_build_object('id', t.id, 'from', t.first_day, 'to', t.last_day) from bodies.term t where t.body_id = b.id
        order by t.first_day <= ${today(tx)} desc, abs(t.first_day - ${today(tx)}) limit 1) as term
    from bodies.body b left join here on here.body_id = b.id
    where ${allowedRows(keepers, tx.actor, 'b')} and coalesce(b.id = ${id}::integer, true)
    order by b.authority_id, array_position(array['metropolitan', 'municipal', 'permanent', 'bureau', 'commission', 'conference', 'group'], b.kind),
      b.name collate "fr-x-icu"`.execute(tx.q)
  return rows
}

/** What bodies are called, for whoever writes contents, and by what opened these to whoever sits there. */
export async function namedBodies(tx: Read): Promise<Pick<Body, 'id' | 'authorityId' | 'kind' | 'name'>[]> {
  const { rows } = await sql<Pick<Body, 'id' | 'authorityId' | 'kind' | 'name'>>`
    select id, authority_id as "authorityId", kind, name from bodies.named() order by authority_id, name collate "fr-x-icu"`.execute(
    tx.q,
  )
  return rows
}

export type Term = Days & { id: number; seats: number; version: number }

/** Terms of a body, the latest first. */
export async function termsOf(tx: Read, bodyId: number): Promise<Term[]> {
  const { rows } = await sql<Term>`
    select t.id, t.first_day::text as from, t.last_day::text as to,
      (select count(*)::int from bodies.seat s where s.term_id = t.id) as seats, t.version
    from bodies.term t where t.body_id = ${bodyId} order by t.first_day desc`.execute(tx.q)
  return rows
}

export interface Seat extends Days {
  id: number
  memberId: number
  name: string
  /** Is it somebody with an account, or invited to have one? */
  hasAccount: boolean
  isInvited: boolean
  post: Post
  rank: number | null
  delegation: string
  standsFor: number | null
  /** Changes of the seat, and of the name. */
  version: number
}

/** Seats of a term, in the order in which members are listed. */
export async function seatsOf(tx: Read, termId: number): Promise<Seat[]> {
  const { rows } = await sql<Seat>`
    select s.id, s.member_id as "memberId", m.name, bodies.has_account(m.id) as "hasAccount",
      bodies.is_invited(m.id) as "isInvited", s.post, s.rank, s.delegation,
      s.stands_for as "standsFor", s.first_day::text as from, s.last_day::text as to, s.version + m.version as version
    from bodies.seat s join bodies.member m on m.id = s.member_id
    where s.term_id = ${termId} order by s.post, s.rank, m.name collate "fr-x-icu", s.first_day`.execute(tx.q)
  return rows
}

/** The communes that a conference gathers, with their mayor of today. */
export async function gatheredBy(
  tx: Read,
  bodyId: number,
): Promise<{ authorityId: number; mayor: string | null }[]> {
  const { rows } = await sql<{ authorityId: number; mayor: string | null }>`
    select g.authority_id as "authorityId",
      (select m.name from bodies.sitting(${today(tx)}) s join bodies.member m on m.id = s.member_id
        where s.body_id = g.body_id and s.post = 'mayor' and m.authority_id = g.authority_id) as mayor
    from bodies.gathered g where g.body_id = ${bodyId} order by g.authority_id`.execute(tx.q)
  return rows
}

/** A conference, and the communes that it gathers: said to everybody. */
export interface Conference {
  id: number
  name: string
  authorityIds: number[]
}

export async function conferences(tx: Read): Promise<Conference[]> {
  const { rows } = await sql<Conference>`select id, name, communes as "authorityIds" from bodies.conferences()
    order by name collate "fr-x-icu"`.execute(tx.q)
  return rows
}

export interface Member {
  id: number
  name: string
}

/** Whoever sits, or sat, in bodies of an authority, by name. */
export async function membersOf(tx: Read, authorityId: number): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select m.id, m.name from bodies.member m where m.authority_id = ${authorityId} order by m.name collate "fr-x-icu", m.id`.execute(
    tx.q,
  )
  return rows
}

/** Those of them who have an account, which whatever they are given opens to at once. */
export async function membersWithAccount(tx: Read, authorityId: number): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ id: number }>`
    select m.id from bodies.member m where m.authority_id = ${authorityId} and bodies.has_account(m.id)`.execute(
    tx.q,
  )
  return new Set(rows.map(({ id }) => id))
}

/** What a member is, in every body of their authority. */
export async function memberSeats(
  tx: Read,
  memberId: number,
): Promise<(Days & Pick<Seat, 'post' | 'rank'> & { body: string })[]> {
  const { rows } = await sql<Days & Pick<Seat, 'post' | 'rank'> & { body: string }>`
    select b.name as body, s.post, s.rank, greatest(s.first_day, t.first_day)::text as from, least(s.last_day, t.last_day)::text as to
    from bodies.seat s join bodies.term t on t.id = s.term_id join bodies.body b on b.id = t.body_id
    where s.member_id = ${memberId} order by s.post, b.name collate "fr-x-icu"`.execute(tx.q)
  return rows
}

export interface OwnSeat extends Days {
  body: string
  kind: Kind
  authorityId: number
  post: Post
  rank: number | null
  delegation: string
}

/** Does that person sit somewhere today, and until which day at most? null: none is said. As the system. */
export async function sittingOf(
  tx: Read,
  personId: number,
): Promise<{ sits: boolean; until: string | null }> {
  const { rows } = await sql<{ sits: boolean; until: string | null }>`
    with standing as (
      select least(s.last_day, t.last_day) as last_day from bodies.seat s join bodies.term t on t.id = s.term_id
      join bodies.member m on m.id = s.member_id where m.person_id = ${personId})
    select bodies.sits(${personId}, territory.day_of(${tx.now})) as sits,
      case when bool_or(last_day is null) then null else max(last_day) end as until from standing`.execute(
    tx.q,
  )
  return rows[0] ?? { sits: false, until: null }
}

/** One’s own, the latest first. */
export async function ownSeats(tx: Read): Promise<OwnSeat[]> {
  const { rows } = await sql<OwnSeat>`
    select body_name as body, body_kind as kind, authority_id as "authorityId", post, rank, delegation,
      first_day::text as from, last_day::text as to
    from bodies.own_seats() order by first_day desc, post, body_name collate "fr-x-icu"`.execute(tx.q)
  return rows
}

/** undefined when it is not within sight. */
export async function bodyName(tx: Read, id: number): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select b.name from bodies.body b where b.id = ${id}`.execute(
    tx.q,
  )
  return rows[0]?.name
}
