// One search over all that the modules tell of: what is indexed, by right, and what is found by whoever holds it.
import type { Read } from '#platform/db/db.ts'
import {
  type Hit,
  type Indexed,
  isLive,
  type Live,
  type SearchSource,
  type Sought,
} from '#platform/house/search.ts'
import { type Asked, type Counts, type Entry, findEntries, nearestTo, unmarked } from './queries.ts'

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
  place: string | null
  /** What it is in; null: it says of itself where it is. */
  within: string | null
}

export interface Searched {
  results: readonly Result[]
  counts: Counts
  live: readonly { kind: Live; hits: readonly Hit[] }[]
  /** What was perhaps meant, when nothing is found. */
  nearest: string | null
}

interface Told {
  kind: Indexed
  names: ReadonlyMap<number, string>
  withins: ReadonlyMap<number, string>
}

/** What each of a kind is called, and what it is in. */
async function toldOf(tx: Read, kind: Indexed, entries: readonly Entry[]): Promise<Told> {
  const ids = entries.flatMap((entry) => (entry.kind === kind.id ? [entry.subjectId] : []))
  const asked = async (names: Indexed['oneOf']) =>
    names === undefined || ids.length === 0 ? new Map<number, string>() : names(tx, ids)
  return { kind, names: await asked(kind.oneOf), withins: await asked(kind.within) }
}

async function resultsOf(tx: Read, entries: readonly Entry[], kinds: readonly Sought[]): Promise<Result[]> {
  const indexed = kinds.flatMap((kind) => (isLive(kind) ? [] : [kind]))
  const known = new Map<string, Told>()
  for (const kind of indexed) known.set(kind.id, await toldOf(tx, kind, entries))
  return entries.flatMap((entry) => {
    const found = known.get(entry.kind)
    if (found === undefined) return []
    const { title, text, authorityId, at, subjectId, place } = entry
    const { kind, names, withins } = found
    const href = kind.href(subjectId, unmarked(title))
    const [one, within] = [names.get(subjectId) ?? kind.one, withins.get(subjectId) ?? null]
    return [{ kind: one, within, href, title, text, authorityId, at, place }]
  })
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
  const live = page === 1 ? await liveOf(tx, asked, house) : []
  const isEmpty = counts.kinds.size === 0 && counts.authorities.size === 0 && live.length === 0
  return {
    ...{ counts, live },
    results: await resultsOf(tx, entries, house.sought),
    nearest: isEmpty && asked.words !== '' ? await nearestTo(tx, asked.words) : null,
  }
}
