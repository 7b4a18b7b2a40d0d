// What is said before any result, by the words alone: whom to call when it cannot wait, who answers when nobody here does. Pure.
import { slipsBetween, wordsOf } from '#platform/plain-words.ts'
import { phraseStems } from '../lexicon/concepts.ts'
import { isWeak } from '../lexicon/small-words.ts'
import { stem } from '../lexicon/stem.ts'
import type { Signpost } from '../words/definition.ts'
import { queryWords } from './query.ts'

/** A phrase of several words that say something is found whatever stands between them; « il y a le feu » as it is said. */
interface Phrase {
  words: string
  stems: readonly string[]
}

interface Read {
  post: Signpost
  phrases: readonly Phrase[]
}

export type Signposts = readonly Read[]

export interface Signs {
  /** What the words say, in the order of the table. */
  posts: readonly Signpost[]
  /** One of them answers all that was asked, and nothing else does. */
  isAlone: boolean
  /** A life may be at stake, and it is all that was asked. */
  isGrave: boolean
}

const SAID_IN_FULL = 3
const LONG = 5

const known = new WeakMap<readonly Signpost[], Signposts>()

/** The table of the catalogue, its phrases read once. */
export function signpostsOf(posts: readonly Signpost[]): Signposts {
  const read = known.get(posts) ?? readSignposts(posts)
  known.set(posts, read)
  return read
}

const readSignposts = (posts: readonly Signpost[]): Signposts =>
  posts.map((post) => ({
    post,
    phrases: post.phrases.map((phrase) => ({ words: said(wordsOf(phrase)), stems: phraseStems(phrase) })),
  }))

const said = (words: readonly string[]): string => ` ${words.join(' ')} `

/** What a query calls for. The work is bounded by the words that are read of a query. */
export function signsFor(query: string, signposts: Signposts): Signs {
  const words = queryWords(query)
  const stems = phraseStems(words.join(' '))
  const weighty = stems.filter((one) => !words.some((word) => isWeak(word) && stem(word) === one))
  const found = signposts.flatMap(({ post, phrases }) => {
    const held = phrases.filter((phrase) => holds(phrase, words, stems, post.isGrave === true ? [] : weighty))
    return held.length === 0 ? [] : [{ post, stems: held.flatMap((phrase) => phrase.stems) }]
  })
  const alone = found.filter(
    ({ post, stems: held }) => post.isAlone && weighty.every((one) => isIn(one, held)),
  )
  return {
    posts: found.map(({ post }) => post),
    isAlone: alone.length > 0,
    isGrave: alone.some(({ post }) => post.isGrave === true),
  }
}

function holds(
  phrase: Phrase,
  words: readonly string[],
  stems: readonly string[],
  weighty: readonly string[],
): boolean {
  if (phrase.stems.length > 1) return phrase.stems.every((one) => isIn(one, stems))
  const isFull = phrase.words.trim().split(' ').length >= SAID_IN_FULL
  return said(words).includes(phrase.words) && (isFull || weighty.every((one) => isIn(one, phrase.stems)))
}

/** The same word, a slip of the finger apart when it is long. */
const isIn = (one: string, list: readonly string[]): boolean =>
  list.some(
    (other) =>
      other === one || (other.length >= LONG && one.length >= LONG && slipsBetween(one, other, 1) <= 1),
  )
