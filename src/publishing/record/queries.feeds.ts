// SQL of contents for programs that read lists again and again: the same rows as the page, with when each was last said otherwise.
import { type RawBuilder, sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import type { Urgency } from '#platform/mail/digest.ts'
import type { Joined } from './queries.ts'
import { type Facets, type Item, itemColumns, narrowed, newest } from './queries.read.ts'

export type { Facets } from './queries.read.ts'

/** With when what is shown began to be. */
export interface Updated extends Item {
  updatedAt: Date
  /** Number of the edition that is shown. */
  edition: number
  documents: Joined[]
}

/** With what its type asks. */
export interface Dated extends Updated {
  typeVersion: number
  fields: Record<string, unknown>
}

async function pageOf<Row>(
  tx: Read,
  facets: Facets,
  most: number,
  more: RawBuilder<unknown>,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with newest as materialized (${newest(tx, narrowed(facets), sql`desc`, most)})
    select ${itemColumns}, p.starts_at as "updatedAt", p.edition, p.documents${more} from publishing.publication p
    where p.id in (select id from newest) order by p.dated_at desc, p.id desc`.execute(tx.q)
  return rows
}

/** What whoever reads has, the newest first. */
export const updatedPage = (tx: Read, facets: Facets, most: number): Promise<Updated[]> =>
  pageOf(tx, facets, most, sql``)

/** The same, whole. */
export const datedPage = (tx: Read, facets: Facets, most: number): Promise<Dated[]> =>
  pageOf(tx, facets, most, sql`, p.type_version as "typeVersion", p.fields`)

/** With how it is told. */
export interface Announced extends Item {
  urgency: Urgency
}

/** What was announced to whoever reads after `from` and until `to`, the newest first. */
export async function announcedSince(tx: Read, from: Date, to: Date, most: number): Promise<Announced[]> {
  const told = sql<boolean>`p.dated_at > ${from} and p.dated_at <= ${to} and not p.is_silent`
  const { rows } = await sql<Announced>`
    with newest as materialized (${newest(tx, told, sql`desc`, most)})
    select ${itemColumns}, p.urgency from publishing.publication p
    where p.id in (select id from newest) order by p.dated_at desc, p.id desc`.execute(tx.q)
  return rows
}

/** What is urgent of a content, shown or to come; null: nothing. As the system. */
export async function urgentOf(
  tx: Read,
  contentId: number,
): Promise<{ id: number; audienceId: number; startsAt: Date } | null> {
  const { rows } = await sql<{ id: number; audienceId: number; startsAt: Date }>`
    select id, audience_id as "audienceId", starts_at as "startsAt" from publishing.publication
    where content_id = ${contentId} and urgency = 'urgent' and not is_silent and (ends_at is null or ends_at > greatest(starts_at, ${tx.now}))
    order by starts_at desc limit 1`.execute(tx.q)
  return rows[0] ?? null
}
