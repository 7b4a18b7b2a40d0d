// Finding from the resident's own words: what answers, how sure it is, and where the words themselves say it is.
import { queryWords, readQuery } from './query.ts'
import { noticesFor } from '#publishing'
import type { Read } from '#platform/db.ts'
import { type Area, type Place, readPlace, type Territory, territory } from '#territory'
import { type Catalogue, catalogue, type LifeEvent, type LiveService } from '../catalogue/catalogue.ts'
import type { Theme } from '../words/definition.ts'
import type { Target } from '../lexicon/entries.ts'
import type { HelpPage } from '../lexicon/help-pages.ts'
import { rank, type Ranked } from './rank.ts'
import { readSignposts, type Signs, signsFor } from './signposts.ts'
import { streetIn } from './street.ts'
import { indexed, type Index } from '../lexicon/text-index.ts'

/** One answer. */
export type Found =
  | { kind: 'service'; service: LiveService }
  | { kind: 'event'; event: LifeEvent }
  | { kind: 'page'; page: HelpPage }
  | { kind: 'notice'; notice: { id: number; theme: string; title: string; text: string } }

export interface SearchAnswer {
  /** Whom to call, or to ask elsewhere: said before the rest. */
  signs: Signs['posts']
  /** Best first. Empty when nothing is sure enough: a wrong answer said with confidence is worse than none. */
  found: Found[]
  /** What comes nearest, when nothing is sure. */
  near: Found[]
  /** Themes where it may be, when nothing is sure. */
  themes: Theme[]
  /** What the words say of where it is: « encombrants villeurbanne ». */
  place: Place
  /** The street they say, as it was typed, or ''. */
  street: string
}

// Measured on test/search/queries.json: above, a first answer is right 98 times of 100; below, it may be anything.
const SURE = 0.56
const [LEAST, HALF, MUCH, ALL] = [0.4, 0.55, 0.75, 0.93]
const [MOSTLY, OWN] = [0.6, 0.9]
const NEAR = 0.3
/** Far behind the first answer is noise. */
const BEHIND = 0.62
const MOST = 10
const MOST_NEAR = 4
const MOST_NOTICES = 40

/**
 * What answers a query. Never fails on odd input; the work is bounded whatever is typed.
 * @param area where the person is, when known: what its commune offers stands first among equals
 */
export async function searchAll(
  tx: Read,
  query: string,
  { area, isTyping = false }: { area?: Area | undefined; isTyping?: boolean } = {},
): Promise<SearchAnswer> {
  const [known, where] = [await catalogue(tx), await territory(tx)]
  const index = await known.index()
  const { text, place } = withoutPlace(query, where, index)
  const units = readQuery(text, index, isTyping)
  const here = area ?? (place.kind === 'area' ? place.area : undefined)
  const commune = here === undefined ? null : where.authority(here.authorityId).code
  const ranked = rank(units, index.documents, index)
    .map((one) => ({ ...one, score: one.score + advantage(one.item, known, commune) }))
    .toSorted((a, b) => b.score - a.score)
  const notices = rank(units, await noticeDocuments(tx, commune, index), index)
  const { posts: signs, isAlone, isGrave } = signsFor(text, readSignposts(known.signposts))
  const said = answerOf(ranked, notices, known)
  const near = isGrave ? [] : said.found.slice(0, MOST_NEAR)
  const answer = isAlone ? { found: [], near, themes: [] } : said
  return { ...answer, signs, place, street: streetIn(query, place, index.lexicon) }
}

/** Services alone, best first: for an agent who enters a request. */
export async function searchServices(tx: Read, query: string, isTyping = false): Promise<LiveService[]> {
  const { found, near } = await searchAll(tx, query, { isTyping })
  return [...found, ...near].flatMap((one) => (one.kind === 'service' ? [one.service] : []))
}

function answerOf(
  ranked: readonly Ranked<Target>[],
  notices: readonly Ranked<Found>[],
  known: Catalogue,
): Omit<SearchAnswer, 'place' | 'street' | 'signs'> {
  const sayings = ranked.filter(({ item }) => item.kind !== 'theme')
  const [first] = [...sayings, ...notices].toSorted((a, b) => b.score - a.score)
  const best = first?.score ?? 0
  const isSure = first !== undefined && isAnswer(first)
  const all = [...ranked.flatMap((one) => shown(one, known)), ...notices]
    .filter(({ score }) => score >= NEAR && score >= best * BEHIND)
    .toSorted((a, b) => b.score - a.score)
    .map(({ item }) => item)
  if (isSure) return { found: all.slice(0, MOST), near: [], themes: [] }
  return { found: [], near: all.slice(0, MOST_NEAR), themes: nearestThemes(ranked, known) }
}

