// Words as people type them: one form for accents, capitals, plurals and feminines, and groups of synonyms.
// PostgreSQL stems what is searched; this finds which groups of synonyms a text calls for, at both ends.

import { wordsOf } from '#platform/plain-words.ts'

/** Groups of words that mean the same here: one list a group. */
export type Synonyms = readonly (readonly string[])[]

const STOP = new Set(
  (
    'a au aux avec ce ces cette comment d dans de des du elle en est et faut il ils j je l la le les leur ma mais me mes moi ' +
    'mon n ne nos notre nous on or ou par pas pour qu quand que quel quelle qui quoi s sa se ses si son sont sur ta te ton tu ' +
    'un une vos votre vous y ai as ont besoin veux voudrais souhaite faire fais trouver obtenir svp merci bonjour'
  ).split(' '),
)

/** One form for singular and plural, masculine and feminine, of a plain word. */
export function fold(word: string): string {
  if (word.length < 4) return word
  const singular = word
    .replace(/eaux$/, 'eau')
    .replace(/(?<!e)aux$/, 'al')
    .replace(/[sx]+$/, '')
  return singular.length > 3 ? singular.replace(/e+$/, '') : singular
}

/** Words that say nothing of what is sought. */
export const isStopWord = (word: string): boolean => word.length < 2 || STOP.has(word)

const folded = (text: string): string[] => wordsOf(text).map(fold)

function startsAt(words: readonly string[], phrase: readonly string[], at: number): boolean {
  return phrase.length > 0 && phrase.every((word, index) => words[at + index] === word)
}

/** The text with, after it, every synonym of what it says. */
export function withSynonyms(text: string, synonyms: Synonyms): string {
  const words = folded(text)
  const called = synonyms.filter((group) =>
    group.some((member) => {
      const phrase = folded(member)
      return words.some((_, at) => startsAt(words, phrase, at))
    }),
  )
  return [text, ...called.flat()].join(' · ')
}

/** One thing a query speaks of: the words typed, and others that say the same. */
export interface Concept {
  typed: string
  alternatives: string[]
  /** The last word typed may be unfinished. */
  last: boolean
}

const LONGEST_QUERY = 200
const MOST_CONCEPTS = 8

/** What a query speaks of. Empty when it holds nothing but stop words or punctuation. */
export function conceptsOf(query: string, synonyms: Synonyms): Concept[] {
  const words = wordsOf(query.slice(0, LONGEST_QUERY))
  const forms = words.map(fold)
  const groups = synonyms.map((group) =>
    group.map((member) => ({ phrase: folded(member), words: wordsOf(member).join(' ') })),
  )
  const concepts: Concept[] = []
  for (let at = 0; at < words.length && concepts.length < MOST_CONCEPTS; ) {
    const length = longestPhrase(groups, forms, at)
    const taken = Math.max(length, 1)
    const typed = words.slice(at, at + taken).join(' ')
    if (length > 0 || !isStopWord(typed)) {
      const said = groups.filter((group) =>
        group.some(({ phrase }) => phrase.length === length && startsAt(forms, phrase, at)),
      )
      const alternatives = length === 0 ? [] : said.flatMap((group) => group.map((member) => member.words))
      concepts.push({ typed, alternatives: [...new Set(alternatives)], last: at + taken >= words.length })
    }
    at += taken
  }
  return concepts
}

function longestPhrase(
  groups: readonly (readonly { phrase: readonly string[] }[])[],
  forms: readonly string[],
  at: number,
): number {
  let longest = 0
  for (const { phrase } of groups.flat())
    if (phrase.length > longest && startsAt(forms, phrase, at)) longest = phrase.length
  return longest
}
