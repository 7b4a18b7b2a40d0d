// Which categories of data a form collects: what its author says, else what role, autofill token and type tell. Pure.
import type { CategoryId } from './definition.ts'

/** The part of a form's field that tells. */
export interface CollectingField {
  id: string
  type: string
  role?: string
  autocomplete?: string
  accept?: readonly string[]
  /** Said by the author: wins over the tables. */
  data?: readonly string[]
}

const OF_ROLE: Readonly<Record<string, readonly CategoryId[]>> = {
  contactName: ['identity'],
  contactEmail: ['contact'],
  contactPhone: ['contact'],
  contactAddress: ['address'],
  place: ['place'],
  placeKind: ['choices'],
  subject: ['text'],
  description: ['text'],
}

const OF_TOKEN: Readonly<Record<string, readonly CategoryId[]>> = {
  name: ['identity'],
  'given-name': ['identity'],
  'family-name': ['identity'],
  bday: ['birth'],
  email: ['contact'],
  tel: ['contact'],
  'street-address': ['address'],
  'postal-code': ['address'],
}

const OF_TYPE: Readonly<Record<string, readonly CategoryId[]>> = {
  'short-text': ['text'],
  'long-text': ['text'],
  'single-choice': ['choices'],
  'multiple-choice': ['choices'],
  'yes-no': ['choices'],
  date: ['choices'],
  email: ['contact'],
  phone: ['contact'],
  location: ['place'],
}

/** Categories of one field; a type that nobody has thought of is free text. */
export function categoriesOf(field: CollectingField): readonly string[] {
  if (field.data !== undefined) return field.data
  if (field.type === 'files') {
    const kinds = field.accept ?? ['image']
    return kinds.includes('pdf') ? ['documents'] : ['pictures']
  }
  return OF_ROLE[field.role ?? ''] ?? OF_TOKEN[field.autocomplete ?? ''] ?? OF_TYPE[field.type] ?? ['text']
}