/**
 * How much an answer must explain to be one. Where most of a title or a keyword is asked: half of what was asked, or less when that
 * title is asked whole: « invasion de rats », not « location de voiture ». Where only words of keywords are: everything, or two words
 * that say something: « colis » is not « colis alimentaire », « déclarer mes impôts » is not « changer d’adresse ».
 */
function isAnswer({ score, covered, held, together, met }: Ranked<unknown>): boolean {
  if (score < SURE) return false
  if (held >= MOSTLY) return covered >= HALF || (held >= OWN && covered >= LEAST)
  return together >= ALL || (met >= 2 && covered >= MUCH)
}

function shown({ item, ...rank }: Ranked<Target>, known: Catalogue): Ranked<Found>[] {
  if (item.kind === 'page') return [{ item, ...rank }]
  const service = item.kind === 'service' ? known.service(item.slug) : undefined
  if (service !== undefined) return [{ item: { kind: 'service', service }, ...rank }]
  const event = item.kind === 'event' ? known.lifeEvents.find(({ slug }) => slug === item.slug) : undefined
  return event === undefined ? [] : [{ item: { kind: 'event', event }, ...rank }]
}

const MOST_THEMES = 3

/** Themes of what comes nearest, themselves or by their services. */
function nearestThemes(ranked: readonly Ranked<Target>[], known: Catalogue): Theme[] {
  const slugs = ranked.flatMap(({ item }) => {
    if (item.kind === 'theme') return [item.slug]
    const service = item.kind === 'service' ? known.service(item.slug) : undefined
    return service === undefined ? [] : [service.definition.theme]
  })
  return [...new Set(slugs)]
    .slice(0, MOST_THEMES)
    .flatMap((slug) => known.themes.find((theme) => theme.slug === slug) ?? [])
}

/** Equal words: what the commune offers, and what is often asked, stand first; what it cannot use, last. */
function advantage(item: Target, known: Catalogue, commune: string | null): number {
  const service = item.kind === 'service' ? known.service(item.slug)?.definition : undefined
  if (service === undefined) return -0.02
  const often = service.often === undefined ? 0 : 0.01
  if (commune === null) return often
  return often + (service.level === 'metropolis' ? 0 : 0.015) - (isElsewhere(service, commune) ? 0.3 : 0)
}

/** A service that is only links, none of which is for this commune. */
export function isElsewhere({ form, links }: LiveService['definition'], commune: string): boolean {
  return (
    form === undefined &&
    links !== undefined &&
    !links.some((link) => link.commune === undefined || link.commune === commune)
  )
}

// Notices come and go by the hour: read each time, and weighed by the index of the rest.
async function noticeDocuments(tx: Read, commune: string | null, index: Index<unknown>) {
  const notices = await noticesFor(tx, commune, MOST_NOTICES)
  return notices.map((notice) =>
    indexed(
      {
        item: { kind: 'notice' as const, notice },
        said: [
          { text: notice.title, weight: 0.9, whole: true as const },
          { text: notice.text, weight: 0.4 },
        ],
      },
      index.concepts,
    ),
  )
}

/** The words that say where are taken out, unless they may be what is sought: « fontaines ». */
function withoutPlace(
  query: string,
  where: Territory,
  { lexicon }: Index<unknown>,
): { text: string; place: Place } {
  const words = queryWords(query)
  const place = readPlace(words.join(' '), where)
  const isSaid = place.kind === 'several' || (place.kind === 'area' && !place.corrected)
  if (!isSaid || words.length < 2) return { text: query, place: { kind: 'none' } }
  const said = words.slice(place.from, place.to)
  const isWord = said.length === 1 && lexicon.knows(said[0] ?? '')
  if (isWord) return { text: query, place: { kind: 'none' } }
  return { text: [...words.slice(0, place.from), ...words.slice(place.to)].join(' '), place }
}
