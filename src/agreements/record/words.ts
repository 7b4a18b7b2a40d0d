// Words that screens and papers share.
import { longDate, number } from '#platform/ui/french.ts'
import type { Day } from '#territory'
import { type Bracket, bracketWords, type Prices } from '../price/grid.ts'
import type { Population, PopulationKind } from './queries.ts'

export const KINDS: Readonly<Record<PopulationKind, string>> = {
  municipal: 'population municipale',
  total: 'population totale',
}

/** « 29 décembre 2025 »: as acts are dated. */
export const actDate = (day: Day): string => longDate(day).replace(/^\p{L}+\s/u, '')

/** « de 40 000 à 79 999 habitants », « 80 000 habitants et plus ». */
export const bracketSize = (prices: Pick<Prices, 'brackets'>, bracket: Bracket): string => {
  const isLast = prices.brackets.at(-1)?.from === bracket.from
  return isLast ? `${number(bracket.from)} habitants et plus` : `${bracketWords(prices, bracket)} habitants`
}

/** « population municipale 2023, décret n° 2025-1362 du 29 décembre 2025 » */
export const populationWords = ({ kind, year, decree, decreeOn }: Population): string =>
  `${KINDS[kind]} ${year}, ${decree} du ${actDate(decreeOn)}`
