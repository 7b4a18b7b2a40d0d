// SQL of syndication: sources, what they said last, and what was made of it.
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { PUBLIC } from '#audiences'
import { access } from '../record/access.ts'
import { inForce, type Text } from '../record/queries.ts'
import type { FeedItem } from './feed.ts'
import type { Family, Why } from './words.ts'

export interface Source {
  id: number
  authorityId: number
  name: string
  /** Of a feed; null: what an authority publishes here. */
  address: string | null
  ofAuthorityId: number | null
  /** The part of it that is followed, with what is below; null: all of it. */
  ofUnitId: number | null
  /** Under which agents of the authority read it; null: whoever publishes reads it alone. */
  family: Family | null
  version: number
  etag: string | null
  lastModified: string | null
  readAt: Date | null
  why: Why | null
  /** How many of its items are known. */
  items: number
}

export interface Item {
  id: number
  sourceId: number
  title: string
  summary: string
  href: string
  datedAt: Date | null
  digest: string
  /** The content of this site that it is; null: of elsewhere. */
  ofContentId: number | null
  /** Some only read it: its authority offers it to those who publish here. */
  isOffered: boolean
  /** The content that was made of it for the authority of the source; null: none. */
  contentId: number | null
}

const columns = sql`s.id, s.authority_id as "authorityId", s.name, s.address, s.of_authority_id as "ofAuthorityId", s.of_unit_id as "ofUnitId", s.family, s.version, s.etag,
  s.last_modified as "lastModified", s.read_at as "readAt", s.why,
  (select count(*)::integer from publishing.source_item i where i.source_id = s.id) as items`

const kept = (tx: Read) => allowedRows(access['source.keep'], tx.actor, 's')

export async function keptSources(tx: Read): Promise<Source[]> {
  const { rows } =
    await sql<Source>`select ${columns} from publishing.source s where ${kept(tx)} order by s.name, s.id limit 500`.execute(
      tx.q,
    )
  return rows
}

export async function keptSource(tx: Read, id: number): Promise<Source | undefined> {
  const { rows } =
    await sql<Source>`select ${columns} from publishing.source s where s.id = ${id} and ${kept(tx)}`.execute(
      tx.q,
    )
  return rows[0]
}

/** Held until the transaction ends. @returns its version */
export async function holdSource(tx: Write, id: number): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`select s.version from publishing.source s
    where s.id = ${id} and ${kept(tx)} for update`.execute(tx.q)
  return rows[0]?.version
}

export type SaidOfSource = Pick<
  Source,
  'authorityId' | 'name' | 'address' | 'ofAuthorityId' | 'ofUnitId' | 'family'
>

export async function insertSource(
  tx: Write,
  { authorityId, name, address, ofAuthorityId, ofUnitId, family }: SaidOfSource,
): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`insert into publishing.source (authority_id, name, address, of_authority_id, of_unit_id, family)
    values (${authorityId}, ${name}, ${address}, ${ofAuthorityId}, ${ofUnitId}, ${family}) returning id`.execute(
    tx.q,
  )
  return rows[0]?.id ?? 0
}

export async function changeSourceRow(
  tx: Write,
  id: number,
  { name, family }: Pick<Source, 'name' | 'family'>,
): Promise<void> {
  await sql`update publishing.source set name = ${name}, family = ${family} where id = ${id}`.execute(tx.q)
}

export async function deleteSource(tx: Write, id: number): Promise<void> {
  await sql`delete from publishing.source where id = ${id}`.execute(tx.q)
}

/** Those whose turn has come. As the system. */
export async function dueSources(tx: Read, most: number): Promise<Source[]> {
  const { rows } = await sql<Source>`select ${columns} from publishing.source s where s.next_at <= ${tx.now}
    order by s.next_at, s.id limit ${most}`.execute(tx.q)
  return rows
}

/** What its last reading gave: read again in an hour, in six when it failed. As the system. */
export async function noteReading(
  tx: Write,
  id: number,
  { why, etag, lastModified }: { why: Why | null; etag: string | null; lastModified: string | null },
): Promise<void> {
  await sql`update publishing.source set why = ${why}, read_at = case when ${why}::text is null then ${tx.now} else read_at end,
    etag = case when ${why}::text is null then ${etag} else etag end,
    last_modified = case when ${why}::text is null then ${lastModified} else last_modified end,
    next_at = ${tx.now}::timestamptz + case when ${why}::text is null then interval '1 hour' else interval '6 hours' end
    where id = ${id}`.execute(tx.q)
}

