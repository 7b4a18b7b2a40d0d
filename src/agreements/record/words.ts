// Words that screens and papers share.
import type { Population, PopulationKind } from './queries.ts'

export const KINDS: Readonly<Record<PopulationKind, string>> = {
  municipal: 'population municipale',
  total: 'population totale',
}

/** « population municipale 2023, décret n° 2025-1362 » */
export const populationWords = ({ kind, year, decree }: Population): string =>
  `${KINDS[kind]} ${year}, ${decree}`
