// SQL of contents as readers have them: what is shown now, of any authority, to the audiences that they are in.
import { type RawBuilder, sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import { PUBLIC } from '#audiences'
import type { Read } from '#platform/db/db.ts'
import { type Asked, cutPage, type Page } from '#platform/screens/asked.ts'
import { typo } from '#platform/ui/french.ts'
import type { Day } from '#territory'
import { access } from './access.ts'
import { inForce, type Joined } from './queries.ts'

/** What a list says of one. */
export interface Item {
  /** Of the content. */
  id: number
  authorityId: number
  unitId: number
  type: string
  title: string
  summary: string
  theme: string
  about: string[]
  /** Key of a picture of the library; null: none. */
  picture: string | null
  datedAt: Date
  audienceId: number
}

/** One as it is read. */
export interface Reading extends Item {
  typeVersion: number
  fields: Record<string, unknown>
  documents: Joined[]
  reviewedAt: Date
  /** `YYYY-MM-DD` */
  reviewOn: Day
  /** The space that answers for it; null: its unit does. */
  spaceId: number | null
}

/** What narrows a list; '' and none narrow nothing. */
export interface Facets {
  type: string
  theme: string
  /** Keys of a territory, any of which it speaks of; null: any territory. */
  about: readonly string[] | null
}

export const itemColumns = sql`p.content_id as id, p.authority_id as "authorityId", p.unit_id as "unitId", p.type, p.title, p.summary, p.theme, p.about,
  p.picture, p.dated_at as "datedAt", p.audience_id as "audienceId"`

/** The condition that they make. */
export const narrowed = ({ type, theme, about }: Facets): RawBuilder<boolean> => {
  const asked = [
    ...(type === '' ? [] : [sql`p.type = ${type}`]),
    ...(theme === '' ? [] : [sql`p.theme = ${theme}`]),
    ...(about === null ? [] : [sql`p.about && ${about as string[]}::text[]`]),
  ]
  return asked.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(asked, sql` and `)})`
}

/** The instant by which lists are ordered, whole: in microseconds. */
const instant = sql`(extract(epoch from p.dated_at) * 1000000)::bigint`
const instantOf = (key: string) => sql`(timestamptz 'epoch' + ${key}::bigint * interval '1 microsecond')`

/** Beyond the edge of another page; everything, when it is none of ours. */
function beyond({ after, before }: Pick<Asked, 'after' | 'before'>): RawBuilder<boolean> {
  const edge = before ?? after
  if (edge === null || !/^\d{1,16}$/.test(String(edge.key)) || !/^\d{1,9}$/.test(String(edge.id)))
    return sql<boolean>`true`
  const way = before === null ? sql`<` : sql`>`
  return sql<boolean>`(p.dated_at, p.id) ${way} (${instantOf(String(edge.key))}, ${String(edge.id)}::integer)`
}

/** Numbers of the newest that whoever reads has, each audience giving no more than that many; only what is then shown is read. */
export const newest = (tx: Read, where: RawBuilder<boolean>, way: RawBuilder<unknown>, most: number) => sql`
  select own.id from unnest((select audiences.actor_ids('audience'))) mine (id)
  cross join lateral (select p.id, p.dated_at from publishing.publication p
    where p.audience_id = mine.id and ${inForce(tx)} and ${where} order by p.dated_at ${way}, p.id ${way} limit ${most}) own
  order by own.dated_at ${way}, own.id ${way} limit ${most}`

/** A page of what whoever reads has, the newest first, whatever the authority. */
export async function readablePage(
  tx: Read,
  facets: Facets,
  asked: Pick<Asked, 'after' | 'before' | 'most'>,
): Promise<Page<Item>> {
  const way = asked.before === null ? sql`desc` : sql`asc`
  const where = sql<boolean>`${narrowed(facets)} and ${beyond(asked)}`
  const { rows } = await sql<Item & { edgeKey: string; edgeId: number }>`
    with newest as materialized (${newest(tx, where, way, asked.most + 1)})
    select ${itemColumns}, ${instant}::text as "edgeKey", p.id as "edgeId" from publishing.publication p
    where p.id in (select id from newest) order by p.dated_at ${way}, p.id ${way}`.execute(tx.q)
  return cutPage(rows, asked, ({ edgeKey, edgeId }) => ({ key: edgeKey, id: edgeId }))
}

/** How many whoever reads has, as far as that many. */
export async function countReadable(tx: Read, facets: Facets, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (${newest(tx, narrowed(facets), sql`desc`, most)}) n`.execute(tx.q)
  return rows[0]?.count ?? 0
}

