// The chart of an authority on a day: its units that are open then, each with those below, its heads and how many work there. Pure.
import type { Unit } from '#territory'
import type { FormerUnit, Staffed } from './queries.ts'

export interface Branch {
  unit: Unit
  heads: Staffed['heads']
  /** There and below, each once. */
  people: ReadonlySet<number>
  below: readonly Branch[]
}

const french = new Intl.Collator('fr', { numeric: true })

/**
 * Units as they were on a day, those that were open then. What closes on the very day is closed already when that day is today.
 * @param units of one authority, closed ones too
 */
export function unitsOn(
  units: readonly Unit[],
  former: readonly FormerUnit[],
  { day, today }: { day: string; today: string },
): Unit[] {
  const past = new Map(former.map((one) => [one.unitId, one]))
  const isOpen = ({ closedOn }: Unit) =>
    closedOn === null || closedOn > day || (closedOn === day && day < today)
  return units.filter(isOpen).flatMap((unit) => {
    const was = past.get(unit.id)
    if (was === undefined) return [unit]
    return was.name === null ? [] : [{ ...unit, name: was.name, parentId: was.parentId }]
  })
}

/** @param open units of one authority, of one day */
export function chartOf(open: readonly Unit[], staffed: readonly Staffed[]): Branch[] {
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

/** From the head of the authority down to that unit, included; empty when it is not among them. */
export function pathTo(branches: readonly Branch[], unitId: number | null): Branch[] {
  for (const branch of branches) {
    if (branch.unit.id === unitId) return [branch]
    const rest = pathTo(branch.below, unitId)
    if (rest.length > 0) return [branch, ...rest]
  }
  return []
}
