// What is wrong with rules, and why one decides, in words: a case that anybody may try.
import { of, to } from '#platform/french/noun.ts'
import { inWords, listSentence, longDate, mediumDate, plural } from '#platform/ui/french.ts'
import { areaNoun, authorityNoun, type Territory, unitNoun } from '#territory'
import type { Category, CompetenceRule } from '../words/definition.ts'
import { placeKindPhrase } from './competence-sentences.ts'
import type { RuleCase } from './matching.ts'
import type { Fault } from './proof.ts'
import type { Tried } from './tried.ts'

type Known = { category(code: string): Category | undefined }
type Place = Pick<Territory, 'area' | 'metropolis' | 'authority' | 'unitFor' | 'unitsOf'>

/** « Tag », à Bron, dans un parc ou un jardin, le 1er décembre 2026 */
export function caseWords(
  { category, commune, placeKind, day }: RuleCase,
  known: Known,
  place: Place,
): string {
  const area = place.area(commune)
  const where = area === undefined ? commune : to(areaNoun(area))
  const kind = placeKind ? `, ${placeKindPhrase(placeKind)}` : ''
  return `«\u00a0${known.category(category)?.label ?? category}\u00a0», ${where}${kind}, le ${longDate(day)}`
}

/** Which row it is, among those of a table: « la règle du 1er mars 2019 propre à Bron, dans un parc ou un jardin » */
function ruleName({ commune, placeKind, from }: CompetenceRule, place: Place): string {
  const area = commune === undefined ? undefined : place.area(commune)
  const where = area === undefined ? 'valable partout' : `propre ${to(areaNoun(area))}`
  const kind = placeKind === undefined ? '' : `, ${placeKindPhrase(placeKind)}`
  return `la règle du ${mediumDate(from)}, ${where}${kind}`
}

const FAULTS: Record<Fault['kind'], (fault: Fault, place: Place) => string> = {
  gap: (_, place) => `aucune règle ne dit qui répond. La demande irait ${doorOf(place)}.`,
  overlap: ({ rules }, place) =>
    `${inWords(rules.length)} règles aussi précises l’une que l’autre répondent\u00a0: ${listSentence(rules.map((rule) => ruleName(rule, place)))}.`,
  unfilled: ({ rules, example }, place) =>
    `aucun service ${of(answering(rules[0], example, place))} ne remplit la fonction demandée. La demande irait à son accueil.`,
  shared: ({ units }) =>
    `plusieurs services remplissent la fonction demandée\u00a0: ${listSentence(units.map(({ name }) => name))}.`,
}

function doorOf({ metropolis, unitFor }: Place): string {
  const door = unitFor(metropolis.id, 'contact-centre', '')
  return door === undefined ? `à l’accueil ${of(authorityNoun(metropolis))}` : to(unitNoun(door))
}

function answering(rule: CompetenceRule | undefined, { commune }: RuleCase, place: Place) {
  const area = place.area(commune)
  return authorityNoun(
    rule?.answers === 'commune' && area !== undefined ? place.authority(area.authorityId) : place.metropolis,
  )
}

/** The fault, by the case that shows it, and where else it is so. */
export function faultSentence(fault: Fault, known: Known, place: Place): string {
  const others = fault.communes.size - 1
  const too =
    others === 0 ? '' : ` Il en va de même dans ${plural(others, 'autre commune', 'autres communes')}.`
  return `${caseWords(fault.example, known, place)}\u00a0: ${FAULTS[fault.kind](fault, place)}${too}`
}

const OUTCOMES: Record<Tried['outcome'], (rule: CompetenceRule, asked: RuleCase, place: Place) => string> = {
  category: () => 'Elle parle d’un autre sujet.',
  commune: ({ commune = '' }, asked, place) =>
    `La commune\u00a0: elle est propre ${communeWords(commune, place)}, le lieu est ${communeWords(asked.commune, place)}.`,
  placeKind: ({ placeKind = '' }, asked) =>
    `Le genre de lieu\u00a0: elle vaut ${placeKindPhrase(placeKind)}, le lieu est ${asked.placeKind ? placeKindPhrase(asked.placeKind) : 'd’un genre que rien ne dit'}.`,
  from: ({ from }, { day }) =>
    `La date\u00a0: elle commence le ${mediumDate(from)}, après le ${mediumDate(day)}.`,
  to: ({ to: last = '' }, { day }) =>
    `La date\u00a0: elle a fini le ${mediumDate(last)}, avant le ${mediumDate(day)}.`,
  'pre-empted': () => 'Elle convient, mais une règle plus précise l’emporte.',
  decides: () => 'Elle convient, et c’est la plus précise\u00a0: elle décide.',
}

function communeWords(code: string, place: Place): string {
  const area = place.area(code)
  return area === undefined ? code : to(areaNoun(area))
}

/** The value that failed, or that it decides. */
export const outcomeSentence = ({ rule, outcome }: Tried, asked: RuleCase, place: Place): string =>
  OUTCOMES[outcome](rule, asked, place)
