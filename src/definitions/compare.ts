// What differs between two versions of a definition, in French, element by element. Pure.
import { isDeepStrictEqual } from 'node:util'
import type { DefinitionKind, Items, Naming, Parts } from '#platform/house/definition.ts'
import { canonicalJson } from '#platform/ledger/events.ts'
import { quoted } from '#platform/ui/french.ts'
import { asItems, asParts, isThing, type Thing } from './command.ts'

interface Pair<T> {
  before: T
  after: T
}

/** Two versions: sentences, in the order in which one reads the second. None: they say the same. */
export function compare<Body>(kind: DefinitionKind<Body>, before: Body, after: Body): string[] {
  const whole: Pair<Body> = { before, after }
  return betweenParts(kind, { before, after } as unknown as Pair<Thing>, [], whole)
}

/** Texts differ at once, and what is equal as it stands needs no other form: a list has five thousand rows. */
function isSame({ before, after }: Pair<unknown>): boolean {
  if (before === after) return true
  if (typeof before === 'string' && typeof after === 'string') return false
  return isDeepStrictEqual(before, after) || canonicalJson(before ?? null) === canonicalJson(after ?? null)
}

// A property may be called `constructor`.
const ownOf = (thing: Thing, name: string): unknown => (Object.hasOwn(thing, name) ? thing[name] : undefined)

function betweenParts(
  { parts }: Parts,
  { before, after }: Pair<Thing>,
  way: readonly string[],
  whole: Pair<unknown>,
): string[] {
  const names = [...new Set([...Object.keys(parts), ...Object.keys(after), ...Object.keys(before)])]
  return names.flatMap((name) => {
    const pair = { before: ownOf(before, name), after: ownOf(after, name) }
    if (isSame(pair)) return []
    // What the kind does not name is told all the same, under its own name.
    return between(Object.hasOwn(parts, name) ? parts[name] : undefined, quoted(name), pair, way, whole)
  })
}

function between(
  naming: Naming | undefined,
  name: string,
  pair: Pair<unknown>,
  way: readonly string[],
  whole: Pair<unknown>,
): string[] {
  const items = asItems(naming)
  if (items !== null) return betweenItems(items, listsOf(pair), way, whole)
  const parts = asParts(naming)
  if (parts !== null) return betweenParts(parts, thingsOf(pair), way, whole)
  const [said, says] =
    typeof naming === 'object' && 'says' in naming ? [naming.name, naming.says] : [naming ?? name, null]
  const words = (value: unknown, of: unknown): string =>
    says === null ? wordsOf(value) : says(value as never, of as never)
  return [sentence(way, propertyChange(String(said), pair, whole, words))]
}

const thingsOf = ({ before, after }: Pair<unknown>): Pair<Thing> => {
  return { before: isThing(before) ? before : {}, after: isThing(after) ? after : {} }
}
const listOf = (value: unknown): Thing[] => (Array.isArray(value) ? value.filter(isThing) : [])
const listsOf = ({ before, after }: Pair<unknown>): Pair<Thing[]> => {
  return { before: listOf(before), after: listOf(after) }
}

