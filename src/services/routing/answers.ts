// Who answers a service for one commune, said to the resident before they write: the rule, and its exceptions by place.
import type { Read } from '#platform/db/db.ts'
import { type Area, type Day, localDay, type Territory, type Unit } from '#territory'
import { computeClocks } from '#workflows'
import { decideCompetence, placeKindsOf, type RoutingDecision } from './competence.ts'
import { placeKindPhrase } from './competence-sentences.ts'
import type { CompetenceSource } from './matching.ts'
import { ledBy, receiversOf } from './receiver.ts'
import type { ServiceDefinition } from '../words/definition.ts'

type Asked = Pick<ServiceDefinition, 'category'>

/** Where most things happen, when the form has not said it yet. */
const STREET = 'street'

/** What says who answers on a day. */
export interface Answering {
  source: CompetenceSource
  place: Territory
  day: Day
  /** Who receives for the units that rules name; nobody: as rules say, whoever works there. */
  receivers: ReadonlyMap<number, Unit>
}

/** As rules say today. */
export const byRules = (source: CompetenceSource, place: Territory, now: Date): Answering => ({
  source,
  place,
  day: localDay(now, place.zone),
  receivers: new Map(),
})

/** As it is there today, for services of those categories: what is said to residents. By rules alone where no area is known. */
export async function answeringToday(
  tx: Read,
  source: CompetenceSource,
  place: Territory,
  { area, services }: { area: Area | undefined; services: readonly Asked[] },
): Promise<Answering> {
  const rules = byRules(source, place, tx.now)
  if (area === undefined) return rules
  const decisions = [...new Set(services.map(({ category }) => category))].flatMap((category) =>
    [STREET, ...placeKindsOf(source, category)].map((kind) => decideIn(rules, { category }, area, kind)),
  )
  return { ...rules, receivers: await receiversOf(tx, place, decisions, area.code) }
}

/** Who answers in a commune, and where somebody else does. */
export interface CommuneAnswer {
  /** « Voirie Sud, Métropole de Lyon » */
  who: string
  because: string
  exceptions: { where: string; who: string }[]
}

const whoOf = (decision: RoutingDecision, territory: Territory) =>
  `${territory.unit(decision.unitId).name}, ${territory.authority(decision.authorityId).name}`

/** Who answers there. */
export function decideIn(
  { source, place, day, receivers }: Answering,
  { category }: Asked,
  { code }: Pick<Area, 'code'>,
  placeKind = STREET,
): RoutingDecision {
  const decision = decideCompetence(source, place, { category, areaCode: code, placeKind, day })
  return ledBy(decision, receivers, place)
}

/** The same, said to whoever asks. */
export function answerIn(
  answering: Answering,
  service: Asked,
  area: Area,
  usualPlace?: string,
): CommuneAnswer {
  const { source, place: territory } = answering
  const usual = decideIn(answering, service, area, usualPlace)
  const exceptions = placeKindsOf(source, service.category).flatMap((placeKind) => {
    const decision = decideIn(answering, service, area, placeKind)
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
  answering: Answering,
  service: ServiceDefinition,
  area: Area | undefined,
  now: Date,
): string | null {
  if (service.delays === undefined) return null
  const { delays } = service
  const { place } = answering
  const promised = (area === undefined ? place.communes : [area]).map((item) => {
    const { unitId } = decideIn(answering, service, item)
    // By the clock of requests itself: the page promises what the receipt will say.
    return computeClocks([{ at: now, kind: 'received' }], delays, place.calendarOf(unitId)).solution.dueDay
  })
  const first = promised[0]
  return first !== undefined && promised.every((day) => day === first) ? first : null
}
