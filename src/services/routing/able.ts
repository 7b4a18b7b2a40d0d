// Which units do this kind of work: for whoever hands a request over, the likely ones first. Pure.
import type { Unit } from '#territory'
import type { CompetenceRule } from '../words/definition.ts'
import type { CompetenceQuestion, CompetenceTerritory } from './competence.ts'
import { type CompetenceSource, lineage } from './matching.ts'

type Question = Pick<CompetenceQuestion, 'category' | 'areaCode' | 'day'>

/**
 * Units to which some rule in force gives the category at this place, whatever the kind of place: what the place is may be
 * what was wrong. Those of the usual place come first, then those that take most kinds of place, then sisters (the limit may be a street further).
 */
export function ableUnits(
  source: CompetenceSource,
  territory: CompetenceTerritory,
  { category, areaCode, day }: Question,
): Unit[] {
  const area = territory.area(areaCode)
  if (area === undefined) return []
  const commune = territory.authority(area.authorityId)
  const line = lineage(source, category)
  const rules = source.rules.filter(
    (rule) =>
      line.includes(rule.category) &&
      (rule.commune === undefined || rule.commune === commune.code) &&
      rule.from <= day &&
      (rule.to === undefined || day <= rule.to),
  )
  const weights = new Map<Unit, number>()
  const sisters: Unit[] = []
  for (const { answers, function: fn, placeKind } of rules) {
    const { id } = answers === 'metropolis' ? territory.metropolis : commune
    const here = territory.unitFor(id, fn, areaCode)
    const weight = placeKind === undefined ? rules.length : 1
    if (here !== undefined) weights.set(here, (weights.get(here) ?? 0) + weight)
    sisters.push(...territory.unitsOf(id).filter((unit) => unit.functions.includes(fn)))
  }
  const likely = [...weights].toSorted(([, a], [, b]) => b - a).map(([unit]) => unit)
  return [...new Set([...likely, ...sisters])]
}

/** Does some rule, of today or not, give this category to one of these units? */
export function isGivenTo(
  source: CompetenceSource,
  territory: CompetenceTerritory,
  units: readonly Unit[],
  category: string,
): boolean {
  const line = lineage(source, category)
  return source.rules.some(
    (rule) => line.includes(rule.category) && units.some((unit) => leadsTo(rule, unit, territory)),
  )
}

/** Is this unit one of those that the rule gives requests to, wherever they are? A closed one is not. */
export const leadsTo = (
  { answers, commune, function: fn }: CompetenceRule,
  unit: Unit,
  territory: Pick<CompetenceTerritory, 'metropolis' | 'authority'>,
): boolean =>
  unit.closedOn === null &&
  unit.functions.includes(fn) &&
  (unit.authorityId === territory.metropolis.id) === (answers === 'metropolis') &&
  (commune === undefined || territory.authority(unit.authorityId).code === commune)

/** Doors that take what nobody claims and send it on: the town hall of the place, the contact centre. */
export function frontDoors(territory: CompetenceTerritory, areaCode: string): Unit[] {
  const area = territory.area(areaCode)
  const { metropolis } = territory
  const doors = [
    area && territory.unitFor(area.authorityId, 'town-hall', areaCode),
    territory.unitFor(metropolis.id, 'contact-centre', areaCode),
  ]
  return doors.filter((unit) => unit !== undefined)
}
