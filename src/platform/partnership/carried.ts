// What an authority takes away when its agreement ends: each module says of its tables which rows are an authority's. src/reversibility
// copies them and reads them back; a test proves that every table is carried, or says why not (test/architecture/carried.test.ts).
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

export interface Carried {
  /** `schema.table` */
  readonly table: string
  readonly rows: CarriedRows
  /** How events, messages and files name a row of it as their subject: the kind, and the column that holds the number. */
  readonly subject?: { readonly kind: string; readonly by: string }
  /** Columns that stay here, and why. */
  readonly without?: Readonly<Record<string, string>>
  /** Columns of the key and of the digest of bytes in the file store, which go with the rows. */
  readonly bytes?: { readonly key: string; readonly sha256: string }
}

/** The rows of most tables that belong to an authority. */
export const ITS_OWN = { authority: 'authority_id' } as const
