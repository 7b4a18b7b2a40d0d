// Every address x kind of place x day has exactly one row, and one unit. What does not is shown by a case that anybody may decide. Pure.
import { addDays, type Day, type Territory, type Unit } from '#territory'
import type { CompetenceRule } from '../words/definition.ts'
import type { CompetenceTerritory } from './competence.ts'
import { comparePrecision, type CompetenceSource, distancesOf, type RuleCase } from './matching.ts'

/** No row; rows of one precision; nobody who fills the function; several who do. */
export type FaultKind = 'gap' | 'overlap' | 'unfilled' | 'shared'

export interface Fault {
  kind: FaultKind
  /** A case that shows it. */
  example: RuleCase
  /** INSEE codes of the communes where it is so. */
  communes: ReadonlySet<string>
  /** The rows concerned; none of a gap. */
  rules: readonly CompetenceRule[]
  /** Those that fill the function together. */
  units: readonly Unit[]
}

/** The part of the territory that is proved. */
export type ProvedTerritory = CompetenceTerritory & Pick<Territory, 'communes'>

/** What is proved: these categories, from that day on; of those that residents ask about, that some row speaks. */
export interface Claim {
  categories: readonly string[]
  asked: ReadonlySet<string>
  from: Day
}

/** Cases that no row tells apart: one of them stands for all. */
interface Block {
  communes: readonly string[]
  placeKind: string | null
  day: Day
  /** The rows that speak of them. */
  rules: readonly CompetenceRule[]
}

/** Every fault, once each, whatever the order of the rows. */
export function proveCompetence(source: CompetenceSource, territory: ProvedTerritory, claim: Claim): Fault[] {
  const found = new Map<string, Fault & { communes: Set<string> }>()
  const fillers = fillersIn(territory)
  for (const category of claim.categories)
    for (const block of blocksOf(source, category, territory, claim.from))
      for (const fault of faultsOf(source, category, block, { claim, fillers })) {
        const key = faultKey(fault)
        const known = found.get(key)
        if (known === undefined) found.set(key, { ...fault, communes: new Set(fault.communes) })
        else for (const commune of fault.communes) known.communes.add(commune)
      }
  return [...found.values()]
}

/** The same fault, whichever case shows it. */
function faultKey({ kind, example, rules }: Fault): string {
  if (kind === 'gap') return `${kind} ${example.category}`
  if (kind === 'overlap') return [kind, ...rules.map(({ id }) => id)].join(' ')
  return [kind, ...rules.map(({ category, answers, function: fn }) => `${category} ${answers} ${fn}`)].join(
    ' ',
  )
}

/** Faults that were not there before, or that are in more communes now. */
export function newFaults(before: readonly Fault[], after: readonly Fault[]): Fault[] {
  const known = new Map(before.map((fault) => [faultKey(fault), fault.communes]))
  return after.filter((fault) => !fault.communes.isSubsetOf(known.get(faultKey(fault)) ?? new Set()))
}

/** The cases of a category from a day on, those that its rows tell apart. */
export function blocksOf(
  source: CompetenceSource,
  category: string,
  { communes }: Pick<Territory, 'communes'>,
  from: Day,
): Block[] {
  const distances = distancesOf(source, category)
  const rules = source.rules.filter((rule) => distances.has(rule.category) && (rule.to ?? from) >= from)
  return classesOf(rules, communes).flatMap((some) => {
    const here = rules.filter(({ commune }) => commune === undefined || commune === some[0])
    const kinds = new Set(here.flatMap(({ placeKind }) => placeKind ?? []))
    return [null, ...[...kinds].sort()].flatMap((placeKind) => {
      const there = here.filter((rule) => rule.placeKind === undefined || rule.placeKind === placeKind)
      return daysOf(there, from).map((day) => ({
        communes: some,
        placeKind,
        day,
        rules: there.filter((rule) => rule.from <= day && day <= (rule.to ?? day)),
      }))
    })
  })
}

/** Communes that rows name stand apart; the others are alike. */
function classesOf(
  rules: readonly CompetenceRule[],
  communes: ProvedTerritory['communes'],
): readonly (readonly string[])[] {
  const named = new Set(rules.flatMap(({ commune }) => commune ?? []))
  const codes = communes.map(({ code }) => code)
  const others = codes.filter((code) => !named.has(code))
  return [
    ...(others.length === 0 ? [] : [others]),
    ...codes.filter((code) => named.has(code)).map((code) => [code]),
  ]
}

/** Days on which something changes. */
function daysOf(rules: readonly CompetenceRule[], from: Day): Day[] {
  const ends = rules.flatMap(({ to }) => (to === undefined ? [] : [addDays(to, 1)]))
  return [...new Set([from, ...rules.map((rule) => rule.from), ...ends].filter((day) => day >= from))].sort()
}

function faultsOf(
  source: CompetenceSource,
  category: string,
  { communes, placeKind, day, rules }: Block,
  { claim, fillers }: { claim: Claim; fillers: ReturnType<typeof fillersIn> },
): Fault[] {
  const said = (kind: FaultKind, where: readonly string[], more: Partial<Fault> = {}): Fault[] =>
    where
      .map((commune) => ({
        kind,
        example: { category, commune, placeKind, day },
        communes: new Set(where),
        rules: [],
        units: [],
        ...more,
      }))
      .slice(0, 1)
  const distances = distancesOf(source, category)
  const [first, ...others] = rules.toSorted(
    (a, b) => comparePrecision(a, b, distances) || (a.id < b.id ? -1 : 1),
  )
  if (first === undefined) return claim.asked.has(category) ? said('gap', communes) : []
  const equals = others.filter((rule) => comparePrecision(first, rule, distances) === 0)
  if (equals.length > 0) return said('overlap', communes, { rules: [first, ...equals] })
  const unfilled = communes.filter((commune) => fillers(first, commune).length === 0)
  const shared = communes.filter((commune) => fillers(first, commune).length > 1)
  return [
    ...said('unfilled', unfilled, { rules: [first] }),
    ...said('shared', shared, { rules: [first], units: fillers(first, shared[0] ?? '') }),
  ]
}

/** The units that fill the function of a row in a commune: those that list it, else those that serve all. Remembered. */
function fillersIn(territory: ProvedTerritory) {
  const known = new Map<string, readonly Unit[]>()
  return ({ answers, function: fn }: CompetenceRule, commune: string): readonly Unit[] => {
    const key = `${answers} ${fn} ${commune}`
    const found = known.get(key) ?? fillersOf(territory, answers, fn, commune)
    known.set(key, found)
    return found
  }
}

function fillersOf(
  territory: ProvedTerritory,
  answers: CompetenceRule['answers'],
  fn: string,
  commune: string,
): readonly Unit[] {
  const authorityId =
    answers === 'metropolis' ? territory.metropolis.id : territory.area(commune)?.authorityId
  if (authorityId === undefined) return []
  const able = territory.unitsOf(authorityId).filter(({ functions }) => functions.includes(fn))
  const near = able.filter(({ communes }) => communes?.includes(commune))
  return near.length > 0 ? near : able.filter(({ communes }) => communes === null)
}
