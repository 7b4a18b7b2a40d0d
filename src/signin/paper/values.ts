// What an agent types at the desk, as the profile keeps it: names, a day in three boxes or in one line, a commune by its name.
import type { FieldProblem } from '#platform/errors.ts'
import type { DateParts } from '#platform/ui/choices.ts'
import type { Territory } from '#territory'
import { valueProblem } from '#people'
import { type ProfileValueId } from '#people'

/** One line, without spaces at the ends or twice. */
export const tidy = (text: string): string => text.trim().replace(/\s+/g, ' ')

/** `YYYY-MM-DD` from what was typed; null when nothing was. A presumed day or month is 0. */
export function dayTyped({ day, month, year }: DateParts): string | null {
  const typed = [year, month, day].map((part) => part.trim())
  if (typed.every((part) => part === '')) return null
  const [y = '', m = '', d = ''] = typed
  const two = (part: string) => (part === '' ? '' : part.padStart(2, '0'))
  return `${y}-${two(m)}-${two(d)}`
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s'’-]+/g, ' ')
    .trim()

/** A value read on a document, as kept: « 14/11/1956 » is a day, the name of a commune its code. */
export function valueTyped(valueId: ProfileValueId, typed: string, place: Territory): string {
  const text = tidy(typed)
  if (valueId === 'birthdate') {
    const [, day = '', month = '', year = ''] = /^(\d{1,2})\D(\d{1,2})\D(\d{4})$/.exec(text) ?? []
    return dayTyped({ day, month, year }) ?? text
  }
  if (valueId !== 'commune') return text
  return place.areas.find(({ name }) => plain(name) === plain(text))?.code ?? text
}

/** What is wrong with a value for that field, beside the field; nothing when it is right or absent. */
export function problemsWith(
  field: string,
  valueId: ProfileValueId,
  value: string | null,
  today: string,
): FieldProblem[] {
  if (value === null) return []
  const problem = valueProblem(valueId, value)
  if (problem !== null) return [{ field, message: problem }]
  if (valueId === 'birthdate' && value > today)
    return [{ field, message: 'Cette date de naissance n’est pas encore arrivée.' }]
  return []
}
