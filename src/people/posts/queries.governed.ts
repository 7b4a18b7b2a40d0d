// SQL of the agents that whoever acts keeps: their list, and the posts of one. Both walls at once: `accounts.governed_posts()` gives the
// posts of one's own units, and `relations` say it again of each.
import { type RawBuilder, sql } from 'kysely'
import { allowedRows, type Relation } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import type { Role } from '#platform/roles.ts'
import type { Asked, Page } from '#platform/screens/asked.ts'
import { keysetPage } from '#platform/screens/keyset.ts'

/** How an agent stands today. */
export const STANDINGS = ['active', 'absent', 'coming', 'leaving', 'left', 'invited'] as const
export type Standing = (typeof STANDINGS)[number]

export interface AgentPost {
  /** null: promised by an invitation. */
  id: number | null
  unitId: number
  role: Role
  /** Days, `YYYY-MM-DD`; `to` is the last one, null without end. */
  from: string
  to: string | null
  /** The absence that it is held for, by a stand-in. */
  absenceId: number | null
}

export interface AgentLine {
  /** null: invited, nobody yet. */
  personId: number | null
  invitationId: number | null
  name: string
  email: string | null
  lastSeenAt: Date | null
  standing: Standing
  /** Last day of the absence, or of the last post. */
  until: string | null
  posts: AgentPost[]
}

/** What narrows the list; absent: everybody. */
export interface AgentFilter {
  /** That address, whole. */
  email?: string
  /** Beginnings of words of a name or an address. */
  words?: readonly string[]
  unitIds?: readonly number[]
  authorityId?: number
  role?: string
  standing?: string
}

const today = (tx: Read) => sql`territory.day_of(${tx.now})`

const postJson = sql`json_build_object('id', g.id, 'unitId', g.unit_id, 'role', g.role, 'from', g.valid_from, 'to', g.valid_to,
  'absenceId', g.absence_id)`

// An invitation is a line too: odd ids are theirs, even ones are people's.
const agents = (tx: Read, relations: readonly Relation[]) => sql`(
  with held as materialized (select g.* from accounts.governed_posts() g where ${allowedRows(relations, tx.actor, 'g')}),
  people as (
    select g.person_id, min(g.name) as name, min(g.email) as email, max(g.last_seen_at) as seen, json_agg(${postJson} order by g.valid_to desc nulls first, g.id) as posts,
      array_agg(g.unit_id) as units, array_agg(g.authority_id) as authorities, array_agg(g.role) as roles,
      bool_or(g.valid_from <= ${today(tx)} and (g.valid_to is null or g.valid_to >= ${today(tx)})) as works,
      max(coalesce(g.valid_to, 'infinity')) as last_day
    from held g group by g.person_id),
  away as (
    select a.person_id, max(a.last_day) as last_day from accounts.absence a
    where ${today(tx)} between a.first_day and a.last_day
      and exists (select from held h where h.person_id = a.person_id and h.authority_id = a.authority_id) group by a.person_id)
  select 2 * p.person_id as id, p.person_id, null::bigint as invitation_id, p.name, p.email, p.seen, p.posts, p.units, p.authorities, p.roles,
    case when p.last_day < ${today(tx)} then 'left' when not p.works then 'coming' when away.last_day is not null then 'absent'
      when p.last_day < 'infinity' then 'leaving' else 'active' end as standing,
    coalesce(away.last_day, nullif(p.last_day, 'infinity')) as until
  from people p left join away on away.person_id = p.person_id
  union all
  select 2 * i.id + 1, null, i.id, i.name, i.email, null, i.posts::json, array(select (p ->> 'unitId')::integer from jsonb_array_elements(i.posts) p),
    array[i.authority_id], array(select p ->> 'role' from jsonb_array_elements(i.posts) p), 'invited', null
  from accounts.invitation i where i.ended_at is null and i.member_id is null and ${everyPost(tx, relations)})`

/** The same, of every post of an invitation `i`. */
const everyPost = (tx: Read, relations: readonly Relation[]): RawBuilder<boolean> => sql<boolean>`not exists (
  select from jsonb_array_elements(i.posts) p, lateral (select (p ->> 'unitId')::integer as unit_id, i.authority_id) g
  where not ${allowedRows(relations, tx.actor, 'g')})`

