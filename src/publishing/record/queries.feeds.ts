// SQL of contents for programs that read lists again and again: the same rows as the page, with when each was last said otherwise.
import { type RawBuilder, sql } from 'kysely'
import type { Read } from '#platform/db/db.ts'
import { type Facets, type Item, itemColumns, narrowed, newest } from './queries.read.ts'

export type { Facets } from './queries.read.ts'

/** With when what is shown began to be. */
export interface Updated extends Item {
  updatedAt: Date
  /** Number of the edition that is shown. */
  edition: number
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
    select ${itemColumns}, p.starts_at as "updatedAt", p.edition${more} from publishing.publication p
    where p.id in (select id from newest) order by p.dated_at desc, p.id desc`.execute(tx.q)
  return rows
}

/** What whoever reads has, the newest first. */
export const updatedPage = (tx: Read, facets: Facets, most: number): Promise<Updated[]> =>
  pageOf(tx, facets, most, sql``)

/** The same, whole. */
export const datedPage = (tx: Read, facets: Facets, most: number): Promise<Dated[]> =>
  pageOf(tx, facets, most, sql`, p.type_version as "typeVersion", p.fields`)
