// Units that close into another, or go under another, and back: what the tree and the functions become. As the system: whoever calls
// has judged, and moves what units hold (src/organisation/changes).
import type { Write } from '#platform/db/db.ts'
import { forget } from '#platform/db/snapshot.ts'
import { of, the } from '#platform/french/noun.ts'
import type { Day } from './calendar.ts'
import { unitNoun } from './nouns.ts'
import { closeUnit, placeUnit, reopenUnit, setWork } from './queries.edit.ts'
import { type Territory, type Unit, withUnits } from './territory.ts'

/** Units that close into `target`; or that go under it (null: at the head of their authority). */
export interface Regrouping {
  kind: 'close' | 'move'
  units: readonly number[]
  target: number | null
}

type Work = Pick<Unit, 'functions' | 'communes'>
type Left = Work & Pick<Unit, 'id' | 'parentId'>

/** What units were before. */
export interface FormerUnits {
  places: readonly { id: number; parentId: number | null }[]
  /** What the unit that took them did. */
  work: (Work & { id: number }) | null
  /** What they were left as: whoever changed them since is not overwritten. */
  left: readonly Left[]
}

/** What a unit does once it has taken these: their functions, and the communes of all; those of the others alone when it did nothing. */
function taken(target: Unit, units: readonly Unit[]): Work {
  const workers = [target, ...units].filter(({ functions }) => functions.length > 0)
  const all = workers.length === 0 || workers.some(({ communes }) => communes === null)
  return {
    functions: [...new Set(workers.flatMap(({ functions }) => functions))].toSorted(),
    communes: all ? null : [...new Set(workers.flatMap(({ communes }) => communes ?? []))].toSorted(),
  }
}

/** Where the unit that takes others stands then: above those that close, when it stood under one of them. */
function above(place: Territory, target: Unit, closing: ReadonlySet<number>): number | null {
  const line = place.lineage(target.id)
  const last = line.findLastIndex((id) => closing.has(id))
  return last < 0 ? target.parentId : (line[last + 1] ?? null)
}

/** The units as they would be: to judge before anything is done. Pure. */
export function regrouped(place: Territory, { kind, units, target }: Regrouping, day: Day): Unit[] {
  const closing = new Set(units)
  const into = target === null ? null : place.unit(target)
  if (kind === 'move' || into === null)
    return place.units.map((unit) => (closing.has(unit.id) ? { ...unit, parentId: target } : unit))
  const work = taken(
    into,
    units.map((id) => place.unit(id)),
  )
  return place.units.map((unit) => {
    if (closing.has(unit.id)) return { ...unit, parentId: into.id, closedOn: day }
    if (unit.id === into.id) return { ...unit, ...work, parentId: above(place, into, closing) }
    return unit.parentId !== null && closing.has(unit.parentId) && unit.closedOn === null
      ? { ...unit, parentId: into.id }
      : unit
  })
}

/** Makes it so, but for what stands under those that close, which is a thing they hold. @returns what gives it back */
export async function regroup(
  tx: Write,
  place: Territory,
  regrouping: Regrouping,
  lastDay: Day,
): Promise<FormerUnits> {
  const after = new Map(regrouped(place, regrouping, lastDay).map((unit) => [unit.id, unit]))
  const ids = [...regrouping.units, ...(regrouping.target === null ? [] : [regrouping.target])]
  const places = ids.map((id) => ({ id, parentId: place.unit(id).parentId }))
  const left = ids.map((id): Left => {
    const { parentId, functions, communes } = after.get(id) ?? place.unit(id)
    return { id, parentId, functions, communes }
  })
  // The unit that takes the others goes first: those that close come under it.
  for (const id of ids.toReversed()) await placeUnit(tx, id, after.get(id)?.parentId ?? null)
  forget(tx, 'territory')
  if (regrouping.kind === 'move' || regrouping.target === null) return { places, work: null, left }
  const { functions, communes } = place.unit(regrouping.target)
  const work = after.get(regrouping.target) ?? { functions, communes }
  await setWork(tx, regrouping.target, work)
  for (const id of regrouping.units) await closeUnit(tx, id, lastDay)
  forget(tx, 'territory')
  return { places, work: { id: regrouping.target, functions, communes }, left }
}

/** The units as they would be again. Pure. */
export function restored(place: Territory, { places, work }: FormerUnits): Territory {
  const parents = new Map(places.map(({ id, parentId }) => [id, parentId]))
  const units = place.units.map((unit): Unit => {
    const parentId = parents.get(unit.id)
    if (parentId === undefined) return unit
    if (work?.id === unit.id) return { ...unit, ...work, parentId }
    return { ...unit, parentId, closedOn: work === null ? unit.closedOn : null }
  })
  return withUnits(place, units)
}

const said = ({ parentId, functions, communes }: Left): string =>
  JSON.stringify([parentId, functions.toSorted(), communes?.toSorted() ?? null])

/** Why units cannot be given back what they were: somebody changed them since, or their place is no more. Pure. */
export function keptFromRestoring(place: Territory, former: FormerUnits): string[] {
  const after = restored(place, former)
  const changed = former.left
    .filter((left) => said(left) !== said(place.unit(left.id)))
    .map(
      ({ id }) =>
        `Les fonctions, les communes ou la place ${of(unitNoun(place.unit(id)))} ont changé depuis\u00a0: remettez-les d’abord comme elles étaient, ou faites une autre réorganisation.`,
    )
  const homeless = former.places
    .filter(({ parentId }) => parentId !== null)
    .filter(({ id, parentId }) => {
      const above = after.unit(parentId as number)
      return above.closedOn !== null || after.lineage(above.id).includes(id)
    })
    .map(
      ({ id, parentId }) =>
        `${the(unitNoun(place.unit(parentId as number)))} ne peut plus être au-dessus ${of(unitNoun(place.unit(id)))}\u00a0: faites une autre réorganisation.`,
    )
  return [...changed, ...homeless]
}

/** Gives units back what they were. */
export async function restoreUnits(tx: Write, { places, work }: FormerUnits): Promise<void> {
  if (work !== null) {
    await setWork(tx, work.id, work)
    for (const { id } of places) if (id !== work.id) await reopenUnit(tx, id)
  }
  for (const { id, parentId } of places) await placeUnit(tx, id, parentId)
  forget(tx, 'territory')
}
