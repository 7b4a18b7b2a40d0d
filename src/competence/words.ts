// The columns of a table of rules, in words.
import { of, the } from '#platform/french/noun.ts'
import { capital, mediumDate, plural } from '#platform/ui/french.ts'
import { type CompetenceRule, placeKindPhrase } from '#services'
import { authorityNoun, type Day, type Territory } from '#territory'

export const HERE = '/administration/competences'

export const tableAddress = (category: string): string => `${HERE}/sujets/${category}`
export const ruleAddress = (id: string): string => `${HERE}/regles/${id}`

export const whereWords = ({ commune }: Pick<CompetenceRule, 'commune'>, place: Territory): string =>
  commune === undefined ? 'Toutes les communes' : (place.area(commune)?.name ?? commune)

export const kindWords = ({ placeKind }: Pick<CompetenceRule, 'placeKind'>): string =>
  placeKind === undefined ? 'Tous les genres de lieu' : capital(placeKindPhrase(placeKind))

/** « La Métropole de Lyon », « La commune du lieu », « La ville de Bron » */
export function levelWords({ answers, commune }: CompetenceRule, place: Territory): string {
  if (answers === 'metropolis') return capital(the(authorityNoun(place.metropolis)))
  const own = commune === undefined ? undefined : place.authorityByCode(commune)
  return own === undefined ? 'La commune du lieu' : capital(the(authorityNoun(own)))
}

/** The units that fill it: of the metropolis, or of the commune that the rule names; of all of them, the function alone. */
export function unitWords(rule: CompetenceRule, place: Territory): string {
  const name = place.functionName(rule.function)
  const authority =
    rule.answers === 'metropolis' ? place.metropolis : place.authorityByCode(rule.commune ?? '')
  if (authority === undefined) return name
  const units = place.unitsOf(authority.id).filter(({ functions }) => functions.includes(rule.function))
  if (units.length === 0) return `${name}\u00a0: aucun service ${of(authorityNoun(authority))}`
  const [first] = units
  return units.length === 1 && first !== undefined
    ? first.name
    : `${name} (${units.length} services, selon le lieu)`
}

export const datesWords = ({ from, to }: CompetenceRule): string =>
  to === undefined ? `Depuis le ${mediumDate(from)}` : `Du ${mediumDate(from)} au ${mediumDate(to)}`

export type Standing = 'past' | 'now' | 'next'

export const standingOf = ({ from, to }: CompetenceRule, today: Day): Standing =>
  today < from ? 'next' : to !== undefined && to < today ? 'past' : 'now'

/** « Toutes les communes, dans un parc ou un jardin » */
export const placeName = (rule: CompetenceRule, place: Territory): string =>
  `${whereWords(rule, place)}, ${rule.placeKind === undefined ? 'tous les genres de lieu' : placeKindPhrase(rule.placeKind)}`

/** The same, « depuis le 1er janv. 2015 » */
export const shortName = (rule: CompetenceRule, place: Territory): string =>
  `${placeName(rule, place)}, depuis le ${mediumDate(rule.from)}`

/** What a rule decided, and what agents corrected of it: another unit, another service. */
export interface Counts {
  decided: number
  handed: number
  refiled: number
}

/** « 3 corrigées : 2 mauvais service destinataire, 1 mauvaise démarche »; null when none was. */
export function correctedWords({ handed, refiled }: Counts): string | null {
  if (handed + refiled === 0) return null
  const parts = [
    ...(handed > 0 ? [plural(handed, 'mauvais service destinataire', 'mauvais services destinataires')] : []),
    ...(refiled > 0 ? [plural(refiled, 'mauvaise démarche', 'mauvaises démarches')] : []),
  ]
  return `${plural(handed + refiled, 'corrigée', 'corrigées')}\u00a0: ${parts.join(', ')}`
}
