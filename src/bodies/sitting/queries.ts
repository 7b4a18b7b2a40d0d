// SQL of where whoever acts sits, and with whom. PostgreSQL tells it to those who sit there (db/migrations/000740).
import { sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import type { Kind, Post } from '../record/kinds.ts'

export interface OwnBody {
  id: number
  authorityId: number
  kind: Kind
  name: string
  /** How many sit there today. */
  sitting: number
}

/** Bodies in which they sit today, their town’s first. */
export async function ownBodies(tx: Read): Promise<OwnBody[]> {
  const { rows } = await sql<OwnBody>`
    select b.id, b.authority_id as "authorityId", b.kind, b.name, (select count(*)::int from bodies.colleagues(b.id)) as sitting
    from bodies.body b where b.id = any ((select audiences.actor_ids('body'))::bigint[])
    order by array_position(array['municipal', 'conference', 'metropolitan', 'permanent', 'bureau', 'commission', 'group'], b.kind),
      b.name collate "fr-x-icu"`.execute(tx.q)
  return rows
}

/** Somebody with whom one sits, and where. */
export interface NamedColleague extends Pick<Colleague, 'name' | 'post' | 'rank' | 'authorityId'> {
  bodyId: number
  body: string
}

/** Whoever sits with them in a body today and whose name begins with the words, or holds them: each once, with what they are there. */
export async function colleaguesNamed(tx: Read, words: string, most: number): Promise<NamedColleague[]> {
  const { rows } = await sql<NamedColleague>`
    select distinct on (c.name collate "fr-x-icu") c.name, c.post, c.rank, c.authority_id as "authorityId", b.id as "bodyId", b.name as body
    from bodies.body b, bodies.colleagues(b.id) c
    where b.id = any ((select audiences.actor_ids('body'))::bigint[])
      and platform.fr_vector(c.name || ' ' || b.name || ' ' || c.delegation) @@ platform.fr_query(${words})
    order by c.name collate "fr-x-icu", c.post, b.id limit ${most}`.execute(tx.q)
  return rows
}

export interface Colleague {
  name: string
  post: Post
  rank: number | null
  delegation: string
  /** Whose council they are of. */
  authorityId: number
}

/** Who sits there today, in the order in which members are listed. */
export async function colleagues(tx: Read, bodyId: number): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select name, post, rank, delegation, authority_id as "authorityId" from bodies.colleagues(${bodyId})
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
