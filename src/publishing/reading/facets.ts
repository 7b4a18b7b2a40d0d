// What narrows the list of contents, from its address: the page, its feeds and its calendar ask the same.
import type { Read } from '#platform/db/db.ts'
import type { Facets } from '../record/queries.read.ts'
import { aboutCommune } from '../types/about.ts'

/** No content speaks of what is no commune. */
const NOWHERE: readonly string[] = []

export async function facetsOf(
  tx: Read,
  { type = '', rubrique = '', commune = '' }: Readonly<Record<string, string>>,
): Promise<Facets> {
  return {
    type,
    theme: rubrique,
    about: commune === '' ? null : ((await aboutCommune(tx, commune)) ?? NOWHERE),
  }
}
