// SQL of contents as those who write them have them: where each stands, its editions, what was shown of it.
import { type RawBuilder, sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read } from '#platform/db/db.ts'
import type { Asked, Page } from '#platform/screens/asked.ts'
import { keysetPage } from '#platform/screens/keyset.ts'
import type { Day } from '#territory'
import { access, ALLOWED, authors } from './access.ts'

/** Where a content stands, computed from its dates: nothing has to be done on the day itself. */
export const STATES = ['proposed', 'scheduled', 'review', 'published', 'draft', 'archived'] as const
export type State = (typeof STATES)[number]

export interface Kept {
  id: number
  authorityId: number
  unitId: number
  /** The space of which it is; null: of none. */
  spaceId: number | null
  /** The space whose moderators decide of it; null: whoever publishes for its authority does. */
  decidedIn: number | null
  /** May whoever acts decide of it? */
  decides: boolean
  type: string
  authorId: number | null
  version: number
  changedAt: Date
  /** Number and title of the last edition: what is being written. */
  edition: number
  title: string
  theme: string
  refusedBecause: string | null
  proposedAt: Date | null
  archivedAt: Date | null
  state: State
  /** What readers have of it now; null: nothing. */
  shown: Shown | null
  /** What begins later; null: nothing. */
  coming: Coming | null
}

export interface Shown {
  id: number
  edition: number
  audienceId: number
  startsAt: Date
  endsAt: Date | null
  /** The day that lists say. */
  datedAt: Date
  reviewedAt: Date
  /** `YYYY-MM-DD` */
  reviewOn: Day
}

/** A document that an edition names, and what whoever cannot read it reads; '' when it is read by all. */
export interface Joined {
  id: string
  alternative: string
}

export type Coming = Pick<Shown, 'id' | 'edition' | 'audienceId' | 'startsAt'>

/** What is written of one. */
export interface Text {
  typeVersion: number
  title: string
  summary: string
  theme: string
  /** `commune:69029`, `conference:7` */
  about: string[]
  /** By field of the type. */
  fields: Record<string, unknown>
  /** Key of the picture of the library that lists show; none when absent. */
  picture?: string | null
  /** In their order; absent: those of the edition before. */
  documents?: readonly Joined[]
}

export interface Edition extends Text {
  picture: string | null
  documents: Joined[]
  contentId: number
  n: number
  authorId: number | null
  writtenAt: Date
  restores: number | null
}

/** Nothing is left of what was foreseen, then given up. */
const stands = sql`p.ends_at is distinct from p.starts_at`
export const inForce = (tx: Read) =>
  sql<boolean>`p.starts_at <= ${tx.now} and (p.ends_at is null or p.ends_at > ${tx.now})`

/** Contents as they stand: `a`. */
export const contents = (tx: Read, where: RawBuilder<boolean>) => sql`(
  select c.id, c.authority_id, c.unit_id, c.space_id, c.decided_in, c.type, c.author_id, c.version, c.changed_at, c.edition, c.refused_because, c.proposed_at,
    c.archived_at, e.title, e.theme, s.id as shown_id, s.edition as shown_edition, s.audience_id, s.starts_at, s.ends_at, s.dated_at, s.reviewed_at,
    s.review_on::text as review_on, f.id as coming_id, f.edition as coming_edition, f.audience_id as coming_audience, f.starts_at as coming_at,
    case when c.archived_at <= ${tx.now} then 'archived' when c.proposed_at is not null then 'proposed' when f.id is not null then 'scheduled'
      when s.id is null then 'draft' when s.review_on <= territory.day_of(${tx.now}) then 'review' else 'published' end as state
  from publishing.content c
  join publishing.edition e on e.content_id = c.id and e.n = c.edition
  left join lateral (select p.* from publishing.publication p where p.content_id = c.id and ${inForce(tx)} limit 1) s on true
  left join lateral (select p.* from publishing.publication p where p.content_id = c.id and p.starts_at > ${tx.now} and ${stands}
    order by p.starts_at limit 1) f on true
  where ${where}) a`

