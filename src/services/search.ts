// Finding a service from the resident's own words. French is in PostgreSQL and in words.ts; the order is decided here.
import type { Read } from '#platform/db.ts'
import { catalogue, type LiveService } from './catalogue.ts'
import { type HitRow, searchRows, type SoughtConcept } from './queries.search.ts'
import { type Concept, conceptsOf } from './words.ts'

/**
 * Services that answer a query, best first; [] when the query says nothing that we know.
 * Never fails on odd input. `communeCode`: INSEE code of the person's commune, whose own services come first among equals.
 */
export async function searchServices(
  tx: Read,
  query: string,
  communeCode?: string | null,
): Promise<LiveService[]> {
  const known = await catalogue(tx)
  const concepts = conceptsOf(query, known.synonyms)
  if (concepts.length === 0) return []
  const rows = await searchRows(tx, concepts.map(sought))
  const best = Math.max(0, ...rows.map((row) => row.covered))
  return rows
    .flatMap((row) => {
      const service = known.service(row.slug)
      return service === undefined || row.covered * 2 <= best ? [] : [{ row, service }]
    })
    .toSorted(
      (a, b) =>
        b.row.covered - a.row.covered ||
        weight(b.row, b.service, communeCode) - weight(a.row, a.service, communeCode),
    )
    .map(({ service }) => service)
}

function sought({ typed, alternatives, last }: Concept, n: number): SoughtConcept {
  const single = !typed.includes(' ')
  return {
    n,
    own: typed,
    wide: [typed, ...alternatives].join(' or '),
    prefix: last && single && typed.length > 2 ? typed : null,
    typo: single && typed.length > 3 ? typed : null,
  }
}

// Equal words: what the commune itself offers stands first on its side, what it cannot use stands last.
function weight(row: HitRow, { definition }: LiveService, commune: string | null | undefined): number {
  const often = definition.often === undefined ? 0 : 0.02
  if (commune === null || commune === undefined) return row.score + often
  const own = definition.level === 'metropolis' ? 0 : 0.03
  return row.score + often + own - (isElsewhere(definition, commune) ? 0.5 : 0)
}

/** A service that is only links, none of which is for this commune. */
export function isElsewhere({ form, links }: LiveService['definition'], commune: string): boolean {
  return (
    form === undefined &&
    links !== undefined &&
    !links.some((link) => link.commune === undefined || link.commune === commune)
  )
}
