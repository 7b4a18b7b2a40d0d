// The names of the territory as they stand in sentences: `the(unitNoun(unit))` is « la direction de l’eau ». Pure.
import { type Noun, thing, town } from '#platform/french/noun.ts'
import type { Area, Authority, Unit } from './territory.ts'

/** What a unit is, said before a name that says it not: « le service Voirie Est ». */
const KINDS: Readonly<Record<string, string>> = {
  directorate: 'direction',
  service: 'service',
  team: 'équipe',
  desk: 'accueil',
}

export const unitNoun = ({ name, kind }: Pick<Unit, 'name' | 'kind'>): Noun =>
  thing(name, KINDS[kind] ?? 'service')

export const authorityNoun = ({ name }: Pick<Authority, 'name'>): Noun => thing(name, 'collectivité')

export const areaNoun = ({ name }: Pick<Area, 'name'>): Noun => town(name)
