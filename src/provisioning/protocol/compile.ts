// A filter as a condition of the query: PostgreSQL finds, and no list is read whole to be filtered here.
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { bad } from './dialect.ts'
import type { Comparison, Filter, Value } from './filter.ts'

/** An attribute that lists are filtered and ordered by. */
export interface Attribute {
  /** `text` is compared whatever its capitals; `exact` is not (RFC 7643, 2.2: caseExact). */
  readonly type: 'text' | 'exact' | 'flag' | 'time'
  readonly value: RawBuilder<unknown>
  /** Of an attribute with several values: some value of the row is such that… */
  readonly some?: (condition: RawBuilder<boolean>) => RawBuilder<boolean>
}

/** By path, in small letters. */
export type Attributes = Readonly<Record<string, Attribute>>

type Compare = (held: RawBuilder<unknown>, asked: RawBuilder<unknown>) => RawBuilder<boolean>

const ORDERS: Partial<Record<Comparison, Compare>> = {
  gt: (held, asked) => sql<boolean>`${held} > ${asked}`,
  ge: (held, asked) => sql<boolean>`${held} >= ${asked}`,
  lt: (held, asked) => sql<boolean>`${held} < ${asked}`,
  le: (held, asked) => sql<boolean>`${held} <= ${asked}`,
}
const EQUALS: Partial<Record<Comparison, Compare>> = {
  eq: (held, asked) => sql<boolean>`${held} = ${asked}`,
  ne: (held, asked) => sql<boolean>`${held} is distinct from ${asked}`,
}
const TEXTS: Partial<Record<Comparison, Compare>> = {
  co: (held, asked) => sql<boolean>`strpos(${held}, ${asked}) > 0`,
  sw: (held, asked) => sql<boolean>`starts_with(${held}, ${asked})`,
  ew: (held, asked) => sql<boolean>`right(${held}, length(${asked})) = ${asked}`,
}
const TAKEN: Readonly<Record<Attribute['type'], Partial<Record<Comparison, Compare>>>> = {
  text: { ...EQUALS, ...ORDERS, ...TEXTS },
  exact: { ...EQUALS, ...ORDERS, ...TEXTS },
  time: { ...EQUALS, ...ORDERS },
  flag: EQUALS,
}

const dateTime = z.iso.datetime({ offset: true })

/** An instant that PostgreSQL reads too: of a day that exists, in a year of four digits; null otherwise. */
function instantOf(text: string): Date | null {
  const instant = new Date(dateTime.safeParse(text).success ? text : Number.NaN)
  const year = instant.getUTCFullYear()
  return year >= 1 && year <= 9999 ? instant : null
}

/** What is asked, as its attribute is held. @throws ScimError invalidFilter when it is of another type */
function askedOf({ type }: Attribute, path: string, value: Value): RawBuilder<unknown> {
  if (type === 'flag' && typeof value === 'boolean') return sql`${value}::boolean`
  if (type === 'flag' && typeof value === 'string' && /^(?:true|false)$/i.test(value))
    return sql`${/^true$/i.test(value)}::boolean`
  const instant = type === 'time' && typeof value === 'string' ? instantOf(value) : null
  if (instant !== null) return sql`${instant.toISOString()}::timestamptz`
  if (type === 'text' && typeof value === 'string') return sql`lower(${value}::text)`
  if (type === 'exact' && typeof value === 'string') return sql`${value}::text`
  throw bad('invalidFilter', `${path}\u00a0: cette valeur n’est pas de son type.`)
}

const heldOf = ({ type, value }: Attribute): RawBuilder<unknown> =>
  type === 'text' ? sql`lower(${value})` : value

function attributeOf(attributes: Attributes, path: string): Attribute {
  const found = Object.hasOwn(attributes, path) ? attributes[path] : undefined
  if (found === undefined)
    throw bad('invalidFilter', `On ne filtre pas par «\u00a0${path.slice(0, 60)}\u00a0».`)
  return found
}

const within = ({ some }: Attribute, condition: RawBuilder<boolean>): RawBuilder<boolean> =>
  some === undefined ? condition : some(condition)

function compared(attributes: Attributes, path: string, by: Comparison, value: Value): RawBuilder<boolean> {
  const attribute = attributeOf(attributes, path)
  if (value === null && (by === 'eq' || by === 'ne'))
    return by === 'eq' ? sql<boolean>`not ${present(attribute)}` : present(attribute)
  const compare = TAKEN[attribute.type][by]
  if (compare === undefined) throw bad('invalidFilter', `«\u00a0${path}\u00a0» ne se compare pas par ${by}.`)
  return within(
    attribute,
    sql<boolean>`coalesce(${compare(heldOf(attribute), askedOf(attribute, path, value))}, false)`,
  )
}

const present = (attribute: Attribute): RawBuilder<boolean> =>
  within(attribute, sql<boolean>`(${attribute.value}) is not null`)

/** What one value of several is made of: `value` of `emails[value co "@"]`. */
const partsOf = (attributes: Attributes, path: string): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, { type, value }]) =>
      name.startsWith(`${path}.`) ? [[name.slice(path.length + 1), { type, value }]] : [],
    ),
  )

/** @throws ScimError invalidFilter */
export function compile(filter: Filter, attributes: Attributes): RawBuilder<boolean> {
  const of = (part: Filter) => compile(part, attributes)
  switch (filter.kind) {
    case 'and':
      return sql<boolean>`(${of(filter.of[0])} and ${of(filter.of[1])})`
    case 'or':
      return sql<boolean>`(${of(filter.of[0])} or ${of(filter.of[1])})`
    case 'not':
      return sql<boolean>`not ${of(filter.of)}`
    case 'within':
      return within(
        attributeOf(attributes, filter.path),
        compile(filter.of, partsOf(attributes, filter.path)),
      )
    case 'present':
      return present(attributeOf(attributes, filter.path))
    case 'compare':
      return compared(attributes, filter.path, filter.by, filter.value)
  }
}

/** What a list is ordered by. @throws ScimError invalidPath */
export function orderOf(attributes: Attributes, path: string): RawBuilder<unknown> {
  const found = Object.hasOwn(attributes, path) ? attributes[path] : undefined
  if (found === undefined || found.some !== undefined)
    throw bad('invalidPath', `On n’ordonne pas par «\u00a0${path.slice(0, 60)}\u00a0».`)
  return heldOf(found)
}
