// The space of facts, cut where rows of a grid tell it apart: one case of each part stands for all. Pure.
import { comparisonsOf, type Comparison, type Condition, type Facts, holds } from '#rules'
import { FACTS, type FactId, QUOTIENTS } from '../proof/facts.ts'

export const OLDEST = 120
/** A commune that no row names. */
export const ANOTHER = 'autre'

/** A part of a fact that no comparison tells apart. */
export interface Part {
  /** One of its values; undefined: the fact is not known. */
  readonly value: unknown
  /** Of ages: the last of them. */
  readonly to?: number
}

export interface Space {
  readonly facts: readonly FactId[]
  readonly parts: ReadonlyMap<FactId, readonly Part[]>
  /** The comparisons of each. */
  readonly read: ReadonlyMap<FactId, readonly Comparison[]>
  /** How many cases there are. */
  readonly size: number
}

/** The facts that conditions read, each in its parts. */
export function spaceOf(conditions: readonly Condition[]): Space {
  const all = conditions.flatMap(comparisonsOf)
  const facts = FACTS.filter((fact) => all.some(({ of }) => of === fact))
  const read = new Map(facts.map((fact) => [fact, all.filter(({ of }) => of === fact)]))
  const parts = new Map(facts.map((fact) => [fact, partsOf(fact, read.get(fact) ?? [])]))
  return { facts, parts, read, size: [...parts.values()].reduce((count, { length }) => count * length, 1) }
}

/** What comparisons tell of a value: alike, they are one part. */
const toldOf = (fact: FactId, value: unknown, read: readonly Comparison[]): string =>
  value === undefined ? '' : read.map((one) => Number(holds(one, { [fact]: value }))).join('')

/** Are both in one part of each fact that is read? */
export const isAlike = ({ facts, read }: Space, one: Facts, other: Facts, fact: FactId): boolean =>
  !facts.includes(fact) ||
  toldOf(fact, one[fact], read.get(fact) ?? []) === toldOf(fact, other[fact], read.get(fact) ?? [])

function partsOf(fact: FactId, read: readonly Comparison[]): Part[] {
  const alike = new Map<string, { value: unknown; to?: number }>()
  for (const value of [undefined, ...valuesOf(fact, read)]) {
    const told = toldOf(fact, value, read)
    const known = alike.get(told)
    if (known === undefined) alike.set(told, { value, ...(typeof value === 'number' && { to: value }) })
    else if (typeof value === 'number') known.to = value
  }
  return [...alike.values()]
}

function valuesOf(fact: FactId, read: readonly Comparison[]): readonly unknown[] {
  if (fact === 'age') return Array.from({ length: OLDEST + 1 }, (_, age) => age)
  if (fact === 'quotient') return QUOTIENTS
  if (fact !== 'commune') return [true, false]
  const named = read.flatMap((one) => ('values' in one ? one.values : 'value' in one ? [one.value] : []))
  return [...new Set(named), ANOTHER]
}

/** Every case. */
export function casesOf({ facts, parts }: Space): Facts[] {
  return facts.reduce<Facts[]>(
    (cases, fact) =>
      cases.flatMap((one) =>
        (parts.get(fact) ?? []).map(({ value }) => (value === undefined ? one : { ...one, [fact]: value })),
      ),
    [{}],
  )
}
