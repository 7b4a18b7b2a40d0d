// One line of text.
import { textInput } from '#platform/ui/fields.ts'
import { asked, common, type FieldKind, text, tooLong } from './kind.ts'

const MOST = 120

export const shortText: FieldKind = {
  type: 'short-text',
  fact: 'text',
  parts: [''],
  judge(field, raw) {
    const value = text(raw).replace(/\s+/g, ' ')
    if (value === '') return { empty: true }
    const problem = tooLong(value, field.maxLength ?? MOST)
    return problem === null ? { answer: value } : { problem }
  },
  missing: (field) =>
    field.role === 'contactName'
      ? 'Donnez votre nom\u00a0: l’agent saura à qui il répond.'
      : `Répondez à la question ${asked(field)}.`,
  rawOf: (answer) => ({ '': String(answer) }),
  control: (field, raw, showing) =>
    textInput({
      ...common(field, showing),
      value: text(raw),
      autocomplete: field.autocomplete,
      maxlength: (field.maxLength ?? MOST) + 50,
    }),
  summary: (_field, answer) => String(answer),
  sample: (field) =>
    ({ contactName: 'Lucette Morandat', contactAddress: '12, rue de la République' })[
      field.role as 'contactName'
    ] ?? 'Réponse courte',
}
