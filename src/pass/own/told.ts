// What a partner is told of its uses: counts of nobody. A month that is over is told to the unit, its small figures gathered with others;
// what still grows is told by fives, so that two readings say nothing of who came between them.
import { type Cell, gather, LEAST } from '#platform/told/few.ts'
import { className } from '../partner/words.ts'
import type { Uses } from './queries.ts'

export const FEW = 'moins de 5'

export interface ToldLine {
  label: string
  /** « 1 240 », « 35 ou plus », « moins de 5 » are written by the page; null: fewer than five. */
  count: number | null
}

export interface ToldPart {
  title: string
  lines: readonly ToldLine[]
}

export interface ToldUses {
  /** Of those that were let in; null: fewer than five. */
  total: number | null
  parts: readonly ToldPart[]
}

/** Words of refusals that are known here; any other stands as it is. */
const RESULTS: Readonly<Record<string, string>> = {
  shown: 'Code déjà montré',
  expired: 'Code expiré',
  unknown: 'Code inconnu',
  elsewhere: 'Pas valable ici',
  stopped: 'Pass arrêté',
  closed: 'Fermé ce jour-là',
  none: 'Rien à ouvrir ici',
  empty: 'Plus d’entrée',
}
const resultName = (id: string): string => RESULTS[id] ?? id

const byFives = (count: number): number | null => (count < LEAST ? null : count - (count % LEAST))

function cellsOf(uses: readonly Uses[], labelOf: (use: Uses) => string): Cell[] {
  const sums = new Map<string, number>()
  for (const use of uses) sums.set(labelOf(use), (sums.get(labelOf(use)) ?? 0) + use.count)
  return [...sums]
    .map(([label, count]) => ({ label, count }))
    .toSorted((one, other) => one.label.localeCompare(other.label, 'fr'))
}

const sumOf = (uses: readonly Uses[]): number => uses.reduce((sum, { count }) => sum + count, 0)

/** @param grows it is not over: told by fives */
export function toldUses(uses: readonly Uses[], grows: boolean): ToldUses {
  const let_in = uses.filter(({ result }) => result === 'ok')
  const refused = uses.filter(({ result }) => result !== 'ok')
  const part = (title: string, among: readonly Uses[], labelOf: (use: Uses) => string): ToldPart => {
    const cells = cellsOf(among, labelOf)
    const lines = grows
      ? cells.map(({ label, count }) => ({ label, count: byFives(count) }))
      : gather(cells).map(({ labels, count }) => ({ label: labels.join(', '), count }))
    return {
      title,
      lines: lines.length === 0 && cells.length > 0 ? [{ label: 'Tout ensemble', count: null }] : lines,
    }
  }
  const all = sumOf(let_in)
  return {
    total: grows ? byFives(all) : all < LEAST ? null : all,
    parts: [
      part('Par lieu', let_in, ({ place }) => place),
      part('Par produit', let_in, ({ product }) => product ?? 'Sans produit'),
      part('Par classe de tarif', let_in, (use) => className(use.class)),
      // Beside no sum of both: what was refused is not what is left of all.
      part('Refus, par motif', refused, ({ result }) => resultName(result)),
    ],
  }
}
