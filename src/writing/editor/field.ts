// The field « rich » of a form: what one types in a box is the notation, whatever writes it there; its value is the text.
import { z, type ZodType } from 'zod'
import { type Field, field } from '#platform/screens/field.ts'
import { readNotation } from '../notation/read.ts'
import type { RichText } from '../text/document.ts'
import { richText } from '../text/schema.ts'
import { richControl } from './pages/control.ts'

/** So many lines are said to be wrong at once. */
const MOST_SAID = 5

const TOO_MUCH =
  'Ce texte dépasse ce qui est permis\u00a0: trois listes l’une dans l’autre, 12\u00a0colonnes, 200\u00a0lignes de tableau, 1\u00a0000 paragraphes. Coupez-le en plusieurs.'

const type: ZodType<RichText, string> = z.string().transform((typed, context) => {
  const { doc, problems } = readNotation(typed)
  const judged = richText.safeParse(doc)
  const said = problems.slice(0, MOST_SAID).map(({ line, message }) => `Ligne ${line}\u00a0: ${message}`)
  if (problems.length === 0 && judged.success) return judged.data
  context.addIssue({ code: 'custom', message: said.join(' ') || TOO_MUCH })
  return z.NEVER
})

const written: ZodType<RichText, string> = type.refine(
  ({ content }) => content.length > 0,
  'Écrivez le texte.',
)

/** A rich text asked in a form; what is shown in it is `notationOf` the text. Pictures that it may take are choices: id, name, address, what it shows. */
export const richField = (said: Pick<Field, 'label' | 'hint' | 'optional' | 'rows'>): Field<RichText> =>
  field({ ...said, control: { drawn: richControl }, type: said.optional === true ? type : written })
