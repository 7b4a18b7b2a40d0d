// Pages and questions of a form, as they are found, counted and named. Pure.
import { type Field, fieldsOf, type FormDefinition, type FormPage } from '#forms'
import { NotFound } from '#platform/errors.ts'
import { wordsOf } from '#platform/plain-words.ts'

/** A question where it stands. */
export interface Placed {
  page: FormPage
  field: Field
  /** Its number in the whole form, from 1. */
  number: number
}

export function placedIn({ pages }: Pick<FormDefinition, 'pages'>): Placed[] {
  return pages
    .flatMap((page) => page.fields.map((field) => ({ page, field })))
    .map((one, at) => ({ ...one, number: at + 1 }))
}

/** @throws NotFound */
export function questionIn(form: FormDefinition, id: string): Placed {
  const found = placedIn(form).find(({ field }) => field.id === id)
  if (found === undefined)
    throw new NotFound('Cette question n’est plus dans le formulaire\u00a0: quelqu’un l’a peut-être retirée.')
  return found
}

/** @throws NotFound */
export function pageIn({ pages }: FormDefinition, id: string): FormPage {
  const found = pages.find((page) => page.id === id)
  if (found === undefined)
    throw new NotFound('Cette page n’est plus dans le formulaire\u00a0: quelqu’un l’a peut-être retirée.')
  return found
}

/** The ways to them, for commands. */
export const pageWay = (page: string): string[] => ['pages', page]
export const fieldsWay = (page: string): string[] => ['pages', page, 'fields']
export const questionWay = ({ page, field }: Pick<Placed, 'page' | 'field'>): string[] => [
  ...fieldsWay(page.id),
  field.id,
]

/** « Question 8 en position 3 sur 40 » */
export function whereWords(form: FormDefinition, id: string): string {
  const all = placedIn(form)
  const found = all.find(({ field }) => field.id === id)
  return found === undefined
    ? ''
    : `Question «\u00a0${found.field.label}\u00a0» en position ${found.number} sur ${all.length}.`
}

const MOST_LETTERS = 40

/** A stable name made of words, which none of those has. */
export function nameFor(label: string, taken: Iterable<string>): string {
  const known = new Set(taken)
  const words = wordsOf(label).map((word) => word.replace(/[^a-z0-9]/g, ''))
  const plain = words
    .filter((word) => word !== '')
    .join('_')
    .slice(0, MOST_LETTERS)
    .replace(/^[^a-z]+|_+$/g, '')
  const name = plain === '' || plain in {} ? 'element' : plain
  if (!known.has(name)) return name
  for (let n = 2; ; n++) if (!known.has(`${name}_${n}`)) return `${name}_${n}`
}

/** Names that pages and questions have, or had in what is in force: an answer is kept under them. */
export const namesIn = (...forms: readonly (FormDefinition | undefined)[]): Set<string> =>
  new Set(
    forms.flatMap((form) =>
      form === undefined ? [] : [...form.pages.map(({ id }) => id), ...fieldsOf(form).map(({ id }) => id)],
    ),
  )
