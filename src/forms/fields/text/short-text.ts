// One line of text.
import { textInput } from '#platform/ui/fields.ts'
import { asked, common, fieldKind, tooLong } from '../kind.ts'
import { text } from '../read.ts'
import { SAYS } from '../words.ts'

const MOST = 120

export const shortText = fieldKind<string>({
  type: 'short-text',
  fact: 'text',
  linkable: [''],
  roles: ['subject', 'description', 'contactName', 'contactAddress'],
  profile: ['family_name', 'given_name'],
  judge(field, raw) {
    const value = text(raw).replace(/\s+/g, ' ')
    if (value === '') return { empty: true }
    const problem = tooLong(value, field.maxLength ?? MOST)
    return problem === null ? { answer: value } : { problem }
  },
  missing: (field) => (field.role === 'contactName' ? SAYS.giveName() : SAYS.answer(asked(field))),
  control: (field, raw, showing) =>
    textInput({
      ...common(field, showing),
      value: text(raw),
      autocomplete: field.autocomplete,
      maxlength: (field.maxLength ?? MOST) + 50,
    }),
  sample: (field) =>
    ({ contactName: 'Lucette Morandat', contactAddress: '12, rue de la République' })[
      field.role as 'contactName'
    ] ?? 'Réponse courte',
})
