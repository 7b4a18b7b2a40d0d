// The index of what a resident may look for: a few hundred short texts, held whole in memory beside the catalogue.
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
  phrases: readonly Phrase[]
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

export function indexOf<T>(entries: readonly Entry<T>[], synonyms: Synonyms, french: FrenchWords): Index<T> {
  const concepts = conceptsOf(synonyms)
  const documents = entries.map((entry) => indexed(entry, concepts))
  const counts = new Map<string, number>()
  for (const { terms } of documents)
    for (const [term, weight] of terms) if (weight >= STRONG) counts.set(term, (counts.get(term) ?? 0) + 1)
  const most = Math.log(1 + documents.length)
  const said = entries.flatMap((entry) => entry.said)
  const wordsFrom = (texts: readonly Said[]) => texts.flatMap(({ text }) => wordsOf(text))
  const strong = [
    ...wordsFrom(said.filter(({ weight }) => weight >= STRONG)),
    ...synonyms.flat().flatMap(wordsOf),
  ]
  return {
    documents,
    concepts,
    french,
    lexicon: lexiconOf(strong, wordsFrom(said), french),
    isOurs: (term) => counts.has(term),
    rarity: (term) => Math.log(1 + documents.length / (counts.get(term) ?? 1)) / most,
  }
}

/** One more document, weighed by an index that is already there: what changes too often to be in it. */
export function indexed<T>({ item, said }: Entry<T>, concepts: Concepts): Indexed<T> {
  const terms = new Map<string, number>()
  const phrases: Phrase[] = []
  for (const { text, weight, whole } of said) {
    const stems = phraseStems(text)
    const found = concepts.in(stems)
    for (const term of [...stems, ...found.map(({ concept }) => concept)])
      terms.set(term, Math.max(weight, terms.get(term) ?? 0))
    if (whole === true && stems.length > 0) phrases.push({ words: wordsWith(stems, found), weight })
  }
  return { item, terms, phrases }
}

const wordsWith = (stems: readonly string[], found: readonly Found[]): Phrase['words'] =>
  stems.map((word, index) => [
    word,
    ...found.filter(({ at, length }) => at <= index && index < at + length).map(({ concept }) => concept),
  ])