const columns = (
  tx: Read,
) => sql`a.id, a.authority_id as "authorityId", a.unit_id as "unitId", a.space_id as "spaceId",
  a.decided_in as "decidedIn", ${allowedRows(ALLOWED.decide, tx.actor, 'a')} as decides, a.type, a.author_id as "authorId", a.version,
  a.changed_at as "changedAt", a.edition, a.title, a.theme, a.refused_because as "refusedBecause", a.proposed_at as "proposedAt",
  a.archived_at as "archivedAt", a.state, a.shown_id as "shownId", a.shown_edition as "shownEdition", a.audience_id as "audienceId",
  a.starts_at as "startsAt", a.ends_at as "endsAt", a.dated_at as "datedAt", a.reviewed_at as "reviewedAt", a.review_on as "reviewOn", a.coming_id as "comingId",
  a.coming_edition as "comingEdition", a.coming_audience as "comingAudience", a.coming_at as "comingAt"`

interface Row extends Omit<Kept, 'shown' | 'coming'>, Omit<Shown, 'id' | 'edition'> {
  shownId: number | null
  shownEdition: number
  comingId: number | null
  comingEdition: number
  comingAudience: number
  comingAt: Date
}

function keptOf(row: Row): Kept {
  const { shownId, shownEdition, audienceId, startsAt, endsAt, datedAt, reviewedAt, reviewOn, ...more } = row
  const { comingId, comingEdition, comingAudience, comingAt, ...kept } = more
  return {
    ...kept,
    shown:
      shownId === null
        ? null
        : { id: shownId, edition: shownEdition, audienceId, startsAt, endsAt, datedAt, reviewedAt, reviewOn },
    coming:
      comingId === null
        ? null
        : { id: comingId, edition: comingEdition, audienceId: comingAudience, startsAt: comingAt },
  }
}

/** Those that whoever acts may write. */
const written = (tx: Read): RawBuilder<boolean> => allowedRows(ALLOWED.write, tx.actor, 'c')
/** Those that they began. */
const begun = (tx: Read): RawBuilder<boolean> => allowedRows(authors, tx.actor, 'c')

/** Where they are: at the desk, of no space; before whoever publishes for the authority; of a space. */
export type Within = 'desk' | 'authority' | { readonly space: number }

const isWithin = (place: Within): RawBuilder<boolean> =>
  typeof place === 'object'
    ? sql<boolean>`c.space_id = ${place.space}`
    : place === 'desk'
      ? sql<boolean>`c.space_id is null`
      : sql<boolean>`c.decided_in is null`

const narrowed = (tx: Read, { isOwn, in: place }: Pick<Narrowing, 'isOwn' | 'in'>): RawBuilder<boolean> =>
  sql<boolean>`${isOwn ? begun(tx) : written(tx)} and ${isWithin(place)}`

/** What narrows the list; '' narrows nothing. */
export interface Narrowing {
  words: readonly string[]
  state: string
  type: string
  authorityId: number | null
  /** One’s own alone, whoever else’s one may write. */
  isOwn: boolean
  in: Within
  /** Those of which a link answers no more. */
  isBroken?: boolean
}

const plain = sql`' ' || regexp_replace(public.unaccent(lower(a.title)), '[^[:alnum:]]+', ' ', 'g')`

/** A link of what is shown has not answered twice (links/). */
const broken = sql`exists (select from publishing.linked k join publishing.link l on l.address = k.address
  where k.publication_id = a.shown_id and l.failures > 1)`

