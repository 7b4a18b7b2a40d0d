// How common a word is in everyday French (subtitles of films, 28,000 words by frequency): a word that exists is no slip
// of the finger, and one that everybody says all day long says little of what is sought.
import { mapInTurns } from '#platform/breath.ts'
import { wordsOf } from '#platform/plain-words.ts'

export interface FrenchWords {
  /** Does the word exist? Plain word. */
  has(word: string): boolean
  /** 0 for « vient », 1 for « pizza », between for what is in no list: names of streets and people, rare words. */
  weight(word: string): number
}

/** Ranks from which a word says something, then all it can. */
const [LITTLE, HALF] = [300, 900]
const ABSENT = 0.6

let loaded: Promise<FrenchWords> | undefined

/** Read once in the process, when the first index is made. */
export const frenchWords = (): Promise<FrenchWords> => (loaded ??= load())

async function load(): Promise<FrenchWords> {
  const { dictionary } = await import('@zxcvbn-ts/language-fr')
  return wordsByRank(dictionary['commonWords-fr'])
}

/** @param list the most common first */
async function wordsByRank(list: readonly string[]): Promise<FrenchWords> {
  const ranks = new Map<string, number>()
  for (const [rank, words] of (await mapInTurns(list, wordsOf)).entries())
    for (const word of words) if (!ranks.has(word)) ranks.set(word, rank)
  return {
    has: (word) => ranks.has(word),
    weight: (word) => {
      const rank = ranks.get(word)
      if (rank === undefined) return ABSENT
      return rank < LITTLE ? 0.1 : rank < HALF ? 0.45 : 1
    },
  }
}