const sentence = (way: readonly string[], said: string): string => {
  const text = way.length === 0 ? said : `${way.join(', ')}\u00a0: ${said}`
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

/** « l’aide devient « … » (avant : « … ») » */
function propertyChange(
  name: string,
  { before, after }: Pair<unknown>,
  whole: Pair<unknown>,
  words: (value: unknown, of: unknown) => string,
): string {
  const many = name.startsWith('les ')
  if (after === undefined)
    return `${name} ${many ? 'disparaissent' : 'disparaît'} (avant\u00a0: ${words(before, whole.before)})`
  if (before === undefined)
    return `${name} ${many ? 'apparaissent' : 'apparaît'}\u00a0: ${words(after, whole.after)}`
  if (Array.isArray(before) && Array.isArray(after)) return `${name}\u00a0: ${listChange(before, after)}`
  return `${name} ${many ? 'deviennent' : 'devient'} ${words(after, whole.after)} (avant\u00a0: ${words(before, whole.before)})`
}

function listChange(before: readonly unknown[], after: readonly unknown[]): string {
  const [old, now] = [new Set(before.map(canonicalJson)), new Set(after.map(canonicalJson))]
  const added = after.filter((value) => !old.has(canonicalJson(value))).map(wordsOf)
  const gone = before.filter((value) => !now.has(canonicalJson(value))).map(wordsOf)
  const changes = [
    ...(added.length === 0 ? [] : [`${added.join(', ')} en plus`]),
    ...(gone.length === 0 ? [] : [`${gone.join(', ')} en moins`]),
  ]
  return changes.length === 0 ? 'dans un autre ordre' : changes.join('\u00a0; ')
}

/** Any value, in words. */
function wordsOf(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  if (value === null || value === undefined) return 'rien'
  if (Array.isArray(value)) return value.length === 0 ? 'rien' : value.map(wordsOf).join(', ')
  return isThing(value) ? Object.values(value).map(wordsOf).join(' ') : String(value)
}

function betweenItems(
  items: Items,
  { before, after }: Pair<Thing[]>,
  way: readonly string[],
  whole: Pair<unknown>,
): string[] {
  const idOf = (item: Thing): string => String(item[items.id])
  const old = new Map(before.map((item) => [idOf(item), item]))
  const now = new Map(after.map((item) => [idOf(item), item]))
  const moved = movedIds(
    before.map(idOf).filter((id) => now.has(id)),
    after.map(idOf).filter((id) => old.has(id)),
  )
  const agree = items.isFeminine === true ? 'e' : ''
  const told = after.flatMap((item, index) => {
    const previous = after[index - 1]
    const place = previous === undefined ? 'en premier' : `après ${quoted(titleOf(items, previous))}`
    const known = old.get(idOf(item))
    if (known === undefined) return [sentence(way, `${theItem(items, item)} est ajouté${agree}, ${place}`)]
    return [
      ...(moved.has(idOf(item)) ? [sentence(way, `${theItem(items, item)} passe ${place}`)] : []),
      ...betweenParts(
        items,
        { before: known, after: item },
        [...way, `${items.one} ${quoted(titleOf(items, known))}`],
        whole,
      ),
    ]
  })
  const gone = before.filter((item) => !now.has(idOf(item)))
  return [...told, ...gone.map((item) => sentence(way, `${theItem(items, item)} est retiré${agree}`))]
}

const titleOf = ({ id, title }: Items, item: Thing): string => String(item[title] ?? item[id])

function theItem(items: Items, item: Thing): string {
  const { one, isFeminine } = items
  const article = /^[aeéèêiouyh]/i.test(one) ? 'l’' : isFeminine === true ? 'la ' : 'le '
  return `${article}${one} ${quoted(titleOf(items, item))}`
}

/** The first of those numbers for which it holds, once it does for all that follow; `count` when it never does. */
function firstOf(count: number, holds: (at: number) => boolean): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** The fewest that moved: those outside a longest run that kept its order, the earliest one. */
function movedIds(before: readonly string[], after: readonly string[]): Set<string> {
  const rank = new Map(before.map((id, index) => [id, index]))
  const ranks = after.map((id) => rank.get(id) ?? 0)
  // Places where a run of each length may end, in their order: there, ranks only go down.
  const ends: number[][] = []
  const previous: (number | undefined)[] = []
  const rankAt = (at: number | undefined): number => ranks[at ?? -1] ?? -1
  for (const [index, own] of ranks.entries()) {
    const length = firstOf(ends.length, (at) => rankAt(ends[at]?.at(-1)) >= own)
    const shorter = ends[length - 1] ?? []
    previous.push(shorter[firstOf(shorter.length, (at) => rankAt(shorter[at]) < own)])
    ;(ends[length] ??= []).push(index)
  }
  const kept = new Set<number>()
  for (let at = ends.at(-1)?.[0]; at !== undefined; at = previous[at]) kept.add(at)
  return new Set(after.filter((_, index) => !kept.has(index)))
}
