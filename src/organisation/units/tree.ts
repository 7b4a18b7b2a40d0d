// The units of an authority as a tree: each with how deep it stands. Pure.
import type { Unit } from '#territory'

const french = new Intl.Collator('fr', { numeric: true })

/** Those units, each followed by those that stand under it, in French order. What stands under none of them comes first. */
export function inTreeOrder(units: readonly Unit[]): { unit: Unit; depth: number }[] {
  const here = new Set(units.map(({ id }) => id))
  const below = Map.groupBy(
    units.toSorted((one, other) => french.compare(one.name, other.name)),
    ({ parentId }) => (parentId !== null && here.has(parentId) ? parentId : null),
  )
  const from = (parent: number | null, depth: number): { unit: Unit; depth: number }[] =>
    (below.get(parent) ?? []).flatMap((unit) => [{ unit, depth }, ...from(unit.id, depth + 1)])
  return from(null, 0)
}