/** What it says now; the oldest of what it says no more and nothing was made of are forgotten. As the system. */
export async function keepItems(
  tx: Write,
  sourceId: number,
  items: readonly (FeedItem & { digest: string; ofContentId?: number })[],
  most: number,
): Promise<void> {
  for (const { guid, title, summary, href, datedAt, digest, ofContentId = null } of items)
    await sql`insert into publishing.source_item (source_id, guid, title, summary, href, dated_at, digest, seen_at, of_content_id)
      values (${sourceId}, ${guid}, ${title}, ${summary}, ${href}, ${datedAt}, ${digest}, ${tx.now}, ${ofContentId})
      on conflict (source_id, guid) do update set title = excluded.title, summary = excluded.summary, href = excluded.href,
        dated_at = excluded.dated_at, digest = excluded.digest, seen_at = excluded.seen_at`.execute(tx.q)
  await sql`delete from publishing.source_item where id in (select i.id from publishing.source_item i where i.source_id = ${sourceId}
    and not exists (select from publishing.syndicated y where y.item_id = i.id) order by i.seen_at desc, i.id desc offset ${most})`.execute(
    tx.q,
  )
}

/** What an authority has here for those who follow it; `edition`: of what it offers them, null for what everybody reads. */
export interface Offered {
  id: number
  title: string
  summary: string
  datedAt: Date
  edition: number | null
}

/**
 * What an authority publishes here for everybody, and what it offers to whoever publishes for `by`, the newest first; what it took up itself
 * is taken at its source. As the system.
 * @param unitIds those alone; null: all of them
 */
export async function offeredBy(
  tx: Read,
  { by, of }: { by: number; of: number },
  unitIds: readonly number[] | null,
  most: number,
): Promise<Offered[]> {
  const isOfUnit = (unit: ReturnType<typeof sql>) =>
    unitIds === null ? sql<boolean>`true` : sql<boolean>`${unit} = any (${unitIds as number[]}::integer[])`
  const { rows } = await sql<Offered>`
    select p.content_id as id, p.title, p.summary, p.dated_at as "datedAt", null::integer as edition from publishing.publication p
    where p.authority_id = ${of} and p.audience_id = ${PUBLIC} and ${inForce(tx)} and ${isOfUnit(sql`p.unit_id`)}
      and not exists (select from publishing.syndicated y where y.content_id = p.content_id)
    union all select o.content_id, o.title, o.summary, o.dated_at, o.edition from publishing.offered o
    where o.authority_id = ${by} and o.of_authority_id = ${of} and ${isOfUnit(sql`o.unit_id`)}
    order by 4 desc, 1 desc limit ${most}`.execute(tx.q)
  return rows
}

/** What is offered to whoever publishes here, whole. */
export interface OfferedText extends Pick<Text, 'typeVersion' | 'title' | 'summary' | 'fields'> {
  authorityId: number
  unitId: number
  type: string
  face: 'intranet' | 'extranet'
}

export async function offeredText(tx: Read, contentId: number): Promise<OfferedText | undefined> {
  const { rows } =
    await sql<OfferedText>`select o.authority_id as "authorityId", o.unit_id as "unitId", o.type,
    o.type_version as "typeVersion", o.title, o.summary, o.fields, o.face from publishing.offered_text(${contentId}) o`.execute(
      tx.q,
    )
  return rows[0]
}

const itemColumns = sql`i.id, i.source_id as "sourceId", i.title, i.summary, i.href, i.dated_at as "datedAt", i.digest, i.of_content_id as "ofContentId",
  exists (select from publishing.offered_text(i.of_content_id)) as "isOffered",
  (select y.content_id from publishing.syndicated y where y.item_id = i.id limit 1) as "contentId"`

/** Items of a source, as it last said them, the newest first. */
export async function itemsOf(tx: Read, sourceId: number, most: number): Promise<Item[]> {
  const { rows } =
    await sql<Item>`select ${itemColumns} from publishing.source_item i where i.source_id = ${sourceId}
    order by coalesce(i.dated_at, i.seen_at) desc, i.id desc limit ${most}`.execute(tx.q)
  return rows
}

