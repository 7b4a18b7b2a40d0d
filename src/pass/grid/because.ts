// Why a row decides, in a sentence to whoever it is about: what it asks of them, and the documents that showed it. Pure.
import { type Comparison, type Condition, type Facts, holds, isAnswered } from '#rules'
import { listSentence } from '#platform/ui/french.ts'
import { type Proof, shownWords } from '../proof/facts.ts'
import { clauseOf, type Place } from './words.ts'

export const NO_ROW = 'parce qu’aucune règle ne s’applique à ce que vous avez prouvé'

interface Said {
  readonly proofs: readonly Proof[]
  readonly places: readonly Place[]
}

/** « parce que vous habitez Bron et que votre quotient familial est dans la première tranche (avis d’impôt lu le 3 mars 2026) » */
export function becauseOf(when: Condition, facts: Facts, { proofs, places }: Said): string {
  const told = heldIn(when, facts)
  if (told.length === 0) return 'parce que ce droit est ouvert à tous'
  const clauses = [...new Set(told.map((held) => clauseOf(saidOf(held, facts), places)))]
  const shown = told.flatMap(({ one }) =>
    proofs.filter(({ fact, source }) => fact === one.of && source !== 'profile'),
  )
  const documents = [...new Set(shown.map(shownWords))]
  const why = clauses.map((clause) => `que ${clause}`)
  return `parce ${listSentence(why)}${documents.length === 0 ? '' : ` (${documents.join(', ')})`}`
}

interface Held {
  readonly one: Comparison
  /** It is its contrary that holds. */
  readonly isNot: boolean
}

/** The comparisons that make it hold: all of « all », of « any » the first branch that does. */
function heldIn(condition: Condition, facts: Facts, isNot = false): Held[] {
  if (condition.op === 'not') return heldIn(condition.condition, facts, !isNot)
  // Grids name no condition.
  if (condition.op === 'named') return []
  if (condition.op !== 'all' && condition.op !== 'any') return [{ one: condition, isNot }]
  const isEvery = (condition.op === 'all') !== isNot
  if (isEvery) return condition.conditions.flatMap((one) => heldIn(one, facts, isNot))
  const first = condition.conditions.find((one) => holds(one, facts) !== isNot)
  return first === undefined ? [] : heldIn(first, facts, isNot)
}

/** What holds, as one says it: of a fact that is not known, that it is not. */
function saidOf({ one, isNot }: Held, facts: Facts): Comparison {
  if (!isAnswered(facts[one.of])) return { op: 'empty', of: one.of }
  return isNot ? opposite(one) : one
}

const CONTRARY = {
  is: 'isNot',
  isNot: 'is',
  in: 'notIn',
  notIn: 'in',
  answered: 'empty',
  empty: 'answered',
} as const

function opposite(one: Comparison): Comparison {
  if (one.op === 'atLeast') return { op: 'atMost', of: one.of, value: one.value - 1 }
  if (one.op === 'atMost') return { op: 'atLeast', of: one.of, value: one.value + 1 }
  const contrary = CONTRARY[one.op as keyof typeof CONTRARY] as keyof typeof CONTRARY | undefined
  return contrary === undefined ? one : ({ ...one, op: contrary } as Comparison)
}