function matching({ words, state, type, authorityId, isBroken }: Narrowing): RawBuilder<boolean> {
  const asked = [
    ...words.map((word) => sql`${plain} like ${`% ${word}%`}`),
    ...(state === '' ? [] : [sql`a.state = ${state}`]),
    ...(type === '' ? [] : [sql`a.type = ${type}`]),
    ...(authorityId === null ? [] : [sql`a.authority_id = ${authorityId}`]),
    ...(isBroken === true ? [broken] : []),
  ]
  return asked.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(asked, sql` and `)})`
}

/** A page of them, the last changed first. */
export async function writtenPage(tx: Read, narrowing: Narrowing, asked: Asked): Promise<Page<Kept>> {
  const found = await keysetPage<Row>(tx, asked, {
    columns: columns(tx),
    from: contents(tx, narrowed(tx, narrowing)),
    where: matching(narrowing),
    orders: { change: { by: sql`a.changed_at`, type: 'timestamptz' } },
    id: sql`a.id`,
  })
  return { ...found, rows: found.rows.map(keptOf) }
}

/** How many of them stand where, in all and of those that they began: the views of the list. */
export async function countStates(
  tx: Read,
  narrowing: Pick<Narrowing, 'isOwn' | 'in' | 'authorityId'>,
): Promise<{ state: State; count: number; own: number }[]> {
  const { rows } = await sql<{ state: State; count: number; own: number }>`
    select a.state, count(*)::integer as count, (count(*) filter (where a.author_id = ${tx.actor.personId}))::integer as own
    from ${contents(tx, narrowed(tx, narrowing))} where coalesce(a.authority_id = ${narrowing.authorityId}::integer, true) group by a.state`.execute(
    tx.q,
  )
  return rows
}

/** One of those that whoever acts may write. */
export async function writtenContent(tx: Read, id: number): Promise<Kept | undefined> {
  const { rows } =
    await sql<Row>`select ${columns(tx)} from ${contents(tx, sql<boolean>`c.id = ${id} and ${written(tx)}`)}`.execute(
      tx.q,
    )
  return rows.map(keptOf)[0]
}

/** How many wait for whoever publishes. */
export async function countProposed(tx: Read): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from publishing.content c
    where c.proposed_at is not null and (c.archived_at is null or c.archived_at > ${tx.now})
      and ${allowedRows(access['content.publish'], tx.actor, 'c')}`.execute(tx.q)
  return rows[0]?.count ?? 0
}

const editionColumns = sql`n.content_id as "contentId", n.n, n.type_version as "typeVersion", n.title, n.summary, n.theme, n.about, n.fields, n.picture, n.documents,
  n.author_id as "authorId", n.written_at as "writtenAt", n.restores`

/** An edition of one of them. */
export async function editionOf(tx: Read, contentId: number, n: number): Promise<Edition | undefined> {
  const { rows } =
    await sql<Edition>`select ${editionColumns} from publishing.edition n join publishing.content c on c.id = n.content_id
    where n.content_id = ${contentId} and n.n = ${n} and ${written(tx)}`.execute(tx.q)
  return rows[0]
}

/** Its editions, the latest first. */
export async function editionsOf(tx: Read, contentId: number, most: number): Promise<Edition[]> {
  const { rows } =
    await sql<Edition>`select ${editionColumns} from publishing.edition n join publishing.content c on c.id = n.content_id
    where n.content_id = ${contentId} and ${written(tx)} order by n.n desc limit ${most}`.execute(tx.q)
  return rows
}

/** When each of its editions was shown. */
export interface Past extends Pick<Shown, 'edition' | 'audienceId' | 'startsAt' | 'endsAt'> {
  isSilent: boolean
}

export async function pastOf(tx: Read, contentId: number): Promise<Past[]> {
  const { rows } =
    await sql<Past>`select p.edition, p.audience_id as "audienceId", p.starts_at as "startsAt", p.ends_at as "endsAt",
      p.is_silent as "isSilent" from publishing.publication p join publishing.content c on c.id = p.content_id
    where p.content_id = ${contentId} and ${stands} and ${written(tx)} order by p.starts_at desc limit 50`.execute(
      tx.q,
    )
  return rows
}
