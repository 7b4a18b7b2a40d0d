// What is offered of a list, and what somebody means by what they type in it. Pure.
import { wordsOf } from '#platform/plain-words.ts'
import { type Entry, plainLabel } from './definition.ts'

/** What was offered until lately: whoever chose it may still send it. */
export interface Former {
  label: string
  /** Day on which it went, and the last on which it is taken (`YYYY-MM-DD`). */
  gone: string
  until: string
}

/** A list as questions propose it now. */
export interface Offered {
  id: string
  title: string
  entries: readonly Entry[]
  byValue: ReadonlyMap<string, Entry>
  byLabel: ReadonlyMap<string, Entry>
  /** By value. */
  former: ReadonlyMap<string, Former>
  /** How old it is, when it could not be read again; null: it is as it should be. */
  age: string | null
}

export const offer = (
  { id, title }: Pick<Offered, 'id' | 'title'>,
  entries: readonly Entry[],
  former: ReadonlyMap<string, Former> = new Map(),
  age: string | null = null,
): Offered => ({
  ...{ id, title, entries, former, age },
  byValue: new Map(entries.map((entry) => [entry.value, entry])),
  byLabel: new Map(entries.map((entry) => [plainLabel(entry.label), entry])),
})

/** « École Jules-Ferry (3, rue des Lilas, Bron) » */
export const entryWords = ({ label, more = [] }: Entry): string => {
  const rest = more.filter((one) => one !== '').join(', ')
  return rest === '' ? label : `${label} (${rest})`
}

/** Each row as its words, made at its first search: five thousand are searched at each key. */
const made = new WeakMap<Entry, string>()

function wordsIn(entry: Entry): string {
  const known = made.get(entry)
  if (known !== undefined) return known
  const { label, more = [] } = entry
  const words = ` ${wordsOf([label, ...more].join(' ')).join(' ')}`
  made.set(entry, words)
  return words
}

/** Does it hold the beginning of each word, whatever their accents? */
const holds = (words: string, typed: readonly string[]): boolean =>
  typed.every((word) => words.includes(` ${word}`))

/** What holds all the words typed, those that begin so first. */
export function suggested({ entries }: Pick<Offered, 'entries'>, typed: string, most: number): Entry[] {
  const wanted = wordsOf(typed)
  if (wanted.length === 0) return []
  const start = ` ${wanted.join(' ')}`
  const [first, others]: [Entry[], Entry[]] = [[], []]
  for (const entry of entries) {
    const words = wordsIn(entry)
    if (!holds(words, wanted)) continue
    ;(words.startsWith(start) ? first : others).push(entry)
    if (first.length === most) return first
  }
  return [...first, ...others].slice(0, most)
}

export type Meant =
  | { entry: Entry }
  /** It went from the list, lately or not. */
  | { former: Former & { value: string } }
  | { candidates: readonly Entry[] }

/**
 * What is meant by what was typed: a whole label, a value, or words that one row alone holds.
 * @param chosen value of the suggestion that was taken, when what is typed is still its label
 */
export function meant(offered: Offered, typed: string, chosen = ''): Meant {
  const plain = plainLabel(typed)
  const taken = offered.byValue.get(chosen)
  if (taken !== undefined && plainLabel(taken.label) === plain) return { entry: taken }
  const entry = offered.byValue.get(typed) ?? offered.byLabel.get(plain)
  if (entry !== undefined) return { entry }
  const former = [...offered.former].map(([value, one]) => ({ ...one, value }))
  const gone = former.find(({ value, label }) => value === typed || plainLabel(label) === plain)
  if (gone !== undefined) return { former: gone }
  const candidates = suggested(offered, typed, offered.entries.length)
  const [only, ...others] = candidates
  if (only !== undefined) return others.length === 0 ? { entry: only } : { candidates }
  // Words that one row held when they were typed.
  const words = wordsOf(typed)
  const [held, ...more] =
    words.length === 0 ? [] : former.filter(({ label }) => holds(` ${plainLabel(label)}`, words))
  return held !== undefined && more.length === 0 ? { former: held } : { candidates }
}
