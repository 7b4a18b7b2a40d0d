// Words that screens and papers share.
import { longDate, number, plural } from '#platform/ui/french.ts'
import type { Day } from '#territory'
import { type Bracket, bracketWords, type Prices } from '../price/grid.ts'
import type { Places, Population, PopulationKind } from './queries.ts'

export const KINDS: Readonly<Record<PopulationKind, string>> = {
  municipal: 'population municipale',
  total: 'population totale',
}

/** Where communes write this expense in their accounts. */
export const BUDGET = { nature: '62878', function: '020' } as const
export const BUDGET_LINE = `nature ${BUDGET.nature}, fonction ${BUDGET.function}`

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

export const seatsWords = (count: number): string => plural(count, 'place d’agent', 'places d’agents')

/** « 12 places d’agents : 8 prises, 1 promise aux personnes invitées, 3 libres. »; nothing where places are not counted. */
export function placesWords({ given, taken, promised }: Places): string {
  if (given === null) return ''
  if (given === 0) return 'Aucune place d’agent aujourd’hui\u00a0: aucune convention en vigueur n’en donne.'
  const said = [
    plural(taken, 'prise', 'prises'),
    ...(promised === 0 ? [] : [`${plural(promised, 'promise', 'promises')} aux personnes invitées`]),
    plural(Math.max(0, given - taken - promised), 'libre', 'libres'),
  ]
  return `${seatsWords(given)}\u00a0: ${said.join(', ')}.`
}
