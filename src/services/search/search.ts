// Finding from the resident's own words: what answers, how sure it is, and where the words themselves say it is.
import { queryWords, readQuery } from './query.ts'
import type { Read } from '#platform/db/db.ts'
import type { Findable, SearchSource } from '#platform/house/search.ts'
import { type Area, type Place, placeNamed, type Territory, territory } from '#territory'
import { catalogue, type LiveService } from '../catalogue/catalogue.ts'
import { advantage, answerOf, type Chosen, MOST_NEAR } from './choose.ts'
import { rank } from './rank.ts'
import { signpostsOf, type Signs, signsFor } from './signposts.ts'
import { streetIn } from './street.ts'
import { passing } from '../lexicon/entries.ts'
import { indexed, type Index } from '../lexicon/text-index.ts'

export interface SearchAnswer extends Chosen {
  /** Whom to call, or to ask elsewhere: said before the rest. */
  signs: Signs['posts']
  /** What the words say of where it is: « encombrants villeurbanne ». */
  place: Place
  /** The street they say, as it was typed, or ''. */
  street: string
}

/** Of each source. */
const MOST_PASSING = 40

/**
 * What answers a query. Never fails on odd input; the work is bounded whatever is typed.
 * @param searches what modules tell beside services
 * @param area where the person is, when known: what its commune offers stands first among equals
 */
export async function searchAll(
  tx: Read,
  searches: readonly SearchSource[],
  query: string,
  { area, isTyping = false }: { area?: Area | undefined; isTyping?: boolean } = {},
): Promise<SearchAnswer> {
  const [known, where] = [await catalogue(tx), await territory(tx)]
  const index = await known.index(searches)
  const { text, place } = withoutPlace(query, where, index)
  const units = readQuery(text, index, isTyping)
  const here = area ?? (place.kind === 'area' ? place.area : undefined)
  const commune = here === undefined ? null : where.authority(here.authorityId).code
  const ranked = rank(units, index.documents, index)
    .map((one) => ({ ...one, score: one.score + advantage(one.item, known, commune) }))
    .toSorted((a, b) => b.score - a.score)
  const passed = rank(units, await passingDocuments(tx, searches, commune, index), index)
  const { posts: signs, isAlone, isGrave } = signsFor(text, signpostsOf(known.signposts))
  const said = answerOf(ranked, passed, known)
  const near = isGrave ? [] : said.found.slice(0, MOST_NEAR)
  const answer = isAlone ? { found: [], near, themes: [] } : said
  return { ...answer, signs, place, street: streetIn(query, place, index.lexicon) }
}

/** Services alone, best first: for an agent who enters a request. */
export async function searchServices(
  tx: Read,
  searches: readonly SearchSource[],
  query: string,
  isTyping = false,
): Promise<LiveService[]> {
  const { found, near } = await searchAll(tx, searches, query, { isTyping })
  return [...found, ...near].flatMap((one) => (one.kind === 'service' ? [one.service] : []))
}

// Read each time, and weighed by the index of the rest.
async function passingDocuments(
  tx: Read,
  searches: readonly SearchSource[],
  commune: string | null,
  index: Index<unknown>,
) {
  const told: Findable[] = []
  for (const { current } of searches) told.push(...((await current?.(tx, commune, MOST_PASSING)) ?? []))
  return told.map((page) =>
    indexed({ item: { kind: 'page' as const, page }, said: passing(page) }, index.concepts),
  )
}

/** The words that say where are taken out, unless they may be what is sought: « fontaines ». */
function withoutPlace(
  query: string,
  where: Territory,
  { lexicon }: Index<unknown>,
): { text: string; place: Place } {
  const words = queryWords(query)
  const place = placeNamed(words.join(' '), where)
  const isSaid = place.kind === 'several' || place.kind === 'area'
  if (!isSaid || words.length < 2) return { text: query, place: { kind: 'none' } }
  const said = words.slice(place.from, place.to)
  const isWord = said.length === 1 && lexicon.knows(said[0] ?? '')
  if (isWord) return { text: query, place: { kind: 'none' } }
  return { text: [...words.slice(0, place.from), ...words.slice(place.to)].join(' '), place }
}
