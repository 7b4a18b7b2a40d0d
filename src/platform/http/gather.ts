// Gathers named values from outside, in linear time and within limits: what passes them is told, never kept.
import { cleanText } from './clean-text.ts'
import type { Values } from './route.ts'

export const LIMITS = {
  /** Values of one body or address: more than any form of ours. */
  fields: 1000,
  /** Characters of one name. */
  name: 200,
  /** Bytes of one value. */
  field: 100_000,
  /** Characters of all values together. */
  text: 1_000_000,
}

/** What may be said of a body that passes a limit and can still be shown again. */
export const TOO_LONG =
  'Un de vos textes est beaucoup trop long\u00a0: nous en avons gardé le début. Raccourcissez-le, ou joignez-le en fichier.'

/** No person sends this: there is nothing to show again. */
export class NotOurForm extends Error {}

/** Values being gathered. */
export interface Gathering {
  readonly values: Record<string, string | string[]>
  count: number
  characters: number
  /** Something was too long and was cut. */
  isCut: boolean
}

export const gathering = (): Gathering => ({
  values: Object.create(null) as Record<string, string | string[]>,
  count: 0,
  characters: 0,
  isCut: false,
})

/** Adds one value, cleaned. @throws NotOurForm past the limits of names and of their number */
export function gather(into: Gathering, name: string, value: string): void {
  into.count += 1
  if (into.count > LIMITS.fields || name.length > LIMITS.name) throw new NotOurForm()
  const room = Math.min(LIMITS.field, LIMITS.text - into.characters)
  if (value.length > room) into.isCut = true
  const clean = cleanText(value.slice(0, Math.max(0, room)))
  into.characters += clean.length
  const known = into.values[name]
  if (known === undefined) into.values[name] = clean
  else if (Array.isArray(known)) known.push(clean)
  else into.values[name] = [known, clean]
}

/** Values of the query of an address. Those past the limits are left out: an address is no form, nothing is lost. */
export function readQuery(url: string): Values {
  const into = gathering()
  const at = url.indexOf('?')
  if (at < 0) return into.values
  for (const [name, value] of pairsOf(url.slice(at + 1))) {
    if (into.count >= LIMITS.fields) break
    if (name.length <= LIMITS.name) gather(into, name, value)
  }
  return into.values
}

// As it comes, in percents.
const LONGEST_PAIR = 3 * (LIMITS.field + LIMITS.name)

/** The pairs of an urlencoded text, one by one: reading stops where the reader does. */
export function* pairsOf(text: string): Generator<[name: string, value: string, isCut: boolean]> {
  let pieces = 0
  for (let from = 0; from <= text.length && pieces <= 2 * LIMITS.fields; pieces++) {
    const next = text.indexOf('&', from)
    const end = next < 0 ? text.length : next
    const kept = text.slice(from, Math.min(end, from + LONGEST_PAIR))
    for (const [name, value] of new URLSearchParams(plainSpaces(withoutMark(kept))))
      yield [name, value, kept.length < end - from]
    from = end + 1
  }
}

// URLSearchParams, and every way to replace in a text, make a piece of each plus sign: a value of them costs a hundred times as
// many letters. In bytes it does not.
function plainSpaces(pair: string): string {
  if (!pair.includes('+')) return pair
  const bytes = Buffer.from(pair)
  for (let at = bytes.indexOf('+'); at >= 0 && at < bytes.length; at++)
    if (bytes[at] === PLUS) bytes[at] = SPACE
  return bytes.toString()
}

const [PLUS, SPACE] = [0x2b, 0x20]

// URLSearchParams drops a question mark that stands first.
const withoutMark = (pair: string): string => (pair.startsWith('?') ? `%3F${pair.slice(1)}` : pair)
