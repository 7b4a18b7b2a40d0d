// Groups of words that say the same, found in any text: « ne marche plus », « en panne » and « cassé » are one concept.
import { wordsOf } from '#platform/plain-words.ts'
import { isDropped, isNegation } from './small-words.ts'
import { stem } from './stem.ts'

/** Groups of words that mean the same here: one list a group. */
export type Synonyms = readonly (readonly string[])[]

/** A concept found in a list of stems: from `at`, over `length` of them. */
export interface Found {
  concept: string
  at: number
  length: number
}

export interface Concepts {
  /** The longest phrases win: a stem inside one calls no shorter one. */
  in(stems: readonly string[]): Found[]
}

/** The stems of a text that count in phrases: small words are dropped on both sides. */
export const phraseStems = (text: string): string[] =>
  wordsOf(text)
    .filter((word) => isNegation(word) || !isDropped(word))
    .map((word) => (isNegation(word) ? negation(word) : stem(word)))

/** « Pas » is not the stem of « passer ». */
export const negation = (word: string): string => `!${word}`

export function conceptsOf(synonyms: Synonyms): Concepts {
  const phrases = synonyms.flatMap((group, index) =>
    group.map((member) => ({ concept: `=${index}`, stems: phraseStems(member) })),
  )
  const byFirst = Map.groupBy(
    phrases.filter(({ stems }) => stems.length > 0),
    ({ stems }) => stems[0] ?? '',
  )
  return {
    in: (stems) => {
      const all = stems.flatMap((first, at) =>
        (byFirst.get(first) ?? [])
          .filter((phrase) => phrase.stems.every((word, index) => stems[at + index] === word))
          .map(({ concept, stems: { length } }) => ({ concept, at, length })),
      )
      return all.filter(
        (one) =>
          !all.some(
            (other) =>
              other.length > one.length &&
              other.at <= one.at &&
              other.at + other.length >= one.at + one.length,
          ),
      )
    },
  }
}
