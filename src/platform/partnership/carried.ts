// What an authority takes away when its agreement ends: each module says of its tables which rows are an authority's, and what becomes of
// them here. src/reversibility copies them, reads them back and erases them; a test proves that every table is carried, or says why not
// (test/architecture/carried.test.ts).
import type { RawBuilder } from 'kysely'

/** Which rows are an authority's. */
export type CarriedRows =
  /** Those whose column holds its id. */
  | { readonly authority: string }
  /** Those whose column names a carried row of another table, by its `id` or by that column. */
  | { readonly column: string; readonly of: string; readonly by?: string }
  /** Those whose subject (`subject_kind`, `subject_id`) is a carried row. */
  | 'of-subjects'
  /** Those of which that is true; the row is `t`. */
  | ((authorityId: number) => RawBuilder<boolean>)

/** How many, by what the certificate calls them. */
export type Counts = Readonly<Record<string, number>>

/** How rows go that are not simply deleted. As the system. */
export interface ErasingOf<R, W> {
  count(tx: R, authorityId: number): Promise<Counts>
  /** Erases at most so many. Twice is as once. @returns what it erased; nothing is left when that is empty */
  erase(tx: W, authorityId: number, most: number): Promise<Counts>
  /** Why it may not begin yet, in a sentence; null when it may. */
  hindered?(tx: R, authorityId: number): Promise<string | null>
}

/** What becomes here of rows whose authority has left with its copy. */
export type CarriedEnd<R, W> =
  /** They are deleted, under that name of the certificate. */
  | { readonly erased: string }
  | { readonly by: ErasingOf<R, W> }
  /** They go, or lose whoever they name, with the rows of that table. */
  | { readonly with: string }
  /** They stay, under that name of the certificate, and why: a sentence. */
  | { readonly kept: string; readonly because: string }

/** Rows of a table, and what becomes of them. `Carried` (db.ts) is that of our transactions. */
export interface CarriedOf<R, W> {
  /** `schema.table` */
  readonly table: string
  readonly rows: CarriedRows
  readonly end: CarriedEnd<R, W>
  /** How events, messages and files name a row of it as their subject: the kind, and the column that holds the number. */
  readonly subject?: { readonly kind: string; readonly by: string }
  /** Columns that stay here, and why. */
  readonly without?: Readonly<Record<string, string>>
  /** Columns of the key and of the digest of bytes in the file store, which go with the rows. */
  readonly bytes?: { readonly key: string; readonly sha256: string }
}

/** The rows of most tables that belong to an authority. */
export const ITS_OWN = { authority: 'authority_id' } as const