export async function itemOf(tx: Read, sourceId: number, id: number): Promise<Item | undefined> {
  const { rows } =
    await sql<Item>`select ${itemColumns} from publishing.source_item i where i.source_id = ${sourceId} and i.id = ${id}`.execute(
      tx.q,
    )
  return rows[0]
}

export async function insertSyndicated(
  tx: Write,
  contentId: number,
  { id, href, digest }: Item,
  { sourceName, endsWith }: { sourceName: string; endsWith: boolean },
): Promise<void> {
  await sql`insert into publishing.syndicated (content_id, item_id, source_name, href, digest, ends_with)
    values (${contentId}, ${id}, ${sourceName}, ${href}, ${digest}, ${endsWith})`.execute(tx.q)
}

/** It is put away when its source is, or stays. */
export async function setEndsWith(tx: Write, contentId: number, endsWith: boolean): Promise<void> {
  await sql`update publishing.syndicated set ends_with = ${endsWith} where content_id = ${contentId}`.execute(
    tx.q,
  )
}

export async function setLookedAt(tx: Write, contentId: number, digest: string): Promise<void> {
  await sql`update publishing.syndicated set digest = ${digest} where content_id = ${contentId}`.execute(tx.q)
}

/** Contents whose source says something else since, which was told to nobody, marked as told. As the system. */
export async function markChanged(tx: Write, most: number): Promise<number[]> {
  const { rows } = await sql<{
    id: number
  }>`update publishing.syndicated y set told_digest = i.digest from publishing.source_item i
    where i.id = y.item_id and y.content_id in (select o.content_id from publishing.syndicated o join publishing.source_item n on n.id = o.item_id
      where n.digest <> o.digest and o.told_digest is distinct from n.digest limit ${most}) returning y.content_id as id`.execute(
    tx.q,
  )
  return rows.map(({ id }) => id)
}

/** A content whose source is read no more, or offered no more. */
export interface Ended {
  id: number
  /** null: it is again. */
  end: 'ended' | 'closed' | null
  endsWith: boolean
}

/** Those of which that was not told, marked as told. As the system. */
export async function markEnded(tx: Write, most: number): Promise<Ended[]> {
  const { rows } = await sql<Ended>`
    with standing as (
      select y.content_id, y.told_end, case
        when shown.audience_id is null then 'ended'
        when shown.audience_id <> ${PUBLIC} and not exists (select from publishing.offered o
          where o.content_id = y.of_content_id and o.authority_id = c.authority_id) then 'closed' end as state
      from publishing.syndicated y join publishing.content c on c.id = y.content_id
      left join publishing.publication shown on shown.content_id = y.of_content_id and shown.starts_at <= ${tx.now}
        and (shown.ends_at is null or shown.ends_at > ${tx.now})
      where y.of_face is not null)
    update publishing.syndicated y set told_end = s.state from (select * from standing where state is distinct from told_end limit ${most}) s
    where y.content_id = s.content_id returning y.content_id as id, y.told_end as "end", y.ends_with as "endsWith"`.execute(
    tx.q,
  )
  return rows
}

/** A line of a family, on the home of agents. */
export interface FamilyLine {
  family: Family
  title: string
  href: string
  sourceName: string
  datedAt: Date | null
}

/** The newest of each family that this authority follows, as its agents read them: so many of each, the newest first. */
export async function newestByFamily(tx: Read, authorityId: number, most: number): Promise<FamilyLine[]> {
  const { rows } =
    await sql<FamilyLine>`select n.family, n.title, n.href, n.name as "sourceName", n.dated_at as "datedAt" from (
      select s.family, s.name, i.id, i.title, i.href, i.dated_at, i.at, row_number() over (partition by s.family order by i.at desc, i.id desc) as place
      from publishing.source s cross join lateral (
        select i.id, i.title, i.href, i.dated_at, coalesce(i.dated_at, i.seen_at) as at from publishing.source_item i
        where i.source_id = s.id and (i.of_content_id is null or not exists (select from publishing.offered_text(i.of_content_id)))
        order by coalesce(i.dated_at, i.seen_at) desc, i.id desc limit ${most}) i
      where s.authority_id = ${authorityId} and s.family is not null) n
    where n.place <= ${most} order by n.at desc, n.id desc`.execute(tx.q)
  return rows
}
