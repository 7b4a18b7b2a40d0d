// SQL of « Zoom sur »: what an authority puts first on the home of an audience, and which one is somebody’s.
import { PUBLIC } from '#audiences'
import { sql } from 'kysely'
import { allowedRows } from '#platform/access.ts'
import type { Read, Write } from '#platform/db/db.ts'
import { access } from '../record/access.ts'
import { inForce } from '../record/queries.ts'
import { type Item, itemColumns } from '../record/queries.read.ts'

export interface Spotlight {
  id: number
  authorityId: number
  contentId: number
  audienceId: number
  startsAt: Date
  endsAt: Date
  version: number
}

export interface KeptSpotlight extends Spotlight {
  title: string
  /** Is the content shown to anybody now? */
  isPublished: boolean
}

export type SaidOfSpotlight = Omit<Spotlight, 'id' | 'version' | 'authorityId'>

const columns = sql`s.id, s.authority_id as "authorityId", s.content_id as "contentId", s.audience_id as "audienceId", s.starts_at as "startsAt",
  s.ends_at as "endsAt", s.version`
const kept = (tx: Read) => allowedRows(access['spotlight.keep'], tx.actor, 's')

/** Those of the authorities for which one publishes, the latest first. */
export async function keptSpotlights(tx: Read): Promise<KeptSpotlight[]> {
  const { rows } = await sql<KeptSpotlight>`select ${columns}, e.title,
      exists (select from publishing.publication p where p.content_id = s.content_id and ${inForce(tx)}) as "isPublished"
    from publishing.spotlight s join publishing.content c on c.id = s.content_id
      join publishing.edition e on e.content_id = c.id and e.n = c.edition
    where ${kept(tx)} order by s.starts_at desc, s.id desc limit 500`.execute(tx.q)
  return rows
}

/** Held until the transaction ends. */
export async function holdSpotlight(tx: Write, id: number): Promise<Spotlight | undefined> {
  const { rows } =
    await sql<Spotlight>`select ${columns} from publishing.spotlight s where s.id = ${id} and ${kept(tx)} for update`.execute(
      tx.q,
    )
  return rows[0]
}

export async function insertSpotlight(
  tx: Write,
  authorityId: number,
  { contentId, audienceId, startsAt, endsAt }: SaidOfSpotlight,
): Promise<number> {
  const { rows } = await sql<{
    id: number
  }>`insert into publishing.spotlight (authority_id, content_id, audience_id, starts_at, ends_at)
    values (${authorityId}, ${contentId}, ${audienceId}, ${startsAt}, ${endsAt}) returning id`.execute(tx.q)
  return rows[0]?.id ?? 0
}

export async function updateSpotlight(
  tx: Write,
  id: number,
  { contentId, audienceId, startsAt, endsAt }: SaidOfSpotlight,
): Promise<void> {
  await sql`update publishing.spotlight set content_id = ${contentId}, audience_id = ${audienceId}, starts_at = ${startsAt}, ends_at = ${endsAt}
    where id = ${id}`.execute(tx.q)
}

export async function deleteSpotlight(tx: Write, id: number): Promise<void> {
  await sql`delete from publishing.spotlight where id = ${id}`.execute(tx.q)
}

/** A content that may be put there. */
export interface Offered {
  id: number
  title: string
  type: string
}

/** What these authorities show now, or will, the newest first: what is offered where one chooses. */
export async function offeredContents(
  tx: Read,
  authorityIds: readonly number[],
  most: number,
): Promise<Offered[]> {
  const { rows } = await sql<Offered>`
    select o.id, o.title, o.type from (select distinct on (p.content_id) p.content_id as id, p.title, p.type, p.dated_at as at from publishing.publication p
      where p.authority_id = any (${authorityIds as number[]}::integer[]) and p.space_id is null and (p.ends_at is null or p.ends_at > ${tx.now})
      order by p.content_id, p.starts_at desc) o
    order by o.at desc, o.id desc limit ${most}`.execute(tx.q)
  return rows
}

/** The most recent that whoever reads meets now, as far as they may read what it shows; `here`: those whose home it is. */
export async function spotlightOf(tx: Read, here: readonly number[]): Promise<Item | undefined> {
  const { rows } = await sql<Item>`select ${itemColumns} from publishing.spotlight s
      join publishing.publication p on p.content_id = s.content_id and ${inForce(tx)} and ${allowedRows(access['content.read'], tx.actor, 'p')}
    where ${allowedRows(access['spotlight.read'], tx.actor, 's')} and (s.audience_id <> ${PUBLIC} or s.authority_id = any (${here as number[]}::integer[])) and s.starts_at <= ${tx.now} and s.ends_at > ${tx.now}
    order by s.starts_at desc, s.id desc limit 1`.execute(tx.q)
  return rows[0]
}

/** How many of those that are not over are for each of these audiences. */
export async function countForAudiences(
  tx: Read,
  audienceIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{
    id: number
    count: number
  }>`select s.audience_id as id, count(*)::integer as count
    from publishing.spotlight s where s.audience_id = any (${audienceIds as number[]}::integer[]) and s.ends_at > ${tx.now} and ${kept(tx)}
    group by 1`.execute(tx.q)
  return new Map(rows.map(({ id, count }) => [id, count]))
}
