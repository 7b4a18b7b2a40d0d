// SQL of where whoever acts sits, and with whom. PostgreSQL tells it to those who sit there (db/migrations/000740).
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import { type Kind, type Post, POSTS } from '../record/kinds.ts'

export interface OwnBody {
  id: number
  authorityId: number
  kind: Kind
  name: string
  /** How many sit there today. */
  sitting: number
  /** As what they do: one post, seldom two. */
  seats: Pick<Colleague, 'post' | 'rank' | 'delegation'>[]
}

/** Bodies in which they sit today, their town’s first. */
export async function ownBodies(tx: Read): Promise<OwnBody[]> {
  const { rows } = await sql<OwnBody>`
    select b.id, b.authority_id as "authorityId", b.kind, b.name, (select count(*)::int from bodies.colleagues(b.id)) as sitting,
      (select coalesce(jsonb_agg(jsonb_build_object('post', s.post, 'rank', s.rank, 'delegation', s.delegation) order by s.post, s.rank), '[]')
        from bodies.own_seats() s where s.body_name = b.name and s.body_kind = b.kind and s.authority_id = b.authority_id
          and s.first_day <= territory.day_of(${tx.now}) and (s.last_day is null or s.last_day >= territory.day_of(${tx.now}))) as seats
    from bodies.body b where b.id = any ((select audiences.actor_ids('body'))::bigint[])
    order by array_position(array['municipal', 'conference', 'metropolitan', 'permanent', 'bureau', 'commission', 'group'], b.kind),
      b.name collate "fr-x-icu"`.execute(tx.q)
  return rows
}

export interface Colleague {
  name: string
  post: Post
  rank: number | null
  delegation: string
  /** Whose council they are of. */
  authorityId: number
  /** Of a substitute: who is replaced in their absence; null: nobody in particular. */
  standsFor: string | null
}

/** Who sits there today, in the order in which members are listed. */
export async function colleagues(tx: Read, bodyId: number): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select name, post, rank, delegation, authority_id as "authorityId", stands_for as "standsFor" from bodies.colleagues(${bodyId})
    order by post, rank, name collate "fr-x-icu"`.execute(tx.q)
  return rows
}

/** A seat of today, whoever asks sits there or not. */
export interface Sitting {
  /** One number for one person, of whom it says nothing else. */
  who: number
  name: string
  authorityId: number
  bodyId: number
  body: string
  kind: Kind
  post: Post
  rank: number | null
  delegation: string
}

/** Every seat of today, to elected members and those who act for them (db/migrations/000784); nothing to others. */
export async function everySeat(tx: Read): Promise<Sitting[]> {
  const { rows } = await sql<Sitting>`
    select who, name, authority_id as "authorityId", body_id as "bodyId", body, kind, post, rank, delegation from bodies.directory()
    order by name collate "fr-x-icu", who, array_position(array['municipal', 'metropolitan'], kind), body collate "fr-x-icu", post`.execute(
    tx.q,
  )
  return rows
}

/** « Maire », « Adjoint ou adjointe », by what posts are in the database. */
const POST_LABELS = Object.fromEntries(Object.entries(POSTS).map(([post, { label }]) => [post, label]))

/** Somebody who sits today, and whether whoever asks sits there too. */
export type NamedSeat = Pick<Sitting, 'name' | 'post' | 'rank' | 'authorityId' | 'bodyId' | 'body'> & {
  isBeside: boolean
}

/**
 * Those of the directory whose name, body, post or delegation the words say, to whoever reads the directory: each once, by a body of one’s own
 * when they sit in one, those first.
 */
export async function seatsNamed(tx: Read, words: string, most: number): Promise<NamedSeat[]> {
  const { rows } = await sql<NamedSeat>`
    select name, post, rank, authority_id as "authorityId", body_id as "bodyId", body, beside as "isBeside" from (
      select distinct on (d.who) d.*, d.body_id = any ((select audiences.actor_ids('body'))::bigint[]) as beside
      from bodies.directory() d
      where platform.fr_vector(concat_ws(' ', d.name, d.body, d.delegation, ${JSON.stringify(POST_LABELS)}::jsonb ->> d.post::text)) @@ platform.fr_query(${words})
      order by d.who, beside desc, array_position(array['municipal', 'metropolitan'], d.kind), d.post) found
    order by beside desc, name collate "fr-x-icu" limit ${most}`.execute(tx.q)
  return rows
}
