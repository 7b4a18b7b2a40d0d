// Who answers: category x place x day, decided by rows of data. Pure: the same question always has the same answer.
// No wrong door: when no row fits, the contact centre of the metropolis receives the request and hands it on.
import {
  type Area,
  areaNoun,
  type Authority,
  authorityNoun,
  type Territory,
  type Unit,
  unitNoun,
} from '#territory'
import { fill } from '#platform/french/fill.ts'
import { the, to } from '#platform/french/noun.ts'
import { capital, longDate } from '#platform/ui/french.ts'
import { placeSentence, ruleSentence } from './competence-sentences.ts'
import { type CompetenceSource, lineage, winningRule } from './matching.ts'

/** What a request says of itself. */
export interface CompetenceQuestion {
  category: string
  /** INSEE code of a commune or of an arrondissement. */
  areaCode: string
  /** Kind of place (field role `placeKind`), when the form asks it. */
  placeKind?: string | null | undefined
  /** Day of reception, `YYYY-MM-DD`. */
  day: string
}

/** Who answers and why; stored with the request. */
export interface RoutingDecision {
  /** The rule that decided, or null when none fits. */
  ruleId: string | null
  authorityId: number
  unitId: number
  /** For the resident: one sentence; empty until the system has said it (db/migrations/000685, 000700). */
  because: string
  /** For the agent: what the place is; which rule and on what ground; which unit and why. */
  steps: string[]
  /** Law, agreement or reason on which the rule stands. */
  basis: string
}

/** The part of the territory that decides. */
export type CompetenceTerritory = Pick<Territory, 'metropolis' | 'area' | 'authority' | 'unitFor' | 'unitsOf'>

/** Kinds of place that rules of the category tell apart, whatever the commune and the day. */
export function placeKindsOf(source: CompetenceSource, category: string): string[] {
  const line = lineage(source, category)
  return [
    ...new Set(source.rules.flatMap((rule) => (line.includes(rule.category) ? (rule.placeKind ?? []) : []))),
  ]
}

const CONTACT_CENTRE = 'contact-centre'
// Doors that any authority has, tried in this order when the unit of a function is missing.
const FRONT_DOORS = [CONTACT_CENTRE, 'town-hall', 'reception']

/**
 * Decides who answers. Total: there is always a unit.
 * The most specific row in force wins: commune, then kind of place, then depth of the category, then the latest.
 * @throws Error when the metropolis has no unit at all
 */
export function decideCompetence(
  source: CompetenceSource,
  territory: CompetenceTerritory,
  question: CompetenceQuestion,
): RoutingDecision {
  const area = territory.area(question.areaCode)
  if (area === undefined) return toContactCentre(source, territory, question, undefined)
  const authority = territory.authority(area.authorityId)
  const rule = winningRule(source, { ...question, commune: authority.code })
  if (rule === undefined) return toContactCentre(source, territory, question, area)
  const answering = rule.answers === 'metropolis' ? territory.metropolis : authority
  if (answering.opensOn !== null && question.day < answering.opensOn)
    return toContactCentre(source, territory, question, area, notOpenYet(answering, answering.opensOn))
  const unit = unitAnswering(territory, answering, rule.function, area)
  if (unit === undefined) return toContactCentre(source, territory, question, area)
  const because = fill(rule.because, { commune: areaNoun(area), authority: authorityNoun(answering) })
  const steps = [
    placeSentence(area, question.placeKind),
    ruleSentence(source, rule, area),
    `Le service qui s’en charge à cet endroit : ${unit.name} (${answering.name}).`,
  ]
  return { ruleId: rule.id, authorityId: answering.id, unitId: unit.id, because, steps, basis: rule.basis }
}

function unitAnswering(
  territory: CompetenceTerritory,
  authority: Authority,
  fn: string,
  area: Area,
): Unit | undefined {
  for (const wanted of [fn, ...FRONT_DOORS]) {
    const unit = territory.unitFor(authority.id, wanted, area.code)
    if (unit !== undefined) return unit
  }
  return territory.unitsOf(authority.id)[0]
}

const UNKNOWN = 'Nous ne savons pas encore à qui revient cette demande\u00a0: elle'

/** Why nobody answers there by itself: for the resident, then for the agent. */
interface Silence {
  said: string
  step: string
}

const notOpenYet = ({ name }: Authority, day: string): Silence => ({
  said: `${capital(the(authorityNoun({ name })))} ouvre son guichet le ${longDate(day)}\u00a0: d’ici là, votre demande`,
  step: `${name} n’ouvre son guichet que le ${longDate(day)}.`,
})

function toContactCentre(
  source: CompetenceSource,
  territory: CompetenceTerritory,
  question: CompetenceQuestion,
  area: Area | undefined,
  silence?: Silence,
): RoutingDecision {
  const { metropolis } = territory
  const unit =
    territory.unitFor(metropolis.id, CONTACT_CENTRE, question.areaCode) ?? territory.unitsOf(metropolis.id)[0]
  if (unit === undefined) throw new Error('the metropolis has no unit: nobody can answer')
  const subject = source.category(question.category)?.label ?? question.category
  return {
    ruleId: null,
    authorityId: metropolis.id,
    unitId: unit.id,
    because: `${silence?.said ?? UNKNOWN} est lue par ${the(unitNoun(unit))} (${metropolis.name}), puis remise au bon service. Vous n’avez rien à refaire.`,
    steps: [
      area === undefined
        ? `Le lieu (${question.areaCode}) n’est pas sur le territoire.`
        : placeSentence(area, question.placeKind),
      silence?.step ??
        `Aucune règle en vigueur le ${longDate(question.day)} ne dit qui répond pour «\u00a0${subject}\u00a0» à cet endroit.`,
      `Ce que personne ne réclame va ${to(unitNoun(unit))} (${metropolis.name}), pour être remis au service compétent.`,
    ],
    basis:
      'Une demande mal adressée est transmise à l’administration compétente (code des relations entre le public et l’administration, article L114-2).',
  }
}
