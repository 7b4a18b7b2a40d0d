// Commands that make a draft, one element at a time. An element is named by the way that leads to it: names of properties, and ids of
// items (`pages / place / fields / where / label`). Pure.
import { z } from 'zod'
import type { Items, Naming, Parts } from '#platform/house/definition.ts'
import { BadInput } from '#platform/errors.ts'

const at = z.array(z.string().min(1).max(200)).min(1).max(12)
const thing = z.record(z.string(), z.json())

export const commandSchema = z.discriminatedUnion('do', [
  /** A property takes a value. */
  z.strictObject({ do: z.literal('set'), at, to: z.json() }),
  /** An item enters a list after another; null: first; absent: last. */
  z.strictObject({ do: z.literal('add'), at, item: thing, after: z.string().nullable().exactOptional() }),
  z.strictObject({ do: z.literal('move'), at, after: z.string().nullable() }),
  /** An item leaves its list, or a property what has it. */
  z.strictObject({ do: z.literal('remove'), at }),
  /** All of it. */
  z.strictObject({ do: z.literal('replace'), to: thing }),
])
export const commandsSchema = z.array(commandSchema).min(1).max(500)
/** One change of a draft, as its log keeps it. */
export type Command = z.infer<typeof commandSchema>

export type Thing = Record<string, unknown>
export const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const asParts = (naming: Naming | undefined): Parts | null =>
  typeof naming === 'object' && 'parts' in naming ? naming : null
export const asItems = (naming: Naming | undefined): Items | null =>
  typeof naming === 'object' && 'one' in naming ? naming : null

/** What a way leads to: an item of a list, or a property of a part. */
type Place = Item | Property
interface Item {
  list: Thing[]
  items: Items
  id: string
}
interface Property {
  of: Thing
  name: string
  naming: Naming
}

function placeOf(body: Thing, { parts }: Parts, way: readonly string[]): Place {
  let place: Place | undefined
  let [here, naming]: [unknown, Naming] = [body, { parts }]
  for (const step of way) {
    place = stepOf(here, naming, step)
    if (place === undefined) break
    ;[here, naming] =
      'list' in place
        ? [place.list[indexOf(place, place.id)], { parts: place.items.parts }]
        : [place.of[place.name], place.naming]
  }
  if (place !== undefined) return place
  throw new BadInput(
    `Rien ne se trouve à «\u00a0${way.join(' / ')}\u00a0»\u00a0: cet élément a peut-être été retiré.`,
  )
}

function stepOf(here: unknown, naming: Naming, step: string): Place | undefined {
  const items = asItems(naming)
  if (items !== null) {
    if (!Array.isArray(here)) return undefined
    const place: Item = { list: here as Thing[], items, id: step }
    return indexOf(place, step) < 0 ? undefined : place
  }
  const parts = asParts(naming)?.parts ?? {}
  const named = Object.hasOwn(parts, step) ? parts[step] : undefined
  return named === undefined || !isThing(here) ? undefined : { of: here, name: step, naming: named }
}

const indexOf = ({ list, items }: Omit<Item, 'id'>, id: string): number =>
  list.findIndex((one) => one[items.id] === id)

function put(place: Omit<Item, 'id'>, item: Thing, after: string | null | undefined): void {
  const before = typeof after === 'string' ? indexOf(place, after) : -1
  if (typeof after === 'string' && before < 0)
    throw new BadInput(`L’élément «\u00a0${after}\u00a0» n’est pas dans cette liste.`)
  place.list.splice(after === undefined ? place.list.length : before + 1, 0, item)
}

function add(place: Place, item: Thing, after: string | null | undefined): void {
  const items = 'list' in place ? null : asItems(place.naming)
  if ('list' in place || items === null) throw new BadInput('On n’ajoute un élément qu’à une liste.')
  const list = (place.of[place.name] ??= []) as Thing[]
  const id = item[items.id]
  if (typeof id !== 'string' || id === '')
    throw new BadInput(`Donnez un identifiant à l’élément (${items.id}).`)
  if (indexOf({ list, items }, id) >= 0) throw new BadInput(`L’identifiant «\u00a0${id}\u00a0» sert déjà.`)
  put({ list, items }, item, after)
}

function set(place: Place, value: unknown): void {
  if (!('list' in place)) {
    place.of[place.name] = value
    return
  }
  if (!isThing(value) || value[place.items.id] !== place.id)
    throw new BadInput(`L’identifiant «\u00a0${place.id}\u00a0» ne change pas.`)
  place.list[indexOf(place, place.id)] = value
}

function remove(place: Place): Thing | undefined {
  if ('list' in place) return place.list.splice(indexOf(place, place.id), 1)[0]
  delete place.of[place.name]
}

function move(place: Place, after: string | null): void {
  if (!('list' in place)) throw new BadInput('On ne déplace qu’un élément d’une liste.')
  if (after === place.id) return
  const item = remove(place)
  if (item !== undefined) put(place, item, after)
}

/**
 * The definition as the command makes it; the one given stays as it was.
 * @throws BadInput when what it names is not there
 */
export function applied(parts: Parts, body: Thing, command: Command): Thing {
  if (command.do === 'replace') return command.to
  const changed = structuredClone(body)
  const place = placeOf(changed, parts, command.at)
  if (command.do === 'set') set(place, command.to)
  else if (command.do === 'add') add(place, structuredClone(command.item), command.after)
  else if (command.do === 'move') move(place, command.after)
  else remove(place)
  return changed
}

/** What takes that command back, from the definition that it then makes to the one given. @throws BadInput when what it names is not there */
export function undoing(parts: Parts, body: Thing, command: Command): Command {
  if (command.do === 'replace') return { do: 'replace', to: body as never }
  const { at: way } = command
  const place = placeOf(body, parts, way)
  const within = way.slice(0, -1)
  if ('list' in place) {
    const index = indexOf(place, place.id)
    const after = (place.list[index - 1]?.[place.items.id] as string | undefined) ?? null
    const item = place.list[index] as never
    if (command.do === 'remove') return { do: 'add', at: within, item, after }
    return command.do === 'move' ? { do: 'move', at: way, after } : { do: 'set', at: way, to: item }
  }
  const was = place.of[place.name]
  if (was === undefined) return { do: 'remove', at: way }
  const items = asItems(place.naming)
  if (command.do !== 'add' || items === null) return { do: 'set', at: way, to: was as never }
  return { do: 'remove', at: [...way, String(command.item[items.id])] }
}
