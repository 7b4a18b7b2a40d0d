// Which categories of personal data a form collects: what its author says, else what role, autofill token and type tell.
import type { CategoryId, Collected } from '#register'
import { type Field, type FieldRole, fieldsOf, type FormDefinition } from '../definition/definition.ts'
import { kindOf, uploadRules } from '../fields/index.ts'

const OF_ROLE: Readonly<Record<FieldRole, CategoryId>> = {
  contactName: 'identity',
  contactEmail: 'contact',
  contactPhone: 'contact',
  contactAddress: 'address',
  place: 'place',
  placeKind: 'choices',
  subject: 'text',
  description: 'text',
}

const OF_TOKEN: Readonly<Record<string, CategoryId>> = {
  name: 'identity',
  'given-name': 'identity',
  'family-name': 'identity',
  bday: 'birth',
  email: 'contact',
  tel: 'contact',
  'street-address': 'address',
  'postal-code': 'address',
}

/** Categories of one question; the author's words win. */
export function categoriesOf(field: Field): readonly string[] {
  const { data, role, autocomplete = '', type, questions } = field
  // What is worked out says of somebody what its author tells.
  if (kindOf(type).asksNothing) return data ?? []
  if (questions !== undefined) return [...new Set([...(data ?? []), ...questions.flatMap(categoriesOf)])]
  const told = role === undefined ? OF_TOKEN[autocomplete] : OF_ROLE[role]
  return data ?? [told ?? kindOf(type).category(field)]
}

/** What each question of a form collects; nothing when there is no form. */
export const collectedBy = (form: FormDefinition | undefined): Collected[] =>
  form === undefined
    ? []
    : fieldsOf(form).map((field) => ({
        ...{ id: field.id, categories: categoriesOf(field) },
        // An identity document is kept no longer than what it was asked for.
        ...([field, ...(field.questions ?? [])].some((one) => uploadRules(one).isMarked === true) && {
          rule: 'identity.delete',
        }),
      }))
