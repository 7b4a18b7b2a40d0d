// What a query says, word after word, once slips and spoken French are understood. Bounded whatever is typed.
import { wordsOf } from '#platform/plain-words.ts'
import { type Found, negation } from '../lexicon/concepts.ts'
import type { Lexicon, Sense } from '../lexicon/lexicon.ts'
import {
  isComplement,
  isDropped,
  isNegation,
  isPlaceLink,
  isStreet,
  isWeak,
  isWeakStem,
} from '../lexicon/small-words.ts'
import { stem } from '../lexicon/stem.ts'
import type { Index } from '../lexicon/text-index.ts'

/** One word of a query: the terms it may stand for, and how much it matters. */
export interface Unit {
  senses: readonly Sense[]
  weight: number
}

const LONGEST_QUERY = 200
const MOST_WORDS = 16
const LONGEST_WORD = 30
/** In French the thing comes first, then what is said of it: « poubelle grise », « carte grise ». */
const FIRST = 1.15
const WEAK = 0.25
/** « Une branche sur le trottoir »: where it is matters less than what it is. */
const CONTEXT = 0.6
const CONCEPT = 0.92
/** « Visa pour le Canada »: what nobody here speaks of, after « pour », is what it is about. */
const ABOUT = 2

/** The words of a query that are read, the first ones when there are too many. */
export const queryWords = (text: string): string[] =>
  wordsOf(text.slice(0, LONGEST_QUERY)).slice(0, MOST_WORDS)

/** @param isTyping the last word may be unfinished even when it is a word */
export function readQuery<T>(text: string, index: Index<T>, isTyping = false): Unit[] {
  const words = joined(
    queryWords(text).map((word) => word.slice(0, LONGEST_WORD)),
    index.lexicon,
  )
  const read = words.flatMap((word, at) =>
    sensesOf(word, index, { isLast: at === words.length - 1, isTyping }).map((one) => ({
      ...one,
      isContext: isContext(words, at),
      isAbout: isAbout(words, at),
    })),
  )
  const stems = read.map(({ senses: [first] }) => first?.stem ?? '')
  const found = index.concepts.in(stems)
  const first = read.find(({ word }) => !isWeak(word))
  const names = namesOfStreet(read)
  return read.flatMap((one, at) => {
    if (isNegation(one.word) || names.has(at)) return []
    const over = found.filter((phrase) => phrase.at <= at && at < phrase.at + phrase.length)
    return unitOf(one, over, stems, index, one === first)
  })
}

interface Read {
  word: string
  senses: readonly Sense[]
  isContext: boolean
  isAbout: boolean
}

function unitOf<T>(
  { word, senses: all, isContext: isPlace, isAbout: isElsewhere }: Read,
  over: readonly Found[],
  stems: readonly string[],
  { rarity, french, isOurs }: Index<T>,
  isFirst: boolean,
): Unit[] {
  // « Ne marche plus » has nothing to do with a market.
  const isNegated = over.some(({ at, length }) =>
    stems.slice(at, at + length).some((one) => one.startsWith('!')),
  )
  const own = isNegated ? [] : all
  const said = over.map(({ concept }) => ({ stem: concept, quality: CONCEPT * (all[0]?.quality ?? 1) }))
  const senses = [...own, ...said]
  const elsewhere = isElsewhere && !senses.some((one) => isOurs(one.stem)) ? ABOUT : 1
  // No document of the index holds it; a notice may.
  if (senses.length === 0)
    return [{ senses: [{ stem: stem(word), quality: 1 }], weight: french.weight(word) * elsewhere }]
  const whole = Math.max(...senses.map((one, at) => rarity(one.stem) * (at === 0 ? 1 : 0.8)))
  // « Grand-mère » says whose, as « mère » does: a phrase of such words alone is no more than they are.
  const isPhrase = over.some(
    ({ at, length }) => length > 1 && !stems.slice(at, at + length).every(isWeakStem),
  )
  const share = isWeak(word) && !isPhrase ? WEAK : isPlace ? CONTEXT : 1
  return [{ senses, weight: whole * share * elsewhere * (isFirst ? FIRST : 1) }]
}

/** Follows « sur le », « dans ma », « devant ». */
function isContext(words: readonly string[], at: number): boolean {
  const [two = '', one = ''] = at < 2 ? ['', words[at - 1]] : [words[at - 2], words[at - 1]]
  return isPlaceLink(one) || (isDropped(one) && isPlaceLink(two))
}

