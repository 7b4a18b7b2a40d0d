// The words that the index knows, and which of them a typed word may be: unfinished, heard alike, misspelt, or a relative.
import { mapInTurns } from '#platform/breath.ts'
import { slipsBetween } from '#platform/plain-words.ts'
import type { FrenchWords } from './french-words.ts'
import { SMALL_WORDS } from './small-words.ts'
import { sound, stem } from './stem.ts'

/** A stem that a word may stand for; `quality` of 1: the very word. */
export interface Sense {
  stem: string
  quality: number
}

export interface Lexicon {
  knows(stemmed: string): boolean
  /** What a word that the index does not hold may be; [] when it is like nothing. */
  guess(word: string): readonly Sense[]
  /** Words that begin so. */
  begun(word: string): readonly Sense[]
  /** A slip of the finger in « comment » or « voudrais ». */
  isSmall(word: string): boolean
}

/** A word with what makes comparing it cheap: its letters as bits, and how it is heard. */
interface Known {
  word: string
  stem: string
  letters: number
  sound: string
}

const REMEMBERED = 5000
const MOST_SENSES = 6
const slipsAllowed = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2)

function lettersOf(word: string): number {
  let bits = 0
  for (let at = 0; at < word.length; at++) bits |= 1 << ((word.charCodeAt(at) - 97) & 31)
  return bits
}

function countOf(bits: number): number {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count++
  return count
}

const knownOf = (word: string): Known => ({
  word,
  stem: stem(word),
  letters: lettersOf(word),
  sound: sound(word),
})

/** As `slipsBetween`, refused at once when the two have too few letters in common. */
function slips(one: string, letters: number, other: string, otherLetters: number, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1
  if (countOf(letters ^ otherLetters) > 2 * most) return most + 1
  return slipsBetween(one, other, most)
}

/**
 * @param strong plain words of titles, keywords and synonyms: what a misspelt word may be
 * @param others words that are only mentioned: known as they are written
 */
export async function lexiconOf(
  strong: ReadonlySet<string>,
  others: ReadonlySet<string>,
  french: FrenchWords,
): Promise<Lexicon> {
  const stems = new Set(await mapInTurns(strong.union(others), stem))
  const candidates = await mapInTurns(
    [...strong].filter((word) => word.length > 2 && !/\d/.test(word)),
    knownOf,
  )
  const sounds = [...Map.groupBy(candidates, (known) => known.sound)].map(([heard, found]) => ({
    heard,
    found,
    letters: lettersOf(heard),
  }))
  const small = SMALL_WORDS.map(knownOf)
  const remembered = new Map<string, readonly Sense[]>()

  const guessNow = (word: string): Sense[] => {
    const typed = knownOf(word)
    const family = relatives(typed, candidates)
    // A word that exists is what it says: « cadeau » is no slip of « caveau ».
    if (french.has(word)) return best(family)
    return best([...misspelt(typed, candidates), ...heardAlike(typed, sounds), ...family])
  }
  return {
    knows: (stemmed) => stems.has(stemmed),
    guess: (word) => {
      const senses = remembered.get(word) ?? guessNow(word)
      if (remembered.size >= REMEMBERED) remembered.clear()
      remembered.set(word, senses)
      return senses
    },
    begun: (word) => (word.length < 3 ? [] : best(begun(word, candidates))),
    isSmall: (word) => {
      const letters = lettersOf(word)
      return word.length > 3 && small.some((one) => slips(word, letters, one.word, one.letters, 1) <= 1)
    },
  }
}

function misspelt({ word, letters, sound: heard }: Known, candidates: readonly Known[]): Sense[] {
  const most = slipsAllowed(word.length)
  const senses: Sense[] = []
  for (const other of candidates) {
    const count = slips(word, letters, other.word, other.letters, most)
    if (count > most || (word.length < 6 && !isLikely(word, other.word))) continue
    const isSameStart = other.word[0] === word[0] || other.sound[0] === heard[0]
    if (isSameStart || (word.length > 5 && count === 1))
      senses.push({ stem: other.stem, quality: qualityOf(count, isSameStart) })
  }
  return senses
}

const qualityOf = (count: number, isSameStart: boolean): number =>
  (count === 1 ? 0.88 : 0.74) - (isSameStart ? 0 : 0.14)

/** In a short word a vowel is not typed for a consonant: « météo » is no « métro ». */
function isLikely(typed: string, other: string): boolean {
  if (typed.length !== other.length) return true
  const at = [...typed].findIndex((letter, index) => letter !== other[index])
  const isSwap = typed[at] === other[at + 1] && typed[at + 1] === other[at]
  return isSwap || isVowel(typed[at]) === isVowel(other[at])
}

const isVowel = (letter = ''): boolean => 'aeiouy'.includes(letter)

interface Heard {
  heard: string
  found: readonly Known[]
  letters: number
}

function heardAlike({ sound: heard }: Known, sounds: readonly Heard[]): Sense[] {
  const letters = lettersOf(heard)
  return sounds.flatMap((other) => {
    const isLong = heard.length > 4 && other.heard[0] === heard[0]
    const count =
      other.heard === heard ? 0 : isLong ? slips(heard, letters, other.heard, other.letters, 1) : 2
    return count > 1
      ? []
      : other.found.map((known) => ({ stem: known.stem, quality: count === 0 ? 0.9 : 0.7 }))
  })
}

/** « Immatriculer » and « immatriculation »: the same beginning is the same family. */
function relatives({ stem: root }: Known, candidates: readonly Known[]): Sense[] {
  if (root.length < 5) return []
  const start = root.slice(0, Math.max(5, root.length - 1))
  return candidates
    .filter((other) => other.word.startsWith(start) && Math.abs(other.stem.length - root.length) < 5)
    .map((other) => ({ stem: other.stem, quality: 0.64 }))
}

const begun = (word: string, candidates: readonly Known[]): Sense[] =>
  candidates
    .filter((other) => other.word.startsWith(word) && other.word.length > word.length)
    .map((other) => ({ stem: other.stem, quality: 0.6 + 0.3 * (word.length / other.word.length) }))

/** Each stem once, with its best quality; far behind the best is noise. */
function best(senses: readonly Sense[]): Sense[] {
  const byStem = new Map<string, number>()
  for (const { stem: key, quality } of senses) byStem.set(key, Math.max(quality, byStem.get(key) ?? 0))
  const list = [...byStem].map(([key, quality]) => ({ stem: key, quality }))
  const top = Math.max(0, ...list.map(({ quality }) => quality))
  return list
    .filter(({ quality }) => quality >= top - 0.12)
    .toSorted((a, b) => b.quality - a.quality)
    .slice(0, MOST_SENSES)
}
