// One search over all that the modules tell of: what is indexed, by right, and what is found by whoever holds it.
import type { Read } from '#platform/db/db.ts'
import type { SearchSource } from '#platform/house/search.ts'
import { type Hit, isLive, type Live, type Sought } from '#platform/house/search.ts'
import { type Asked, type Counts, type Entry, findEntries, unmarked } from './queries.ts'

/** A page of the list. */
export const PAGE = 20
/** Of what is found live, before the list. */
const MOST_LIVE = 5

interface Known {
  readonly sought: readonly Sought[]
  readonly searches: readonly SearchSource[]
}

export interface Result extends Hit {
  kind: string
  authorityId: number
  at: Date
}

export interface Searched {
  results: readonly Result[]
  counts: Counts
  live: readonly { kind: Live; hits: readonly Hit[] }[]
}

function resultOf(entry: Entry, kinds: readonly Sought[]): Result[] {
  const kind = kinds.find(({ id }) => id === entry.kind)
  if (kind === undefined || isLive(kind)) return []
  const { title, text, authorityId, at } = entry
  return [
    {
      kind: kind.one,
      href: kind.href(entry.subjectId, unmarked(title)),
      title,
      text,
      authorityId,
      at,
    },
  ]
}

/** What is found live is said on the first page, when nothing was chosen among the rest. */
async function liveOf(tx: Read, { words, kind, authorityId }: Asked, house: Known) {
  if (kind !== null || authorityId !== null) return []
  const found = []
  for (const source of house.sought.filter(isLive)) {
    if (!source.who.ever(tx.actor)) continue
    const hits = await source.find(tx, words, MOST_LIVE, house)
    if (hits.length > 0) found.push({ kind: source, hits })
  }
  return found
}

/** @param house what the modules tell of; a Context is one */
export async function searchAll(tx: Read, asked: Asked, page: number, house: Known): Promise<Searched> {
  const { entries, counts } = await findEntries(tx, asked, { from: (page - 1) * PAGE, most: PAGE })
  return {
    results: entries.flatMap((entry) => resultOf(entry, house.sought)),
    counts,
    live: page === 1 ? await liveOf(tx, asked, house) : [],
  }
}
