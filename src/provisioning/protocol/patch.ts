// PATCH (RFC 7644, 3.5.2), as Entra ID and Okta really send it: what comes out is a whole resource, judged as a PUT would be.
import { z } from 'zod'
import { bad, MESSAGE } from './dialect.ts'
import { type Filter, matches, type Meter, plainPath, readFilter } from './filter.ts'

type Json = Record<string, unknown>

// What a call may cost: every change walks one list, at most.
const MOST_CHANGES = 100
/** Values of one list: members of a group, and room to spare. */
export const MOST_VALUES = 1000
/** What the filters of one call may compare: one of a thousand members sought, a hundred times, and room to spare. */
const MOST_COMPARED = 20_000_000
const TOO_MUCH = `${MOST_CHANGES} changements et ${MOST_VALUES} valeurs au plus\u00a0: coupez cet appel en plusieurs.`

const operation = z.object({
  // Entra ID says « Replace ».
  op: z
    .string('Une opération dit «\u00a0add\u00a0», «\u00a0replace\u00a0» ou «\u00a0remove\u00a0».')
    .toLowerCase()
    .pipe(
      z.enum(
        ['add', 'replace', 'remove'],
        'Une opération dit «\u00a0add\u00a0», «\u00a0replace\u00a0» ou «\u00a0remove\u00a0».',
      ),
    ),
  path: z.string().max(1000, 'Ce chemin est trop long.').optional(),
  value: z.unknown().optional(),
})
export type Operation = z.infer<typeof operation>

export const patchBody = z.object({
  schemas: z
    .array(z.string())
    .refine((list) => list.includes(`${MESSAGE}:PatchOp`), 'Ce n’est pas un PatchOp.'),
  Operations: z.array(operation).min(1, 'Dites au moins une opération.').max(MOST_CHANGES, TOO_MUCH),
})

interface Path {
  readonly name: string
  readonly filter: Filter | null
  readonly sub: string | null
  /** Is it one of those that the filter finds? */
  readonly finds: (item: unknown) => boolean
}

const PATH = /^([a-z][\w$-]*)(?:\[(.*)\])?(?:\.([a-z][\w$-]*))?$/is

function pathOf(text: string, meter: Meter): Path {
  const [, name, said, sub = null] = PATH.exec(plainPath(text)) ?? []
  if (name === undefined)
    throw bad('invalidPath', `Ce chemin n’est pas lisible\u00a0: «\u00a0${text.slice(0, 60)}\u00a0».`)
  const filter = said === undefined ? null : readFilter(said)
  const finds = (item: unknown) => filter === null || (isObject(item) && matches(filter, item, meter))
  return { name, filter, sub, finds }
}

const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** Names are the same whatever their capitals (RFC 7643, 2.1): small ones here, until a schema reads them. */
export function small(value: unknown, depth = 0): unknown {
  if (depth > 8) throw bad('invalidSyntax', 'Ce JSON a plus de huit niveaux.')
  if (Array.isArray(value)) return value.map((item) => small(item, depth + 1))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [plainPath(key) || key.toLowerCase(), small(item, depth + 1)]),
  )
}

/** The values that a filter such as `type eq "work"` says of whoever fits it: what `add` makes when nobody does. */
function impliedBy(filter: Filter): Json {
  if (filter.kind === 'compare' && filter.by === 'eq') return { [filter.path]: filter.value }
  if (filter.kind === 'and') return { ...impliedBy(filter.of[0]), ...impliedBy(filter.of[1]) }
  throw bad('noTarget', 'Aucune valeur ne répond à ce filtre.')
}

/** What tells one value of several from the others: written once each, however many there are. */
const identityOf = (item: unknown): string =>
  JSON.stringify(isObject(item) && 'value' in item ? item['value'] : [item])

/** Those of these that are not among the others. */
function without(held: readonly unknown[], others: readonly unknown[]): unknown[] {
  const known = new Set(others.map(identityOf))
  return held.filter((item) => !known.has(identityOf(item)))
}

const isTrue = (value: unknown): boolean => String(value).toLowerCase() === 'true'

/** Once a value is said to be the main one, the others are no more (RFC 7644, 3.5.2.1). */
function mainAmong(held: readonly unknown[], said: readonly unknown[]): unknown[] {
  const isSaid = said.some((one) => isObject(one) && isTrue(one['primary']))
  return held.map((item) => (isSaid && isObject(item) ? { ...item, primary: false } : item))
}

