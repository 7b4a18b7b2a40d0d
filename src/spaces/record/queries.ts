// SQL of spaces as they are read, by both walls at once.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import { access, type SpaceAction } from './access.ts'
import type { Group, Joining, Kind, Role } from './kinds.ts'

export interface Space {
  id: number
  authorityId: number
  kind: Kind
  name: string
  purpose: string
  presentation: string
  isListed: boolean
  joining: Joining
  bodyId: number | null
  audienceId: number
  /** Megabytes. */
  quota: number
  openedAt: Date
  closedAt: Date | null
  version: number
  /** What whoever acts is there; null: not in it. */
  role: Role | null
}

const columns = sql`s.id, s.authority_id as "authorityId", s.kind, s.name, s.purpose, s.presentation, s.is_listed as "isListed", s.joining,
  s.body_id as "bodyId", s.audience_id as "audienceId", s.quota, s.opened_at as "openedAt", s.closed_at as "closedAt", s.version,
  spaces.own_role(s.id) as role`
const from = sql`(select *, id as space_id from spaces.space where archived_at is null) s`

/** Those on which whoever acts may do that, by their name. */
export async function spacesFor(tx: Read, action: SpaceAction, id: number | null = null): Promise<Space[]> {
  const { rows } = await sql<Space>`select ${columns} from ${from}
    where ${allowedRows(access[action], tx.actor, 's')} and coalesce(s.id = ${id}::integer, true)
    order by s.closed_at is not null, array_position(array['conference', 'directorate', 'commission', 'club', 'project'], s.kind),
      s.name collate "fr-x-icu"`.execute(tx.q)
  return rows
}

export interface Member {
  /** null: sits in a body that is let in, and has no account yet. */
  personId: number | null
  name: string
  role: Role
  /** Where they are elected, or at work. */
  authorityIds: readonly number[]
  /** By which groups, or by name. */
  by: readonly { kind: Group | 'person'; holderId: number | null; heldAs: string | null }[]
}

/** Who is in it today, those who moderate first; nobody for whoever may not know. */
export async function membersOf(tx: Read, spaceId: number): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select m.person_id as "personId", m.name, max(m.role)::text as role, m.authority_ids as "authorityIds",
      jsonb_agg(jsonb_build_object('kind', m.kind, 'holderId', m.holder_id, 'heldAs', m.held_as) order by m.kind, m.holder_id) as by
    from spaces.members(${spaceId}) m group by m.person_id, m.name, m.authority_ids
    order by max(m.role) desc, m.name collate "fr-x-icu"`.execute(tx.q)
  return rows
}

/** Does anybody moderate it today? For those who are in it. */
export async function isLed(tx: Read, spaceId: number): Promise<boolean> {
  const { rows } = await sql<{ led: boolean | null }>`select spaces.is_led(${spaceId}) as led`.execute(tx.q)
  return rows[0]?.led === true
}

/** Its audience, for those who are in it. */
export const spaceAudience = async (tx: Read, spaceId: number): Promise<number | undefined> =>
  (await spacesFor(tx, 'space.read', spaceId))[0]?.audienceId

export interface Admission {
  id: number
  spaceId: number
  kind: Group | 'person'
  holderId: number | null
  heldAs: string | null
  personId: number | null
  role: Role
  since: Date
}

export async function admissionsOf(tx: Read, spaceId: number): Promise<Admission[]> {
  const { rows } = await sql<Admission>`
    select id, space_id as "spaceId", kind, holder_id as "holderId", held_as as "heldAs", person_id as "personId", role, since
    from spaces.admission where space_id = ${spaceId} order by kind = 'person', role desc, id`.execute(tx.q)
  return rows
}

export interface Asking {
  id: number
  personId: number
  name: string
  word: string
  askedAt: Date
}

/** Who asks to be let in, for those who answer. */
export async function askingsOf(tx: Read, spaceId: number): Promise<Asking[]> {
  const { rows } = await sql<Asking>`
    select id, person_id as "personId", name, word, asked_at as "askedAt" from spaces.askings(${spaceId}) order by id`.execute(
    tx.q,
  )
  return rows
}

/** Spaces that one has asked to be let in. */
export async function ownAskings(tx: Read): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`select space_id as id from spaces.asking
    where person_id = platform.person_id()`.execute(tx.q)
  return new Set(rows.map(({ id }) => id))
}

export interface Wish {
  id: number
  authorityId: number
  personId: number
  byName: string
  kind: Kind
  name: string
  purpose: string
  askedAt: Date
}

/** Spaces that are wished for, and wait for whoever answers. */
export async function wishesWaiting(tx: Read): Promise<Wish[]> {
  const { rows } =
    await sql<Wish>`select id, authority_id as "authorityId", person_id as "personId", by_name as "byName", kind, name, purpose,
    asked_at as "askedAt" from spaces.wishes() order by id`.execute(tx.q)
  return rows
}

/** How many messages of the last three months one has not read, by space; of nobody but oneself. */
export async function unreadBySpace(tx: Read): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ id: number; count: number }>`
    select t.space_id as id, count(*)::int as count from spaces.topic t
    left join spaces.reading r on r.topic_id = t.id and r.person_id = platform.person_id()
    join threads.message m on m.subject_kind = 'topic' and m.subject_id = t.id and m.id > coalesce(r.message_id, 0)
    where platform.person_id() is not null and t.said_at > ${tx.now}::timestamptz - interval '90 days'
      and m.created_at > ${tx.now}::timestamptz - interval '90 days' and m.author_id is distinct from platform.person_id()
    group by t.space_id`.execute(tx.q)
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** Spaces of whoever reads, where something may still happen. */
export const openSpaces = async (tx: Read): Promise<Space[]> =>
  (await spacesFor(tx, 'space.read')).filter(({ closedAt }) => closedAt === null)
