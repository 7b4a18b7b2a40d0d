// Pages and questions of a form, as they are found, counted and named. Pure.
import { asItem, everyFieldOf, type Field, type FormDefinition, type FormPage } from '#forms'
import { NotFound } from '#platform/errors.ts'
import { wordsOf } from '#platform/plain-words.ts'

/** A question where it stands. */
export interface Placed {
  page: FormPage
  field: Field
  /** Its number in the whole form, from 1; in its block, when it is asked of items. */
  number: number
  /** The block whose items are asked it. */
  block?: Field
}

export function placedIn({ pages }: Pick<FormDefinition, 'pages'>): Placed[] {
  return pages
    .flatMap((page) => page.fields.map((field) => ({ page, field })))
    .map((one, at) => ({ ...one, number: at + 1 }))
}

/** What the items of a block are asked. */
export const placedInBlock = ({ page, field: block }: Placed): Placed[] =>
  (block.questions ?? []).map((field, at) => ({ page, field, number: at + 1, block }))

/** @throws NotFound */
export function questionIn(form: FormDefinition, id: string): Placed {
  const found = placedIn(form)
    .flatMap((one) => [one, ...placedInBlock(one)])
    .find(({ field }) => field.id === id)
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
/** Those that stand beside it: of its page, or of its block. */
const besideWay = ({ page, block }: Pick<Placed, 'page' | 'block'>): string[] =>
  block === undefined ? fieldsWay(page.id) : [...fieldsWay(page.id), block.id, 'questions']
export const questionWay = (placed: Pick<Placed, 'page' | 'field' | 'block'>): string[] => [
  ...besideWay(placed),
  placed.field.id,
]

/** The form as a question of it is asked: in a block, beside those of its item. */
export const seenFrom = (form: FormDefinition, id: string): FormDefinition => {
  const block = placedIn(form).find(({ field: { questions = [] } }) => questions.some((one) => one.id === id))
  return block === undefined ? form : asItem(form, block.field)
}

/** « Question 8 en position 3 sur 40 » */
export function whereWords(form: FormDefinition, id: string): string {
  const all = placedIn(form)
  const found = all.flatMap((one) => [one, ...placedInBlock(one)]).find(({ field }) => field.id === id)
  if (found === undefined) return ''
  const { field, number, block } = found
  const many = block === undefined ? all.length : (block.questions ?? []).length
  const where = block === undefined ? '' : `, dans «\u00a0${block.label}\u00a0»`
  return `Question «\u00a0${field.label}\u00a0» en position ${number} sur ${many}${where}.`
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
      form === undefined
        ? []
        : [...form.pages.map(({ id }) => id), ...everyFieldOf(form).map(({ id }) => id)],
    ),
  )
