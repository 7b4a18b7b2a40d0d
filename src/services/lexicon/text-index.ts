// The index of what a resident may look for: a few hundred short texts, held whole in memory beside the catalogue.
import { mapInTurns } from '#platform/breath.ts'
import { wordsOf } from '#platform/plain-words.ts'
import { type Concepts, conceptsOf, type Found, phraseStems, type Synonyms } from './concepts.ts'
import type { FrenchWords } from './french-words.ts'
import { type Lexicon, lexiconOf } from './lexicon.ts'

/** A text and how much it says of what holds it: 1 for a title, less for what is only mentioned. */
export interface Said {
  text: string
  weight: number
  /** Short enough to be compared whole: a title, a keyword. */
  whole?: true
}

/** Something to find. */
export interface Entry<T> {
  item: T
  said: readonly Said[]
}

/** A short text, word after word: the stem, and the concepts it belongs to. */
export interface Phrase {
  words: readonly (readonly [stem: string, ...concepts: string[]])[]
  weight: number
}

export interface Indexed<T> {
  item: T
  terms: ReadonlyMap<string, number>
  /** The titles and keywords that hold a term, or a concept. */
  holding: ReadonlyMap<string, readonly Phrase[]>
}

export interface Index<T> {
  readonly documents: readonly Indexed<T>[]
  readonly lexicon: Lexicon
  readonly concepts: Concepts
  readonly french: FrenchWords
  /** Is it in a title or a keyword of something here? */
  isOurs(term: string): boolean
  /** How rare a term is: 1 when no more than one document has it, near 0 when most have. */
  rarity(term: string): number
}

/** A mention counts in the rarity of a word from this weight on. */
const STRONG = 0.5

/** Long enough to be felt by others (thousands of short texts), who therefore have their turn on the way. */
export async function indexOf<T>(
  entries: readonly Entry<T>[],
  synonyms: Synonyms,
  french: FrenchWords,
): Promise<Index<T>> {
  const concepts = conceptsOf(synonyms)
  const read = await mapInTurns(entries, (entry) => indexed(entry, concepts))
  const uses = usesOf(read)
  const documents = await mapInTurns(read, (document) => ({
    ...document,
    terms: ownWeights(document, uses),
  }))
  const most = Math.log(1 + documents.length)
  const said = entries.flatMap((entry) => entry.said)
  const isStrong = ({ weight }: Said) => weight >= STRONG
  const strong = await wordsIn([...said.filter(isStrong).map(({ text }) => text), ...synonyms.flat()])
  const mentioned = await wordsIn(said.filter((one) => !isStrong(one)).map(({ text }) => text))
  return {
    documents,
    concepts,
    french,
    lexicon: await lexiconOf(strong, mentioned, french),
    isOurs: (term) => uses.has(term),
    rarity: (term) => Math.log(1 + documents.length / (uses.get(term)?.documents ?? 1)) / most,
  }
}

/** The words of some texts, each once. */
const wordsIn = async (texts: readonly string[]): Promise<Set<string>> =>
  new Set((await mapInTurns(texts, wordsOf)).flat())

/** How a term is used by the titles and keywords of all: `most` by one document alone. */
interface Use {
  documents: number
  most: number
}

/** A term mostly said by one document counts for fewer of them than hold it: half of what is between the two. */
const HALFWAY = 0.5

function usesOf(documents: readonly Indexed<unknown>[]): ReadonlyMap<string, Use> {
  const times = new Map<string, number[]>()
  for (const { terms, holding } of documents)
    for (const [term, weight] of terms) {
      if (weight < STRONG) continue
      const list = times.get(term) ?? []
      list.push(holding.get(term)?.length ?? 1)
      times.set(term, list)
    }
  return new Map(
    [...times].map(([term, list]) => {
      const most = Math.max(...list)
      const alike = list.reduce((sum, one) => sum + one, 0) / most
      return [term, { documents: list.length + (alike - list.length) * HALFWAY, most }]
    }),
  )
}

/** « Pigeon » is said five times by who takes them away, once by who sweeps: it is a little less the latter’s word. */
const SHARED = 0.12

function ownWeights(
  { terms, holding }: Indexed<unknown>,
  uses: ReadonlyMap<string, Use>,
): ReadonlyMap<string, number> {
  const own = ([term, weight]: readonly [string, number]): [string, number] => {
    if (weight < STRONG) return [term, weight]
    const times = holding.get(term)?.length ?? 1
    return [term, weight * (1 - SHARED + SHARED * (times / (uses.get(term)?.most ?? times)))]
  }
  return new Map([...terms].map(own))
}

/** One more document, weighed by an index that is already there: what changes too often to be in it. */
export function indexed<T>({ item, said }: Entry<T>, concepts: Concepts): Indexed<T> {
  const terms = new Map<string, number>()
  const holding = new Map<string, Phrase[]>()
  for (const { text, weight, whole } of said) {
    const stems = phraseStems(text)
    const found = concepts.in(stems)
    for (const term of [...stems, ...found.map(({ concept }) => concept)])
      terms.set(term, Math.max(weight, terms.get(term) ?? 0))
    if (whole !== true) continue
    const phrase = { words: wordsWith(stems, found), weight }
    for (const term of new Set(phrase.words.flat())) {
      const list = holding.get(term) ?? []
      list.push(phrase)
      holding.set(term, list)
    }
  }
  return { item, terms, holding }
}

const wordsWith = (stems: readonly string[], found: readonly Found[]): Phrase['words'] =>
  stems.map((word, index) => [
    word,
    ...found.filter(({ at, length }) => at <= index && index < at + length).map(({ concept }) => concept),
  ])
