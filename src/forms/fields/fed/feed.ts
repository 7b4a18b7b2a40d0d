// What lists propose, joined to the questions that choose from them when their form is read to be asked.
import { offeredOf, type Offered } from '#lists'
import type { Read } from '#platform/db/db.ts'

/**
 * Where a question holds what its list proposes now. It goes along when the question is copied, and nowhere else: it is written in no file, compared in
 * no version, kept in no draft.
 */
export const OFFERED: unique symbol = Symbol('offered')

export const CHOICE_FROM = 'choice-from'

/** A question that chooses from a list. */
export interface Fed {
  /** Id of the list. */
  list?: string
  /** What is asked while the list says nothing: the answer as a text, or to come back later. */
  whenDown?: 'text' | 'later'
  [OFFERED]?: Offered
}

const isThing = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The questions that choose from a list, wherever they stand: on a page, or within another question. */
export function fedIn(part: unknown): (Fed & { id: string })[] {
  if (Array.isArray(part)) return part.flatMap(fedIn)
  if (!isThing(part)) return []
  if (part.type === CHOICE_FROM && typeof part.id === 'string')
    return [part as unknown as Fed & { id: string }]
  return Object.values(part).flatMap(fedIn)
}

/** The same, with what each proposes; what holds none is not copied. */
export function withOffered<T>(part: T, offered: ReadonlyMap<string, Offered>): T {
  if (Array.isArray(part)) {
    const made = part.map((one: unknown) => withOffered(one, offered))
    return made.some((one, at) => one !== part[at]) ? (made as T) : part
  }
  if (!isThing(part)) return part
  if (part.type === CHOICE_FROM && typeof part.list === 'string')
    return { ...part, [OFFERED]: offered.get(part.list) }
  const made = Object.entries(part).map(([name, one]) => [name, withOffered(one, offered)] as const)
  return made.some(([name, one]) => one !== part[name])
    ? ({ ...part, ...Object.fromEntries(made) } as T)
    : part
}

const named = new WeakMap<object, readonly string[]>()

/** Lists that a form chooses from; a version is read once. */
function listsOf(form: object): readonly string[] {
  const known = named.get(form)
  if (known !== undefined) return known
  const found = [...new Set(fedIn(form).flatMap(({ list }) => (list === undefined ? [] : [list])))]
  named.set(form, found)
  return found
}

/** The form as it is asked now. */
export async function fed<T extends object>(tx: Read, form: T): Promise<T> {
  const offered = new Map<string, Offered>()
  for (const id of listsOf(form)) {
    const one = await offeredOf(tx, id)
    if (one !== undefined) offered.set(id, one)
  }
  return offered.size === 0 ? form : withOffered(form, offered)
}
