// A grid of prices, as an assembly voted it: brackets of population, a price a year for each offer. The lower bound is of the bracket.
import { number } from '#platform/ui/french.ts'
import type { Day } from '#territory'
import type { Cents, Rate } from './money.ts'

/** What a commune may take: everything, or all but the tools of agents, for it keeps its own. */
export const OFFERS = {
  full: 'Offre globale',
  restricted: 'Offre restreinte',
} as const
export type Offer = keyof typeof OFFERS

export interface Bracket {
  /** The first number of inhabitants that is in it. */
  readonly from: number
  /** A year, tax included. */
  readonly full: Cents
  readonly restricted: Cents
}

/** A grid as it may be voted. */
export interface Prices {
  readonly brackets: readonly Bracket[]
  readonly rate: Rate
}

/** What a vote takes off in one year for the communes it names, its initial partners. */
export interface Voted {
  readonly percent: number
  readonly year: number
  readonly authorityIds: readonly number[]
}

export interface Grid extends Prices {
  readonly id: number
  readonly votedOn: Day
  readonly deliberation: string
  /** Null: none was voted. */
  readonly discount: Voted | null
}

/** The bracket of so many inhabitants. */
export function bracketOf({ brackets }: Pick<Prices, 'brackets'>, population: number): Bracket {
  const found = brackets.findLast(({ from }) => from <= population)
  if (found === undefined) throw new RangeError(`no bracket for ${population} inhabitants`)
  return found
}

/** « moins de 5 000 », « de 5 000 à 9 999 », « 80 000 et plus ». */
export function bracketWords({ brackets }: Pick<Prices, 'brackets'>, { from }: Bracket): string {
  const next = brackets[brackets.findIndex((one) => one.from === from) + 1]
  if (next === undefined) return `${number(from)} et plus`
  return from === 0 ? `moins de ${number(next.from)}` : `de ${number(from)} à ${number(next.from - 1)}`
}

/** Why these brackets may not be voted; null when they may. */
export function bracketsFault(brackets: readonly Bracket[]): string | null {
  if (brackets[0]?.from !== 0)
    return 'La première tranche commence à 0 habitant\u00a0: sans elle, une petite commune n’aurait pas de prix.'
  for (const [index, { from, full, restricted }] of brackets.entries()) {
    const before = brackets[index - 1]
    if (before !== undefined && from <= before.from)
      return `La tranche qui commence à ${number(from)} vient après celle qui commence à ${number(before.from)}\u00a0: écrivez-les de la plus petite à la plus grande.`
    if (restricted > full)
      return `À partir de ${number(from)} habitants, l’offre restreinte coûte plus que l’offre globale, qui contient davantage.`
  }
  return null
}
