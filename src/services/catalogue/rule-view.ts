// A rule of competence read as a sentence, with the units that fill its function.
import { town } from '#platform/french/noun.ts'
import { authorityNoun, type Territory } from '#territory'
import type { Catalogue } from './catalogue.ts'
import { ruleAsSentence } from '../routing/competence-sentences.ts'
import { lineage } from '../routing/matching.ts'
import type { CompetenceRule } from '../words/definition.ts'

export interface RuleView {
  /** What the rule is about, at its widest: « Voirie ». */
  subject: string
  sentence: string
  /** Law, agreement or reason. */
  basis: string
  inForce: boolean
}

/** The widest category that holds this one. */
const subjectOf = (known: Catalogue, code: string): string =>
  known.category(lineage(known, code).at(-1) ?? code)?.label ?? code

/** The rule as it is applied today. */
export function ruleView(rule: CompetenceRule, known: Catalogue, place: Territory, today: string): RuleView {
  const commune =
    rule.commune === undefined ? undefined : town(place.area(rule.commune)?.name ?? rule.commune)
  const authority =
    rule.answers === 'metropolis'
      ? place.metropolis
      : place.authorityByCode(rule.commune ?? place.communes[0]?.code ?? '')
  const filling =
    authority === undefined
      ? []
      : place.unitsOf(authority.id).filter((item) => item.functions.includes(rule.function))
  const unit = filling.length > 0 ? filling.map((item) => item.name).join(', ') : rule.function
  const category = known.category(rule.category)?.label ?? rule.category
  const sentence = ruleAsSentence(rule, {
    category,
    commune,
    metropolis: authorityNoun(place.metropolis),
    unit,
  })
  return {
    subject: subjectOf(known, rule.category),
    sentence,
    basis: rule.basis,
    inForce: rule.from <= today && (rule.to === undefined || today <= rule.to),
  }
}