/** Follows « pour le », « en », « à l’ »; not « pour mon », which says whose. */
const isAbout = (words: readonly string[], at: number): boolean =>
  at > 0 && isComplement(words[at - 2] ?? '', words[at - 1] ?? '')

const MOST_IN_STREET = 4

/** Places of the words that name a street, when something else is said: « cours d’anglais » alone is no address. */
function namesOfStreet(read: readonly Read[]): ReadonlySet<number> {
  const names = new Set(read.keys().filter((at) => isNameOfStreet(read, at)))
  const others = read.filter(({ word, senses }, at) => senses.length > 0 && !names.has(at) && !isStreet(word))
  return others.length > 0 ? names : new Set()
}

/** « Rue Garibaldi », « place Antonin Poncet »: words after the kind of a street that are nothing else. */
function isNameOfStreet(read: readonly Read[], at: number): boolean {
  if ((read[at]?.senses.length ?? 0) > 0) return false
  const before = read.slice(Math.max(0, at - MOST_IN_STREET), at)
  const street = before.findLastIndex(({ word }) => isStreet(word))
  return street >= 0 && before.slice(street + 1).every(({ senses }) => senses.length === 0)
}

interface At {
  isLast: boolean
  isTyping: boolean
}

function sensesOf<T>(word: string, index: Index<T>, place: At): Omit<Read, 'isContext' | 'isAbout'>[] {
  const { lexicon } = index
  const isUnfinished = place.isLast && place.isTyping
  if (isNegation(word)) return [{ word, senses: [{ stem: negation(word), quality: 1 }] }]
  if (isDropped(word)) return []
  const exact = [{ stem: stem(word), quality: 1 }]
  if (lexicon.knows(stem(word)) || isWeak(word))
    return [{ word, senses: isUnfinished ? [...exact, ...lexicon.begun(word)] : exact }]
  if (/^\d+$/.test(word) || word.length < 3) return []
  return unknownWord(word, index, place)
}

/** Sure enough to leave the other readings aside. */
const SURE = 0.86

function unknownWord<T>(
  word: string,
  { lexicon, french }: Index<T>,
  place: At,
): Omit<Read, 'isContext' | 'isAbout'>[] {
  const knows = (part: string) => lexicon.knows(stem(part))
  const bare = withoutElision(word, knows)
  if (bare !== undefined) return [{ word: bare, senses: [{ stem: stem(bare), quality: 0.97 }] }]
  const begun = place.isLast ? lexicon.begun(word) : []
  if (begun.length > 0) return [{ word, senses: begun }]
  const guesses = lexicon.guess(word)
  const quality = guesses[0]?.quality ?? 0
  if (quality < SURE && lexicon.isSmall(word)) return []
  const parts = quality < SURE && !french.has(word) ? split(word, knows) : undefined
  if (parts === undefined) return [{ word, senses: guesses }]
  return parts.map((part) => ({ word: part, senses: [{ stem: stem(part), quality: 0.95 }] }))
}

/** « Dencombrants », « lecole »: the apostrophe is not typed. */
function withoutElision(word: string, knows: (word: string) => boolean): string | undefined {
  const bare = /^(?:d|l|s|n|j|m|t|c|qu)([aeiouyh].{2,})$/.exec(word)?.[1]
  return bare !== undefined && knows(bare) ? bare : undefined
}

/** « Feurouge »: two words without a space. */
function split(word: string, knows: (word: string) => boolean): [string, string] | undefined {
  for (let at = 3; at <= word.length - 4; at++) {
    const [one, other] = [word.slice(0, at), word.slice(at)]
    if (knows(one) && knows(other) && !isDropped(one) && !isDropped(other)) return [one, other]
  }
  return undefined
}

/** « Poub elle »: a space too many, when the two together are a word and one of them is none. */
function joined(words: readonly string[], { knows }: Lexicon): string[] {
  const isWord = (word: string) => isDropped(word) || isWeak(word) || knows(stem(word))
  const list: string[] = []
  for (let at = 0; at < words.length; at++) {
    const [one = '', other = ''] = [words[at], words[at + 1]]
    const isSplit = other !== '' && !(isWord(one) && isWord(other)) && one.length + other.length > 5
    if (isSplit && knows(stem(one + other))) {
      list.push(one + other)
      at++
    } else list.push(one)
  }
  return list
}
