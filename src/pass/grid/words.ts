// The facts of grids, as conditions may read them and as sentences say them. Data, and the reading of one comparison.
import {
  checkCondition,
  type Comparison,
  comparisonsOf,
  type Condition,
  conditionSentence,
  type FactLabels,
  type KnownFact,
} from '#rules'
import { listSentence, plural } from '#platform/ui/french.ts'
import { FACTS, type FactId, QUOTIENTS } from '../proof/facts.ts'

/** A commune that rules may name. */
export interface Place {
  readonly code: string
  readonly name: string
}

const TRANCHES = ['première', 'deuxième', 'troisième', 'quatrième', 'cinquième']
const trancheOf = (value: unknown): string =>
  TRANCHES[QUOTIENTS.findIndex((one) => one === value)] ?? String(value)

/** « première tranche » */
export const quotientWords = (value: unknown): string => `${trancheOf(value)} tranche`

export const FACT_NAMES: Readonly<Record<FactId, string>> = {
  age: 'Âge',
  commune: 'Commune de résidence',
  quotient: 'Tranche de quotient familial',
  disability: 'Handicap reconnu',
  pupil: 'Élève',
  student: 'Étudiant',
  job_seeker: 'En recherche d’emploi',
}

const yesNo: KnownFact = { type: 'yes-no' }

/** What conditions may read, and compare it with. */
const knownFacts = (places: readonly Place[]): Readonly<Record<FactId, KnownFact>> => ({
  age: { type: 'number' },
  commune: { type: 'choice', choices: places.map(({ code }) => code) },
  quotient: { type: 'choice', choices: QUOTIENTS },
  disability: yesNo,
  pupil: yesNo,
  student: yesNo,
  job_seeker: yesNo,
})

/** For `conditionSentence`, read by whoever writes the grid. */
const factLabels = (places: readonly Place[]): FactLabels => ({
  ...Object.fromEntries(FACTS.map((fact) => [fact, { label: FACT_NAMES[fact] }])),
  commune: {
    label: FACT_NAMES.commune,
    choices: Object.fromEntries(places.map(({ code, name }) => [code, name])),
  },
  quotient: {
    label: FACT_NAMES.quotient,
    choices: Object.fromEntries(QUOTIENTS.map((one) => [one, quotientWords(one)])),
  },
})

/** « si « Âge » vaut au plus 25 » */
export const conditionWords = (when: Condition, places: readonly Place[]): string =>
  conditionSentence(when, factLabels(places))

/** Sentences that compare versions, which know communes by their codes, with their names. */
export const withNames = (sentences: readonly string[], places: readonly Place[]): string[] =>
  sentences.map((sentence) =>
    sentence.replace(
      /«\u00a0([0-9AB]{5})\u00a0»/g,
      (_, code: string) => `«\u00a0${places.find((place) => place.code === code)?.name ?? code}\u00a0»`,
    ),
  )

/** What a condition may not say of these facts, in French: an age is a bound, never a value that a decision would tell. */
export function conditionProblems(condition: Condition, places: readonly Place[]): string[] {
  const told = checkCondition(condition, knownFacts(places)).map(({ sentence }) => sentence)
  const exact = comparisonsOf(condition).some(
    ({ of, op }) => of === 'age' && ['is', 'isNot', 'in', 'notIn'].includes(op),
  )
  return exact ? [...told, 'Un âge se compare par «\u00a0au moins\u00a0» et «\u00a0au plus\u00a0».'] : told
}

const STATES: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  disability: [
    'votre situation de handicap est reconnue',
    'votre situation n’est pas reconnue comme un handicap',
  ],
  pupil: ['vous allez à l’école', 'vous n’allez pas à l’école'],
  student: ['vous faites des études supérieures', 'vous ne faites pas d’études supérieures'],
  job_seeker: ['vous cherchez un emploi', 'vous ne cherchez pas d’emploi'],
}

const years = (value: number): string => plural(value, 'an', 'ans')

/** What a comparison that holds says of whoever it is about: the bound or the list of the rule, never their value. */
export function clauseOf(one: Comparison, places: readonly Place[]): string {
  const nameOf = (code: unknown) => places.find((place) => place.code === code)?.name ?? String(code)
  switch (one.of) {
    case 'age':
      if (one.op === 'atLeast') return `vous avez au moins ${years(one.value)}`
      if (one.op === 'atMost') return `vous avez moins de ${years(one.value + 1)}`
      return one.op === 'empty' ? 'votre âge n’est pas connu' : 'votre âge est connu'
    case 'commune':
      if (one.op === 'is') return `vous habitez ${nameOf(one.value)}`
      if (one.op === 'in') return `vous habitez ${listSentence(one.values.map(nameOf), 'ou')}`
      if (one.op === 'isNot') return `vous n’habitez pas ${nameOf(one.value)}`
      if (one.op === 'notIn') return `vous n’habitez ni ${one.values.map(nameOf).join(' ni ')}`
      return one.op === 'empty' ? 'votre commune n’est pas prouvée' : 'vous habitez une commune du territoire'
    case 'quotient':
      if (one.op === 'is') return `votre quotient familial est dans la ${trancheOf(one.value)} tranche`
      if (one.op === 'in')
        return `votre quotient familial est dans ${listSentence(
          one.values.map((value) => `la ${trancheOf(value)}`),
          'ou',
        )} tranche`
      if (one.op === 'isNot')
        return `votre quotient familial n’est pas dans la ${trancheOf(one.value)} tranche`
      if (one.op === 'notIn')
        return `votre quotient familial n’est dans la ${one.values.map(trancheOf).join(' ni dans la ')} tranche`
      return one.op === 'empty'
        ? 'votre quotient familial n’est pas prouvé'
        : 'votre quotient familial est prouvé'
    default:
      return stateOf(one)
  }
}

function stateOf(one: Comparison): string {
  const [yes, no] = STATES[one.of] ?? [one.of, one.of]
  if (one.op === 'is') return one.value === true ? yes : no
  if (one.op === 'isNot') return one.value === true ? no : yes
  const name = FACT_NAMES[one.of as FactId].toLowerCase()
  return one.op === 'empty'
    ? `rien n’est prouvé de «\u00a0${name}\u00a0»`
    : `«\u00a0${name}\u00a0» est prouvé`
}
