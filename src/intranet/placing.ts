// Where blocks stand on a page, and what moves them. Pure: an agent’s own page and what Communication arranges go by the same moves.
import { z } from 'zod'
import type { ArrangedBlock, ArrangedPage } from './places.ts'

/** A block on a page. */
export interface Placed {
  name: string
  /** The first column, or the one beside. */
  column: 0 | 1
  /** `removed`: taken off by somebody, and not what nobody placed. */
  state: 'shown' | 'folded' | 'removed'
  /** Nobody takes it off, nor folds it. */
  isFixed?: boolean | undefined
}

const PlacedShape = z.array(
  z.object({
    name: z.string(),
    column: z.literal([0, 1]),
    state: z.enum(['shown', 'folded', 'removed']),
    isFixed: z.boolean().optional(),
  }),
)

/** As it is kept. @throws when the database holds something else */
export const readPlaced = (kept: unknown): Placed[] => PlacedShape.parse(kept)

export const MOVES = [
  ...(['haut', 'bas', 'colonne', 'replier', 'deplier', 'retirer', 'ajouter'] as const),
  ...(['fixer', 'liberer'] as const),
] as const
export type Move = (typeof MOVES)[number]

/** What the modules say: those of each column in their order; a page of one column is dealt over two. */
export function byDefault(blocks: Iterable<ArrangedBlock>, { on }: ArrangedPage): Placed[] {
  const here = [...blocks].filter((block) => on.includes(block.on)).toSorted((a, b) => a.order - b.order)
  return here.map(({ name, on: where }, at) => ({
    name,
    column: (on.length > 1 ? on.indexOf(where) : at % 2) === 1 ? 1 : 0,
    state: 'shown',
  }))
}

/** What somebody made of what is arranged for them: theirs first, then what was added since; what is fixed stays. */
export function merged(base: readonly Placed[], own: readonly Placed[]): Placed[] {
  const standing = base.filter(({ state }) => state !== 'removed')
  if (own.length === 0) return standing
  const fixed = new Set(standing.filter(({ isFixed }) => isFixed).map(({ name }) => name))
  const kept = own.map(
    (placed): Placed =>
      fixed.has(placed.name)
        ? { ...placed, state: 'shown', isFixed: true }
        : { name: placed.name, column: placed.column, state: placed.state },
  )
  return laidOver(standing, kept)
}

/** These first, then those of before that they do not name: what came since is there too. */
export function laidOver(before: readonly Placed[], placed: readonly Placed[]): Placed[] {
  const names = new Set(placed.map(({ name }) => name))
  return [...placed, ...before.filter(({ name }) => !names.has(name))]
}

/** The block that stands next to that one in its column, in that direction; -1 when it is the last. */
function neighbour(placed: readonly Placed[], at: number, step: 1 | -1): number {
  const column = placed[at]?.column
  for (let next = at + step; next >= 0 && next < placed.length; next += step)
    if (placed[next]?.column === column && placed[next]?.state !== 'removed') return next
  return -1
}

function swapped(placed: readonly Placed[], at: number, step: 1 | -1): Placed[] {
  const next = neighbour(placed, at, step)
  const [one, other] = [placed[at], placed[next]]
  return one === undefined || other === undefined ? [...placed] : placed.with(at, other).with(next, one)
}

/** Where that one no longer stands, it stands first. */
function added(placed: readonly Placed[], name: string): Placed[] {
  const known = placed.find((block) => block.name === name)
  if (known !== undefined && known.state !== 'removed') return [...placed]
  const others = placed.filter((block) => block !== known)
  return [{ name, column: known?.column ?? 0, state: 'shown' }, ...others]
}

const CHANGES: Partial<Record<Move, (block: Placed) => Placed>> = {
  colonne: (block) => ({ ...block, column: block.column === 0 ? 1 : 0 }),
  replier: (block) => (block.isFixed ? block : { ...block, state: 'folded' }),
  deplier: (block) => ({ ...block, state: 'shown' }),
  retirer: (block) => (block.isFixed ? block : { ...block, state: 'removed' }),
  fixer: (block) => ({ ...block, state: 'shown', isFixed: true }),
  liberer: ({ name, column, state }) => ({ name, column, state }),
}

/** After that move. Nothing changes when the block does not stand there, or cannot. */
export function moved(placed: readonly Placed[], name: string, move: Move): Placed[] {
  if (move === 'ajouter') return added(placed, name)
  const at = placed.findIndex((block) => block.name === name && block.state !== 'removed')
  const block = placed[at]
  if (block === undefined) return [...placed]
  if (move === 'haut' || move === 'bas') return swapped(placed, at, move === 'haut' ? -1 : 1)
  return placed.with(at, CHANGES[move]?.(block) ?? block)
}

/** The moves that change something, for the buttons of a block. */
export const movesOf = (placed: readonly Placed[], name: string, wanted: readonly Move[]): Move[] =>
  wanted.filter((move) => JSON.stringify(moved(placed, name, move)) !== JSON.stringify(placed))
