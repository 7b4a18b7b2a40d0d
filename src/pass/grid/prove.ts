// Every case of a grid has one class: which row wins over which, what no row says, where two disagree, which row never decides. Pure.
import { type Facts, holds } from '#rules'
import type { Grid, GridRow } from './definition.ts'
import { casesOf, type Space, spaceOf } from './space.ts'

/** Past this, nobody would read the grid again; nor would a program prove it while one waits. */
export const MOST_CASES = 20_000

export type FaultKind = 'tooMany' | 'gap' | 'overlap' | 'idle'

export interface Fault {
  readonly kind: FaultKind
  /** Ids of the rows concerned. */
  readonly rows: readonly string[]
  /** A case that shows it. */
  readonly example: Facts | null
}

/** A grid read once: in which cases each row speaks. */
export interface Compiled {
  readonly space: Space
  readonly cases: readonly Facts[]
  readonly tooMany: boolean
  /** Of each row, the numbers of its cases. */
  readonly speaks: ReadonlyMap<string, ReadonlySet<number>>
}

const compiled = new WeakMap<Grid, Compiled>()

export function compile(grid: Grid): Compiled {
  const known = compiled.get(grid)
  if (known !== undefined) return known
  const space = spaceOf(grid.rows.map(({ when }) => when))
  const tooMany = space.size > MOST_CASES
  const cases = tooMany ? [] : casesOf(space)
  const speaks = new Map(
    grid.rows.map(({ id, when }) => [
      id,
      new Set(cases.flatMap((one, number) => (holds(when, one) ? [number] : []))),
    ]),
  )
  const made = { space, cases, tooMany, speaks }
  compiled.set(grid, made)
  return made
}

const inside = (speaks: Compiled['speaks'], one: GridRow, other: GridRow): boolean => {
  const [small, large] = [speaks.get(one.id), speaks.get(other.id)]
  return small !== undefined && large !== undefined && small.size < large.size && small.isSubsetOf(large)
}

/** Of the rows that speak, those that no other speaks within: the most precise. */
export function mostPrecise(grid: Grid, facts: Facts): GridRow[] {
  const { speaks } = compile(grid)
  const speaking = grid.rows.filter(({ when }) => holds(when, facts))
  return speaking.filter((row) => !speaking.some((other) => inside(speaks, other, row)))
}

/** What a row keeps from deciding, and what keeps it. */
export function precedenceOf(grid: Grid, row: GridRow): { over: GridRow[]; under: GridRow[] } {
  const { speaks } = compile(grid)
  return {
    over: grid.rows.filter((other) => inside(speaks, row, other)),
    under: grid.rows.filter((other) => inside(speaks, other, row)),
  }
}

/** Every fault, once each. */
export function faultsOf(grid: Grid): Fault[] {
  const { cases, tooMany } = compile(grid)
  if (tooMany) return [{ kind: 'tooMany', rows: [], example: null }]
  const found = new Map<string, Fault>()
  const decides = new Set<string>()
  for (const example of cases) {
    const winners = mostPrecise(grid, example)
    const classes = new Set(winners.map((row) => row.class))
    for (const { id } of winners) decides.add(id)
    if (winners.length === 0 && grid.otherwise === undefined && !found.has('gap'))
      found.set('gap', { kind: 'gap', rows: [], example })
    const rows = winners.map(({ id }) => id)
    const key = `overlap ${rows.join(' ')}`
    if (classes.size > 1 && !found.has(key)) found.set(key, { kind: 'overlap', rows, example })
  }
  const idle = grid.rows.filter(({ id }) => !decides.has(id))
  return [...found.values(), ...idle.map(({ id }): Fault => ({ kind: 'idle', rows: [id], example: null }))]
}
