// Where nobody would fill a function any more: what a change of units must not leave behind. Pure.
import { of, the, to as toward } from '#platform/french/noun.ts'
import { plural } from '#platform/ui/french.ts'
import { areaNoun, unitNoun } from './nouns.ts'
import type { Area, Territory, Unit } from './territory.ts'

/** A function that some unit fills at these places today, and none would. */
export interface Uncovered {
  fn: string
  areas: readonly Area[]
}

/** Communes where the units of an authority are called: all for the metropolis, its own for another. */
const servedBy = (place: Territory, authorityId: number): readonly Area[] =>
  authorityId === place.metropolis.id
    ? place.communes
    : place.communes.filter((area) => area.authorityId === authorityId)

/** What a change of the units of an authority leaves to nobody, by function. */
export function uncovered(before: Territory, after: Territory, authorityId: number): Uncovered[] {
  const functions = new Set(before.unitsOf(authorityId).flatMap((unit) => unit.functions))
  const areas = servedBy(before, authorityId)
  const isLost = (fn: string, { code }: Area) =>
    before.unitFor(authorityId, fn, code) !== undefined && after.unitFor(authorityId, fn, code) === undefined
  return [...functions]
    .map((fn) => ({ fn, areas: areas.filter((area) => isLost(fn, area)) }))
    .filter((lost) => lost.areas.length > 0)
}

/** What one sees of a change that leaves a function to nobody: where, for example, and what to do. */
export function uncoveredSentence({ fn, areas }: Uncovered, place: Territory): string {
  const name = place.functionName(fn)
  const [first, ...others] = areas
  if (first === undefined) return ''
  const where =
    others.length === 0
      ? toward(areaNoun(first))
      : `${toward(areaNoun(first))} et dans ${plural(others.length, 'autre commune', 'autres communes')}`
  return `Plus personne ne traiterait «\u00a0${name}\u00a0» ${where}\u00a0: par exemple, une demande faite ${toward(areaNoun(first))} n’irait à aucun service. Confiez d’abord ce sujet à une autre unité.`
}

/** A function that one open unit fills there, and another would, though the first stays. */
export interface Rerouted {
  fn: string
  area: Area
  from: Unit
  to: Unit
}

/** What a change would take from units that it does not close: overlaps, which nobody asked for. */
export function rerouted(before: Territory, after: Territory, authorityId: number): Rerouted[] {
  const functions = new Set(before.unitsOf(authorityId).flatMap((unit) => unit.functions))
  return [...functions].flatMap((fn) =>
    servedBy(before, authorityId).flatMap((area) => {
      const from = before.unitFor(authorityId, fn, area.code)
      const to = after.unitFor(authorityId, fn, area.code)
      if (from === undefined || to === undefined || from.id === to.id) return []
      return after.unit(from.id).closedOn === null ? [{ fn, area, from, to }] : []
    }),
  )
}

/** What one sees of it: where the requests went, and go. */
export const reroutedSentence = ({ fn, area, from, to }: Rerouted, place: Territory): string =>
  `À ${areaNoun(area).name}, ce qui est de «\u00a0${place.functionName(fn)}\u00a0» passe ${of(unitNoun(from))} à ${the(unitNoun(to))}.`