const ANNOUNCED = sql<boolean>`p.is_announced`

/** The newest of those that were said to be new. */
export async function newestAnnounced(tx: Read, most: number): Promise<Item[]> {
  const { rows } = await sql<Item>`
    with newest as materialized (${newest(tx, ANNOUNCED, sql`desc`, most)})
    select ${itemColumns} from publishing.publication p where p.id in (select id from newest) order by p.dated_at desc, p.id desc`.execute(
    tx.q,
  )
  return rows
}

/** Under that channel, or under none of these. */
export type InChannel = { readonly channel: string } | { readonly not: readonly string[] }

/** What is for everybody is said there by these authorities alone; what is for some, by any. */
const saidHere = (authorityIds: readonly number[]): RawBuilder<boolean> =>
  sql<boolean>`(p.audience_id <> ${PUBLIC} or p.authority_id = any (${authorityIds as number[]}::integer[]))`

/** A type whose contents stand under a channel, and the question that says which. */
export interface Channelled {
  type: string
  question: string
}

/** Of one of these types, under that channel. */
function underChannel(types: readonly Channelled[], within: InChannel): RawBuilder<boolean> {
  const isOf = types.map(({ type, question }) => {
    const said = sql`coalesce(p.fields ->> ${question}, '')`
    const isThere =
      'channel' in within
        ? sql`${said} = ${within.channel}`
        : sql`${said} <> all (${within.not as string[]}::text[])`
    return sql`(p.type = ${type} and ${isThere})`
  })
  return sql<boolean>`(${sql.join(isOf, sql` or `)})`
}

