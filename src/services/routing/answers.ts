// Who answers a service for one commune, said to the resident before they write: the rule, and its exceptions by place.
import type { Area, Territory } from '#territory'
import { localDay } from '#territory'
import { computeClocks } from '#workflows'
import { decideCompetence, placeKindsOf, type RoutingDecision } from './competence.ts'
import { placeKindPhrase } from './competence-sentences.ts'
import type { CompetenceSource } from './matching.ts'
import type { ServiceDefinition } from '../words/definition.ts'

/** Who answers in a commune, and where somebody else does. */
export interface CommuneAnswer {
  /** « Voirie Sud, Métropole de Lyon » */
  who: string
  because: string
  exceptions: { where: string; who: string }[]
}

const whoOf = (decision: RoutingDecision, territory: Territory) =>
  `${territory.unit(decision.unitId).name}, ${territory.authority(decision.authorityId).name}`

/** Who answers there today. */
export function answerIn(
  source: CompetenceSource,
  territory: Territory,
  { category }: Pick<ServiceDefinition, 'category'>,
  area: Area,
  day: string,
  usualPlace = 'street',
): CommuneAnswer {
  const question = { category, areaCode: area.code, day }
  const usual = decideCompetence(source, territory, { ...question, placeKind: usualPlace })
  const exceptions = placeKindsOf(source, category).flatMap((placeKind) => {
    const decision = decideCompetence(source, territory, { ...question, placeKind })
    if (decision.unitId === usual.unitId) return []
    const phrase = placeKindPhrase(placeKind)
    return [{ where: phrase.charAt(0).toUpperCase() + phrase.slice(1), who: whoOf(decision, territory) }]
  })
  return { who: whoOf(usual, territory), because: usual.because, exceptions }
}

/**
 * Last day of the promised solution for something sent now, or null when it depends on the commune (calendars differ)
 * and the commune is not known.
 */
export function promisedDay(
  source: CompetenceSource,
  territory: Territory,
  service: ServiceDefinition,
  area: Area | undefined,
  now: Date,
): string | null {
  if (service.delays === undefined) return null
  const { delays } = service
  const today = localDay(now, territory.zone)
  const promised = (area === undefined ? territory.communes : [area]).map((item) => {
    const { unitId } = decideCompetence(source, territory, {
      category: service.category,
      areaCode: item.code,
      placeKind: 'street',
      day: today,
    })
    // By the clock of requests itself: the page promises what the receipt will say.
    return computeClocks([{ at: now, kind: 'received' }], delays, territory.calendarOf(unitId)).solution
      .dueDay
  })
  const first = promised[0]
  return first !== undefined && promised.every((day) => day === first) ? first : null
}
