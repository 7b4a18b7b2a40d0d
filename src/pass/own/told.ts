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

/** Why a code was not taken, as its partner reads it; what says something of the holder is one word. */
const RESULTS: Readonly<Record<string, string>> = {
  unread: 'Code non reconnu',
  forged: 'Code non reconnu',
  issuer: 'Code non reconnu',
  expired: 'Code expiré',
  early: 'Code pas encore valable',
  elsewhere: 'Code d’un autre lieu',
  challenge: 'Code d’une autre entrée',
  shown: 'Code déjà montré',
  stopped: 'Pas valable ici',
  product: 'Pas valable ici',
  zone: 'Pas valable ici',
  day: 'Pas valable ce jour-là',
  quota: 'Plus d’entrée cette semaine',
  used: 'Plus d’entrée',
  slice: 'À vérifier en ligne',
  paper: 'À vérifier en ligne',
  online: 'À vérifier en ligne',
  clock: 'Heure de la porte fausse',
  lists: 'Listes de la porte trop anciennes',
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
      part('Par tarif', let_in, (use) => className(use.class)),
      // Beside no sum of both: what was refused is not what is left of all.
      part('Refus, par motif', refused, ({ result }) => resultName(result)),
    ],
  }
}