// Words of a name or of an address, without accents: ` camille dupuis mairie fr`.
const plain = sql`' ' || regexp_replace(public.unaccent(lower(a.name || ' ' || coalesce(a.email, ''))), '[^[:alnum:]]+', ' ', 'g')`

function matching({
  email,
  words = [],
  unitIds,
  authorityId,
  role = '',
  standing = '',
}: AgentFilter): RawBuilder<boolean> {
  const asked = [
    ...(email === undefined ? [] : [sql`lower(a.email) = lower(${email})`]),
    ...words.map((word) => sql`${plain} like ${`% ${word}%`}`),
    ...(unitIds === undefined ? [] : [sql`a.units && ${unitIds as number[]}::integer[]`]),
    ...(authorityId === undefined ? [] : [sql`${authorityId} = any (a.authorities)`]),
    ...(role === '' ? [] : [sql`${role} = any (a.roles)`]),
    ...(standing === '' ? [] : [sql`a.standing = ${standing}`]),
  ]
  return asked.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(asked, sql` and `)})`
}

/** A page of them, by name or by the day they were last seen, with how many in all. */
export async function agentsPage(
  tx: Read,
  relations: readonly Relation[],
  filter: AgentFilter,
  asked: Asked,
): Promise<Page<AgentLine>> {
  // Counted in the same statement, before a page is cut.
  const found = sql`(select a.*, count(*) over () as total from ${agents(tx, relations)} a where ${matching(filter)}) a`
  const page = await keysetPage<AgentLine & { total: number }>(tx, asked, {
    columns: sql`${LINE}, a.total::int as total`,
    from: found,
    where: sql<boolean>`true`,
    orders: {
      nom: { by: sql`(lower(a.name) collate "fr-x-icu")`, type: 'text' },
      connexion: { by: sql`coalesce(a.seen, 'epoch')`, type: 'timestamptz' },
    },
    id: sql`a.id`,
  })
  return { ...page, total: page.rows[0]?.total ?? 0 }
}

const LINE = sql`a.person_id as "personId", a.invitation_id as "invitationId", a.name, a.email, a.seen as "lastSeenAt", a.standing, a.until::text as until, a.posts`

/** How many stand how, among those that the filter keeps whatever they stand. */
export async function countByStanding(
  tx: Read,
  relations: readonly Relation[],
  filter: Omit<AgentFilter, 'standing'>,
): Promise<ReadonlyMap<Standing, number>> {
  const { rows } = await sql<{ standing: Standing; count: number }>`
    select a.standing, count(*)::int as count from ${agents(tx, relations)} a where ${matching(filter)} group by 1`.execute(
    tx.q,
  )
  return new Map(rows.map(({ standing, count }) => [standing, count]))
}

/** One of them, with every post that whoever acts keeps; undefined when none is. */
export async function agentLine(
  tx: Read,
  relations: readonly Relation[],
  personId: number,
): Promise<AgentLine | undefined> {
  const { rows } = await sql<AgentLine>`
    select ${LINE}
    from ${agents(tx, relations)} a where a.person_id = ${personId}`.execute(tx.q)
  return rows[0]
}

/** One post that whoever acts keeps, with whose it is; undefined when it is none of theirs. */
export async function governedPost(
  tx: Read,
  relations: readonly Relation[],
  postId: number,
): Promise<(AgentPost & { personId: number }) | undefined> {
  const { rows } = await sql<AgentPost & { personId: number }>`
    select g.id, g.person_id as "personId", g.unit_id as "unitId", g.role, g.valid_from::text as from, g.valid_to::text as to, g.absence_id as "absenceId"
    from accounts.governed_posts() g where g.id = ${postId} and ${allowedRows(relations, tx.actor, 'g')}`.execute(
    tx.q,
  )
  return rows[0]
}

export async function givePostRow(
  tx: Write,
  {
    personId,
    unitId,
    role,
    from,
    to,
  }: { personId: number; unitId: number; role: Role; from: string; to: string | null },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select accounts.give_post(${personId}, ${unitId}, ${role}, ${from}, ${to}) as id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

/** `to` before `from`: a post that never was. */
export async function changePostRow(
  tx: Write,
  postId: number,
  from: string,
  to: string | null,
): Promise<void> {
  await sql`select accounts.change_post(${postId}, ${from}, ${to})`.execute(tx.q)
}
