// The chart of an authority on a day: its units that are open then, each with those below, its heads and how many work there. Pure.
import type { Unit } from '#territory'
import type { Staffed } from './queries.ts'

export interface Branch {
  unit: Unit
  heads: Staffed['heads']
  /** There and below, each once. */
  people: ReadonlySet<number>
  below: readonly Branch[]
}

const french = new Intl.Collator('fr', { numeric: true })

/** @param units of one authority, closed ones too */
export function chartOf(units: readonly Unit[], staffed: readonly Staffed[], day: string): Branch[] {
  const open = units.filter(({ closedOn }) => closedOn === null || closedOn > day)
  const here = new Set(open.map(({ id }) => id))
  const byUnit = new Map(staffed.map((one) => [one.unitId, one]))
  const under = Map.groupBy(
    open.toSorted((one, other) => french.compare(one.name, other.name)),
    ({ parentId }) => (parentId !== null && here.has(parentId) ? parentId : null),
  )
  const from = (parent: number | null): Branch[] =>
    (under.get(parent) ?? []).map((unit) => {
      const below = from(unit.id)
      const own = byUnit.get(unit.id)
      const people = new Set([...(own?.people ?? []), ...below.flatMap((branch) => [...branch.people])])
      return { unit, below, people, heads: own?.heads ?? [] }
    })
  return from(null)
}

/** Everybody of them, each once. */
export const countOf = (branches: readonly Branch[]): number =>
  new Set(branches.flatMap(({ people }) => [...people])).size