/** One value of several, or some part of each that a filter finds. */
function inSeveral(held: readonly unknown[], { op, value }: Operation, path: Path): unknown[] {
  const { filter, sub, finds } = path
  if (op === 'remove') {
    if (sub === null) {
      const kept = new Set(Array.isArray(value) ? without(held, value) : [])
      return held.filter((item) => !finds(item) || kept.has(item))
    }
    return held.map((item) => (finds(item) && isObject(item) ? { ...item, [sub]: undefined } : item))
  }
  const given = [value].flat()
  if (filter === null && sub === null)
    return op === 'replace' ? given : [...without(mainAmong(held, given), given), ...given]
  const changed = sub === null ? (isObject(value) ? value : {}) : { [sub]: value }
  const others = mainAmong(held, [changed])
  if (held.some(finds))
    return held.map((item, at) => (finds(item) && isObject(item) ? { ...item, ...changed } : others[at]))
  if (op === 'replace') throw bad('noTarget', 'Aucune valeur ne répond à ce filtre.')
  return [...others, { ...(filter === null ? {} : impliedBy(filter)), ...changed }]
}

function bounded(values: readonly unknown[]): readonly unknown[] {
  if (values.length > MOST_VALUES) throw bad('invalidValue', TOO_MUCH)
  return values
}

function inOne(held: unknown, { op, value }: Operation, { sub }: Path): unknown {
  if (sub === null)
    return op === 'remove' ? undefined : isObject(held) && isObject(value) ? { ...held, ...value } : value
  return { ...(isObject(held) ? held : {}), [sub]: op === 'remove' ? undefined : value }
}

/** What PATCH knows of a kind of resource; names in small letters. */
export interface Shape {
  /** What is kept: the rest is judged, then left out, as it is of a whole resource. */
  readonly kept: readonly string[]
  readonly several: readonly string[]
  /** What nobody changes. */
  readonly fixed: readonly string[]
}

function applied(resource: Json, operation: Operation, path: Path, { several }: Shape): Json {
  const held = resource[path.name]
  const isSeveral = several.includes(path.name)
  if (path.filter !== null && !isSeveral)
    throw bad('invalidPath', `«\u00a0${path.name}\u00a0» n’a pas plusieurs valeurs.`)
  const next = isSeveral
    ? bounded(inSeveral(Array.isArray(held) ? held : [], operation, path))
    : inOne(held, operation, path)
  return { ...resource, [path.name]: next }
}

// Attributes of other schemas, which Entra ID sends by default (department, manager…): nothing is kept of them.
const isElsewhere = (text: string): boolean => /^urn:/i.test(plainPath(text))

/** The resource after these operations. @throws ScimError */
export function patched(resource: unknown, operations: readonly Operation[], shape: Shape): Json {
  const { kept, fixed } = shape
  let whole = small(resource) as Json
  let [changes, compared] = [0, 0]
  const meter: Meter = (characters) => {
    compared += characters
    if (compared > MOST_COMPARED)
      throw bad('tooMany', 'Ces filtres comparent trop de valeurs\u00a0: coupez cet appel en plusieurs.')
  }
  const apply = (operation: Operation, text: string) => {
    if (isElsewhere(text)) return
    // An operation without a path names as many as it wants.
    if (++changes > MOST_CHANGES) throw bad('invalidValue', TOO_MUCH)
    const path = pathOf(text, meter)
    if (fixed.includes(path.name)) throw bad('mutability', `«\u00a0${path.name}\u00a0» ne change pas.`)
    if (kept.includes(path.name)) whole = applied(whole, operation, path, shape)
  }
  for (const asked of operations) {
    const operation = { ...asked, value: small(asked.value) }
    if (asked.path !== undefined) apply(operation, asked.path)
    else if (asked.op === 'remove')
      throw bad('noTarget', 'Dites ce qu’il faut retirer\u00a0: un chemin manque.')
    else if (!isObject(operation.value)) throw bad('invalidValue', 'Sans chemin, la valeur est un objet.')
    // What is said of the resource itself, as Okta sends it back, changes nothing.
    else
      for (const [key, value] of Object.entries(operation.value))
        if (key !== 'schemas' && !fixed.includes(key)) apply({ ...operation, value }, key)
  }
  return whole
}
