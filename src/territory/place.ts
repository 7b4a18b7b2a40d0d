// What a text says of where somebody is. A word of five digits is a postal code before it is an INSEE code: people type
// the former. What may be several places is asked, never guessed; a slip of the finger is understood, and said.
import type { Read } from '#platform/db/db.ts'
import { slipsBetween } from '#platform/plain-words.ts'
import { type Gazetteer, gazetteerOf, type Named, placeWords } from './gazetteer.ts'
import { elsewhereNamed } from './queries.ts'
import type { Area, Territory } from './territory.ts'

export type Place =
  /** Nothing was said. */
  | { kind: 'none' }
  /** `corrected`: the text is not quite its name. `from`, `to`: the words of the text that say it. */
  | { kind: 'area'; area: Area; corrected: boolean; from: number; to: number }
  /** One of these: to be asked. */
  | { kind: 'several'; areas: readonly Area[]; from: number; to: number }
  /** A place that is not of the territory: « Paris », « 75001 ». */
  | { kind: 'outside'; name: string }
  | { kind: 'unknown' }

const LONGEST = 200
const MOST_WORDS = 40
const LONGEST_NAME = 6
const STREETS = new Set(
  'rue avenue av boulevard bd bld bvd route chemin impasse allee allees cours place quai montee passage square voie traverse pont porte'.split(
    ' ',
  ),
)
const LINKS = new Set('d de des du l la le les vieille vieux grande'.split(' '))

interface Match extends Pick<Named, 'words' | 'areas'> {
  from: number
  to: number
}

/** What the text says, by the names of the territory alone, written right or nearly. Pure. */
export function readPlace(text: string, territory: Territory): Place {
  const place = placeNamed(text, territory)
  if (place.kind !== 'unknown') return place
  const near = misspelt(wordsIn(text), gazetteerOf(territory))
  return near === undefined ? place : found(near, true)
}

const wordsIn = (text: string): string[] => placeWords(text.slice(0, LONGEST)).slice(0, MOST_WORDS)

/** What the text says, by the names of the territory as they are written: no slip is looked for. Pure. */
export function placeNamed(text: string, territory: Territory): Place {
  const words = wordsIn(text)
  if (words.length === 0) return text.trim() === '' ? { kind: 'none' } : { kind: 'unknown' }
  const names = gazetteerOf(territory)
  const codes = postcodesOf(words)
  const inside = codes.flatMap(({ code, from, to }) => {
    const areas = names.postcode(code)
    return areas.length === 0 ? [] : [{ words: [code], areas, from, to }]
  })
  const named = namedIn(words, names)
  if (named !== undefined) return together(named, inside)
  if (inside[0] !== undefined) return found(inside[0], false)
  const insee = codes.flatMap(({ code, from, to }) => {
    const area = territory.area(code)
    return area === undefined ? [] : [{ words: [code], areas: [area], from, to }]
  })[0]
  if (insee !== undefined) return found(insee, false)
  return codes[0] === undefined ? { kind: 'unknown' } : { kind: 'outside', name: codes[0].code }
}

/** What the text says, knowing also the communes around: « Genas » is no slip of « Genay ». */
export async function understandPlace(tx: Read, text: string, territory: Territory): Promise<Place> {
  const place = readPlace(text, territory)
  const isSure =
    place.kind === 'none' || place.kind === 'several' || (place.kind === 'area' && !place.corrected)
  if (isSure) return place
  const words = wordsIn(text)
  const codes = postcodesOf(words).map(({ code }) => code)
  const elsewhere = await elsewhereNamed(tx, endings(words), codes)
  if (elsewhere === undefined) return place
  return { kind: 'outside', name: codes[0] === undefined ? elsewhere : `${codes[0]} (${elsewhere})` }
}

function found({ areas, from, to }: Match, corrected: boolean): Place {
  const [area, ...others] = areas
  if (area === undefined) return { kind: 'unknown' }
  return others.length > 0
    ? { kind: 'several', areas, from, to }
    : { kind: 'area', area, corrected, from, to }
}

