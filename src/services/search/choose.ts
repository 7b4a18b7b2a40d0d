// What of the ranked documents is an answer, what only comes nearest, and what stands first among equals. Pure.
import type { Catalogue, LifeEvent, LiveService } from '../catalogue/catalogue.ts'
import type { Findable } from '#platform/house/search.ts'
import type { Target } from '../lexicon/entries.ts'
import type { Theme } from '../words/definition.ts'
import type { Ranked } from './rank.ts'

/** One answer. */
export type Found =
  | { kind: 'service'; service: LiveService }
  | { kind: 'event'; event: LifeEvent }
  | { kind: 'page'; page: Findable }

export interface Chosen {
  /** Best first. Empty when nothing is sure enough: a wrong answer said with confidence is worse than none. */
  found: Found[]
  /** What comes nearest, when nothing is sure. */
  near: Found[]
  /** Themes where it may be, when nothing is sure. */
  themes: Theme[]
}

// Measured on test/search/queries.json: above, a first answer is right 98 times of 100; below, it may be anything.
const SURE = 0.56
const [LEAST, HALF, MUCH, ALL] = [0.4, 0.5, 0.65, 0.93]
const [MOSTLY, OWN] = [0.6, 0.9]
const NEAR = 0.3
/** Far behind the first answer is noise. */
const BEHIND = 0.62
const MOST = 10
export const MOST_NEAR = 4

/** What is answered, from what stands for good and what comes and goes, each best first. */
export function answerOf(
  ranked: readonly Ranked<Target>[],
  passing: readonly Ranked<Found>[],
  known: Catalogue,
): Chosen {
  const sayings = ranked.filter(({ item }) => item.kind !== 'theme')
  const [first] = [...sayings, ...passing].toSorted((a, b) => b.score - a.score)
  const best = first?.score ?? 0
  const isSure = first !== undefined && !isNobodys(first.item) && isAnswer(first)
  const all = [...ranked.flatMap((one) => shown(one, known)), ...passing]
    .filter(({ score }) => score >= NEAR && score >= best * BEHIND)
    .toSorted((a, b) => b.score - a.score)
    .map(({ item }) => item)
  if (isSure) return { found: all.slice(0, MOST), near: [], themes: [] }
  return { found: [], near: all.slice(0, MOST_NEAR), themes: nearestThemes(ranked, known) }
}

/** What nobody here does is said best by the words of something else: « visa pour le Canada ». */
const isNobodys = ({ kind }: Target | Found): boolean => kind === 'elsewhere'

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
export function advantage(item: Target, known: Catalogue, commune: string | null): number {
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
