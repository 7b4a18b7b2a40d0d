// The chart of a day to come, as what is decided makes it: who closes, who goes under whom, and where those who work there go. Pure.
import { addDays, regrouped, type Territory, withUnits } from '#territory'
import { listSentence, quoted } from '#platform/ui/french.ts'
import type { Planned, Staffed } from './queries.ts'

export interface Foreseen {
  /** With the units as they will be. */
  place: Territory
  /** Units that it moves, or that take others. */
  touched: ReadonlySet<number>
  staffed: readonly Staffed[]
}

/** Those who work in units that close, in the unit that takes these. */
function taken(staffed: readonly Staffed[], { kind, units, target }: Planned): readonly Staffed[] {
  if (kind === 'move' || target === null) return staffed
  const gone = staffed.filter(({ unitId }) => units.includes(unitId) || unitId === target)
  const people = [...new Set(gone.flatMap((one) => one.people))]
  const heads = [...new Map(gone.flatMap((one) => one.heads).map((head) => [head.id, head])).values()]
  const others = staffed.filter((one) => !gone.includes(one))
  return gone.length === 0 ? staffed : [...others, { unitId: target, people, heads }]
}

/** @param changes in their order, those of that day included */
export function foresee(now: Territory, staffed: readonly Staffed[], changes: readonly Planned[]): Foreseen {
  return changes.reduce<Foreseen>(
    (then, change) => ({
      place: withUnits(then.place, regrouped(then.place, change, addDays(change.day, -1))),
      touched: new Set([
        ...then.touched,
        ...(change.kind === 'move' || change.target === null ? change.units : [change.target]),
      ]),
      staffed: taken(then.staffed, change),
    }),
    { place: now, touched: new Set(), staffed },
  )
}

/** « Voirie Nord » et « Voirie Sud » se réunissent à « Voirie Est » */
export function plannedText(place: Territory, { kind, units, target }: Planned): string {
  const names = listSentence(units.map((id) => quoted(place.unit(id).name)))
  const isOne = units.length === 1
  if (target === null) return `${names} ${isOne ? 'passe' : 'passent'} en tête de la collectivité`
  const to = quoted(place.unit(target).name)
  return kind === 'move'
    ? `${names} ${isOne ? 'passe' : 'passent'} sous ${to}`
    : `${names} ${isOne ? 'se réunit' : 'se réunissent'} à ${to}`
}