// « Lyon 69003 » is more precise than « Lyon »; « 69100 Bron » contradicts itself, and is asked.
function together(named: Match, codes: readonly Match[]): Place {
  const ofCodes = codes.flatMap(({ areas }) => areas)
  if (ofCodes.length === 0) return found(named, false)
  const from = Math.min(named.from, ...codes.map((code) => code.from))
  const to = Math.max(named.to, ...codes.map((code) => code.to))
  const owners = new Set(named.areas.map(({ authorityId }) => authorityId))
  const both = ofCodes.filter(({ authorityId }) => owners.has(authorityId))
  const exact = named.areas.filter((area) => ofCodes.includes(area))
  const areas = exact.length > 0 ? exact : narrowed(named.areas, both)
  return found({ ...named, areas: areas ?? [...named.areas, ...ofCodes], from, to }, false)
}

function narrowed(named: readonly Area[], both: readonly Area[]): readonly Area[] | undefined {
  if (both.length === 0) return undefined
  return named.every(({ kind }) => kind === 'arrondissement') ? named : both
}

/** Words of five digits, or « 69 003 ». */
function postcodesOf(words: readonly string[]): { code: string; from: number; to: number }[] {
  return words.flatMap((word, at) => {
    if (/^\d{5}$/.test(word)) return [{ code: word, from: at, to: at + 1 }]
    const next = words[at + 1] ?? ''
    return /^\d{2}$/.test(word) && /^\d{3}$/.test(next) ? [{ code: word + next, from: at, to: at + 2 }] : []
  })
}

/** The longest name, the last among equals; a name after « rue de » is a street's. */
function namedIn(words: readonly string[], names: Gazetteer): Match | undefined {
  const matches: Match[] = []
  for (let at = 0; at < words.length; ) {
    const said = names
      .starting(words[at] ?? '')
      .find((name) => name.words.every((word, index) => words[at + index] === word))
    if (said !== undefined && !isStreet(words, at))
      matches.push({ ...said, from: at, to: at + said.words.length })
    at += said?.words.length ?? 1
  }
  const precise = ({ areas }: Match) => (areas.every(({ kind }) => kind === 'arrondissement') ? 0 : 1)
  return matches.toSorted(
    (a, b) => b.words.length - a.words.length || precise(a) - precise(b) || b.from - a.from,
  )[0]
}

function isStreet(words: readonly string[], at: number): boolean {
  let before = at - 1
  while (before >= 0 && LINKS.has(words[before] ?? '')) before--
  return STREETS.has(words[before] ?? '')
}

const slipsAllowed = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : length < 13 ? 2 : 3)

// A slip of the finger is looked for where a commune is written: the whole text, its end, or its beginning.
function misspelt(words: readonly string[], names: Gazetteer): Match | undefined {
  let best: { slips: number; match: Match } | undefined
  for (const [from, to] of spans(words)) {
    const typed = words.slice(from, to).join('')
    if (/\d/.test(typed)) continue
    const most = slipsAllowed(typed.length)
    if (most === 0) continue
    for (const name of names.all) {
      const slips = slipsBetween(typed, name.joined, most)
      if (slips > most || (best !== undefined && slips > best.slips)) continue
      if (best === undefined || slips < best.slips || to - from > best.match.to - best.match.from)
        best = { slips, match: { ...name, from, to } }
      else if (slips === best.slips && from === best.match.from && to === best.match.to)
        best.match = { ...best.match, areas: [...new Set([...best.match.areas, ...name.areas])] }
    }
  }
  return best?.match
}

function spans(words: readonly string[]): [number, number][] {
  const list: [number, number][] = []
  for (let size = Math.min(LONGEST_NAME, words.length); size > 0; size--) {
    const from = words.length - size
    if (!isStreet(words, from)) list.push([from, words.length])
    if (from > 0) list.push([0, size])
  }
  return list
}

/** Ends of a text that may be a commune: « 12, rue du Lac, Villars les Dombes ». */
const endings = (words: readonly string[]): string[] =>
  spans(words)
    .filter(([, to]) => to === words.length)
    .map(([from, to]) => words.slice(from, to).join(' '))