/** Numbers of what that authority itself shows under a channel, of what whoever reads has, told between two instants: the first told comes first. */
export async function toldInChannel(
  tx: Read,
  types: readonly Channelled[],
  within: InChannel,
  {
    authorityId,
    from,
    until,
    most,
  }: { readonly authorityId: number; readonly from: Date; readonly until: Date; readonly most: number },
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select p.content_id as id from publishing.publication p
    where p.authority_id = ${authorityId} and p.space_id is null and p.dated_at >= ${from} and p.dated_at < ${until}
      and ${underChannel(types, within)} and ${inForce(tx)} and ${allowedRows(access['content.read'], tx.actor, 'p')}
    order by p.dated_at, p.id limit ${most}`.execute(tx.q)
  return rows.map(({ id }) => id)
}

/** The newest under a channel, of these types; `here`: those whose home it is. */
export async function newestInChannel(
  tx: Read,
  types: readonly Channelled[],
  within: InChannel,
  here: readonly number[],
  most: number,
): Promise<Item[]> {
  const where = sql<boolean>`${underChannel(types, within)} and ${saidHere(here)}`
  const { rows } = await sql<Item>`
    with newest as materialized (${newest(tx, where, sql`desc`, most)})
    select ${itemColumns} from publishing.publication p where p.id in (select id from newest) order by p.dated_at desc, p.id desc`.execute(
    tx.q,
  )
  return rows
}

/** The newest under that rubrique; `here`: those whose home it is. */
export async function newestUnder(
  tx: Read,
  theme: string,
  here: readonly number[],
  most: number,
): Promise<Item[]> {
  const where = sql<boolean>`p.theme = ${theme} and ${saidHere(here)}`
  const { rows } = await sql<Item>`
    with newest as materialized (${newest(tx, where, sql`desc`, most)})
    select ${itemColumns} from publishing.publication p where p.id in (select id from newest) order by p.dated_at desc, p.id desc`.execute(
    tx.q,
  )
  return rows
}

const reading = sql`${itemColumns}, p.type_version as "typeVersion", p.fields, p.documents, p.reviewed_at as "reviewedAt", p.review_on::text as "reviewOn", p.space_id as "spaceId"`

/** What whoever reads has of a type, whole, the newest first. */
export async function readableOfType(tx: Read, type: string, most: number): Promise<Reading[]> {
  const where = sql<boolean>`p.type = ${type}`
  const { rows } = await sql<Reading>`
    with newest as materialized (${newest(tx, where, sql`desc`, most)})
    select ${reading} from publishing.publication p where p.id in (select id from newest) order by p.dated_at desc, p.id desc`.execute(
    tx.q,
  )
  return rows.map((one) => ({ ...one, title: typo(one.title), summary: typo(one.summary) }))
}

/** What whoever reads has of one. */
export async function readableContent(tx: Read, id: number): Promise<Reading | undefined> {
  const { rows } = await sql<Reading>`
    select ${reading} from publishing.publication p where p.content_id = ${id} and ${inForce(tx)} and ${allowedRows(access['content.read'], tx.actor, 'p')}`.execute(
    tx.q,
  )
  return rows[0]
}

/** The type of each of these that whoever reads has. */
export async function readableTypes(tx: Read, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ id: number; type: string }>`
    select p.content_id as id, p.type from publishing.publication p where p.content_id = any (${ids as number[]}::integer[])
      and ${inForce(tx)} and ${allowedRows(access['content.read'], tx.actor, 'p')}`.execute(tx.q)
  return new Map(rows.map(({ id, type }) => [id, type]))
}

/** What is said to take place from a day on. */
export interface ComingItem extends Item {
  /** `YYYY-MM-DD`, the first that is not over. */
  eventDay: Day
  hours: string
  place: string
  isCancelled: boolean
}

/** Among which the nearest are looked for. */
const MOST_COMING = 200

/** Those of these types that whoever reads has and that take place from that day on, the nearest first, among the newest of them. */
export async function comingItems(
  tx: Read,
  types: readonly string[],
  today: Day,
  most: number,
): Promise<ComingItem[]> {
  const isOf = sql<boolean>`p.type = any (${types as string[]}::text[])
    and coalesce(p.fields ->> 'last', p.fields ->> 'day') >= ${today}`
  const { rows } = await sql<ComingItem>`
    with newest as materialized (${newest(tx, isOf, sql`desc`, MOST_COMING)})
    select ${itemColumns}, greatest(p.fields ->> 'day', ${today}) as "eventDay", coalesce(p.fields ->> 'hours', '') as hours,
      coalesce(p.fields ->> 'place', '') as place, coalesce(p.fields ->> 'cancelled', '') = 'true' as "isCancelled"
    from publishing.publication p where p.id in (select id from newest) and p.fields ->> 'day' ~ '^\\d{4}-\\d{2}-\\d{2}$'
    order by p.fields ->> 'day', p.id limit ${most}`.execute(tx.q)
  return rows
}

/** The newest for that audience, of what whoever reads has. */
export async function newestForAudience(tx: Read, audienceId: number, most: number): Promise<Item[]> {
  const { rows } = await sql<Item>`select ${itemColumns} from publishing.publication p
    where p.audience_id = ${audienceId} and ${inForce(tx)} and ${allowedRows(access['content.read'], tx.actor, 'p')}
    order by p.dated_at desc, p.id desc limit ${most}`.execute(tx.q)
  return rows
}
