// The street that a text says, as it was typed: « 12 rue Garibaldi », of « nid de poule 12 rue Garibaldi Lyon ». It is put in the
// form, where it can be changed: what is doubtful is left.
import { wordsOf } from '#platform/plain-words.ts'
import type { Place } from '#territory'
import type { Lexicon } from '../lexicon/lexicon.ts'
import { isDropped, isStreet, isStreetLink, isWeak } from '../lexicon/small-words.ts'
import { stem } from '../lexicon/stem.ts'

interface Token {
  text: string
  words: readonly string[]
  from: number
  to: number
}

const LONGEST = 200
const MOST_TOKENS = 8
/** « Place en crèche », « cours d’anglais »: streets only with a number or a name in capitals. */
const OTHER_LIVES = new Set(['place', 'cours', 'route'])

const NUMBER = /^\d{1,4}[a-d]?$|^\d{1,4}(?:bis|ter|quater)$/i
const isCapital = ({ text }: Token): boolean => /^(?:[dl]['’])?\p{Lu}/u.test(text)
const isLink = ({ words }: Token): boolean => words.every(isStreetLink)

function tokensOf(text: string): Token[] {
  const said = text.slice(0, LONGEST).toWellFormed()
  return [...said.matchAll(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+){0,6}/gu)].map((match) => ({
    text: match[0],
    words: wordsOf(match[0]),
    from: match.index,
    to: match.index + match[0].length,
  }))
}

/** The first street of the text, or ''. @param place what the same text says of the commune: its words are no street */
export function streetIn(text: string, place: Place, lexicon: Lexicon): string {
  const tokens = tokensOf(text)
  const said = 'from' in place ? wordsOf(text).slice(place.from, place.to) : []
  const isName = (token: Token) =>
    !token.words.some((word) => said.includes(word) || isDropped(word)) && !/^\d/.test(token.text)
  const isUnknown = ({ words }: Token) => !words.some((word) => isWeak(word) || lexicon.knows(stem(word)))
  for (const [at, { words, from, text: kind }] of tokens.entries()) {
    if (words.length !== 1 || !isStreet(words[0] ?? '')) continue
    const start = numberBefore(tokens, at)
    const end = endOfName(tokens, at, { isName, isUnknown, isNumbered: start !== undefined, kind })
    if (end !== undefined) return text.slice(start ?? from, end)
  }
  return ''
}

/** « 12 », « 12 bis »: where it begins. */
function numberBefore(tokens: readonly Token[], at: number): number | undefined {
  const [two, one] = [tokens[at - 2], tokens[at - 1]]
  if (one === undefined) return undefined
  if (NUMBER.test(one.text)) return one.from
  return /^(?:bis|ter|quater)$/i.test(one.text) && two !== undefined && NUMBER.test(two.text)
    ? two.from
    : undefined
}

interface Reading {
  isName(token: Token): boolean
  isUnknown(token: Token): boolean
  isNumbered: boolean
  kind: string
}

/** Where the name after the kind of street ends; undefined when what follows is no name. */
function endOfName(tokens: readonly Token[], kindAt: number, reading: Reading): number | undefined {
  const { isName, isUnknown, isNumbered, kind } = reading
  const last = Math.min(tokens.length, kindAt + MOST_TOKENS)
  let at = kindAt + 1
  while (at < last && tokens[at] !== undefined && isLink(tokens[at] as Token)) at += 1
  const name = tokens[at]
  const isLinked = at > kindAt + 1
  // « Rue du 8 mai 1945 »
  const isDay = isLinked && name !== undefined && /^\d{1,2}$/.test(name.text)
  if (name === undefined || at >= last || !(isName(name) || isDay)) return undefined
  const isSure = isNumbered || isCapital(name) || isDay
  if (!isSure && (OTHER_LIVES.has(kind.toLowerCase()) || !(isLinked || isUnknown(name)))) return undefined
  let end = name.to
  for (at += 1; at < last; at += 1) {
    const token = tokens[at]
    if (token === undefined) break
    const goesOn = isName(token)
      ? isCapital(token) || isUnknown(token) || isDay
      : isDay && /^\d{4}$/.test(token.text)
    if (goesOn) end = token.to
    else if (!isLink(token)) break
  }
  return end
}
