// How well each document answers a query: how much of the query it covers, and how near one of its short texts is to it.
import type { Index, Indexed, Phrase } from '../lexicon/text-index.ts'
import type { Unit } from './query.ts'

export interface Ranked<T> {
  item: T
  /** 0 to 1: 1 when a title or a keyword says all that was asked and no more. */
  score: number
  /** 0 to 1: how much of what was asked it answers. */
  covered: number
  /** 0 to 1: how much of one title or keyword is asked, and how much that one is its own. */
  held: number
  /** 0 to 1: how much of what was asked is said by one title or keyword alone, not by words of several. */
  together: number
  /** How many words that say something of what was asked it answers. */
  met: number
}

/** A word weighs at least so much to say something, and is answered when it is said so clearly. */
const [SAYS, CLEARLY] = [0.5, 0.8]

// Shares of the score: what of the query is answered; how near it is to one title or keyword; how much of that one it holds.
const COVERAGE = 0.5
const LIKENESS = 0.3
const INSIDE = 0.2
const NOISE = 0.12

/** Best first; what says next to nothing of the query is left out. */
export function rank<T>(
  units: readonly Unit[],
  documents: readonly Indexed<T>[],
  index: Index<unknown>,
): Ranked<T>[] {
  const asked = units.reduce((sum, { weight }) => sum + weight, 0)
  if (asked === 0) return []
  return documents
    .map(({ item, terms, holding }) => {
      const covered = units.reduce((sum, unit) => sum + unit.weight * said(unit, terms), 0)
      if (covered === 0) return { item, score: 0, covered: 0, held: 0, together: 0, met: 0 }
      const senses = units.flatMap((unit) => unit.senses)
      const phrases = new Set(senses.flatMap(({ stem }) => holding.get(stem) ?? []))
      const compared = [...phrases].map((phrase) => likeness(units, phrase, asked, index))
      const nearest = Math.max(0, ...compared.map(({ likeness: one }) => one))
      const held = Math.max(0, ...compared.map(({ inside: one }) => one))
      return {
        item,
        score: COVERAGE * (covered / asked) + LIKENESS * nearest + INSIDE * held,
        covered: covered / asked,
        held,
        met: units.filter((unit) => unit.weight >= SAYS && said(unit, terms) >= CLEARLY).length,
        together: Math.max(0, ...compared.map(({ asked: one }) => one)),
      }
    })
    .filter(({ score }) => score > NOISE)
    .toSorted((a, b) => b.score - a.score)
}

function said({ senses }: Unit, terms: ReadonlyMap<string, number>): number {
  let best = 0
  for (const { stem, quality } of senses) best = Math.max(best, quality * (terms.get(stem) ?? 0))
  return best
}

// Dice's coefficient, by the weight of words rather than their number.
function likeness(
  units: readonly Unit[],
  { words, weight }: Phrase,
  asked: number,
  index: Index<unknown>,
): { likeness: number; inside: number; asked: number } {
  let inQuery = 0
  const met = words.map(() => 0)
  for (const unit of units) {
    let best = 0
    for (const { stem, quality } of unit.senses)
      for (const [at, word] of words.entries()) {
        if (!word.includes(stem)) continue
        best = Math.max(best, quality)
        met[at] = Math.max(met[at] ?? 0, quality)
      }
    inQuery += unit.weight * best
  }
  if (inQuery === 0) return { likeness: 0, inside: 0, asked: 0 }
  const weights = words.map(([stem]) => index.rarity(stem))
  const whole = weights.reduce((sum, one) => sum + one, 0)
  const inPhrase = weights.reduce((sum, one, at) => sum + one * (met[at] ?? 0), 0)
  return {
    likeness: (weight * 2 * inQuery * inPhrase) / (inQuery * whole + inPhrase * asked),
    inside: whole === 0 ? 0 : (weight * inPhrase * Math.min(1, inPhrase)) / whole,
    asked: inQuery / asked,
  }
}
