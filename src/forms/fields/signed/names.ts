// Names as people write them: compared without accents, case, hyphens, nor the order of their words.
import { type Answers, type Field, type FormDefinition, fieldsOf } from '../../definition/definition.ts'

/** Written before a name, and none. */
const TITLES = new Set(['m', 'mme', 'mlle', 'monsieur', 'madame', 'mademoiselle'])

/** « Mme Élise LE-GALL » is `elise`, `le`, `gall`. */
export function wordsOfName(name: string): string[] {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('Œ', 'OE')
    .replaceAll('æ', 'ae')
    .toLowerCase()
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  const bare = words.filter((word) => !TITLES.has(word))
  return bare.length === 0 ? words : bare
}

export interface Named {
  /** As the person is told it. */
  said: string
  /** The ways they may sign: each is a first name and a name. */
  ways: readonly { first: string; last: string }[]
}

/** Who is named there, by a text or by an identity (person.ts); null when nobody is. */
export function namedIn(answer: unknown): Named | null {
  if (typeof answer === 'string')
    return wordsOfName(answer).length === 0 ? null : { said: answer, ways: [{ first: '', last: answer }] }
  const { first, name, usual } = (answer ?? {}) as { first?: unknown; name?: unknown; usual?: unknown }
  if (typeof first !== 'string' || typeof name !== 'string') return null
  const last = [name, ...(typeof usual === 'string' ? [usual] : [])]
  return { said: `${first} ${last.at(-1)}`, ways: last.map((one) => ({ first, last: one })) }
}

const isAmong = (some: readonly string[], all: readonly string[]): boolean =>
  some.every((word) => all.includes(word))

/**
 * Is that the name of whom is named? All of the name, in any order; of an identity, one first name is enough, and either name. Nothing is
 * required of writing: neither accents, nor case, nor hyphens.
 */
export function isSigned(by: string, { ways }: Named): boolean {
  const typed = wordsOfName(by)
  return ways.some(({ first, last }) => {
    const [firsts, lasts] = [wordsOfName(first), wordsOfName(last)]
    const all = [...firsts, ...lasts]
    const hasFirst = firsts.length === 0 || firsts.some((word) => typed.includes(word))
    return isAmong(typed, all) && isAmong(lasts, typed) && hasFirst
  })
}

/** A name as it may be written: letters, and what joins them; never an address of a page. */
export const isName = (name: string): boolean =>
  /^[\p{L}\p{M}][\p{L}\p{M}'’ -]*(\. ?[\p{L}\p{M}'’ -]*){0,2}$/u.test(name) && /\p{L}\p{M}*\p{L}/u.test(name)

/** The question that names who signs: the one said, else the name of whoever asks. */
function signerField(form: FormDefinition, signer: string | undefined): Field | undefined {
  const fields = fieldsOf(form)
  return signer === undefined
    ? fields.find(({ role }) => role === 'contactName')
    : fields.find(({ id }) => id === signer)
}

/** Who signs, as the other answers name them. */
export function namedFor(form: FormDefinition, signer: string | undefined, answers: Answers): Named | null {
  const field = signerField(form, signer)
  return field === undefined ? null : namedIn(answers[field.id])
}
