// What is asked of who does what: the words that say it, and the units to which the rules give it. Pure.
import { ableUnits, type Catalogue, isDropped, isGivenTo, isWeak, type LiveService } from '#services'
import type { Authority, Day, Territory, Unit } from '#territory'

/** Subjects that a question leads to, the surest first. */
const MOST_SUBJECTS = 2

/** « Qui s’occupe de »: who is asked says nothing of what. */
const ASKING = new Set(
  `occupe occupent occuper gere gerent gerer traite traitent traiter suit suivent suivre charge chargee responsable
  responsables connait connaissent contact contacts joindre competent competente collegue collegues`.split(
    /\s+/,
  ),
)

/** Words of the question that say what is sought; all of them when none does. */
export function tellingWords(words: readonly string[]): string[] {
  const said = words.filter((word) => !isDropped(word) && !ASKING.has(word))
  const strong = said.filter((word) => !isWeak(word))
  return [strong, said, [...words]].find((kept) => kept.length > 0) ?? []
}

export interface Subject {
  service: LiveService
  /** Those to which it is given, the likely ones first. */
  units: readonly Unit[]
  /** Does each town hall see to it, so that a commune is to be chosen? */
  isOfTowns: boolean
}

/**
 * Who answers each subject: in that commune, as rules say today; without a commune, among the units of the metropolis.
 * @param found services that the question finds, the surest first
 */
export function subjectsOf(
  found: readonly LiveService[],
  { known, place, commune, day }: { known: Catalogue; place: Territory; commune: Authority | null; day: Day },
): Subject[] {
  const subjects = found.slice(0, MOST_SUBJECTS).map((service) => {
    const { category } = service.definition
    const own = place.unitsOf(place.metropolis.id).filter((unit) => isGivenTo(known, place, [unit], category))
    const units = commune === null ? own : ableUnits(known, place, { category, areaCode: commune.code, day })
    return { service, units, isOfTowns: commune === null && own.length === 0 }
  })
  // The next one says nothing more when the same units see to it.
  const said = ({ units }: Subject) => units.map(({ id }) => id).join()
  return subjects.filter((one, at) => at === 0 || said(one) !== said(subjects[0] ?? one))
}

/** Units of an authority of which every word is said by their name. */
export const namedBy = (
  words: readonly { unitIds: readonly number[] }[],
  authority: Authority,
  place: Territory,
): Unit[] =>
  words.length === 0
    ? []
    : place.unitsOf(authority.id).filter(({ id }) => words.every(({ unitIds }) => unitIds.includes(id)))
