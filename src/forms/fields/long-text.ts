// Several lines of text.
import { textarea } from '#platform/ui/fields.ts'
import { asked, common, type FieldKind, text, tooLong } from './kind.ts'

const MOST = 2000

export const longText: FieldKind = {
  type: 'long-text',
  fact: 'text',
  parts: [''],
  judge(field, raw) {
    const value = text(raw)
    if (value === '') return { empty: true }
    const problem = tooLong(value, field.maxLength ?? MOST)
    return problem === null ? { answer: value } : { problem }
  },
  missing: (field) => `Écrivez une réponse à ${asked(field)}.`,
  rawOf: (answer) => ({ '': String(answer) }),
  // No maxlength in the browser: it would cut without a word what somebody pastes.
  control: (field, raw, showing) =>
    textarea({
      ...common(field, showing),
      hint: field.hint ?? `${field.maxLength ?? MOST} caractères au plus.`,
      value: text(raw),
      rows: 4,
    }),
  summary: (_field, answer) => String(answer),
  sample: () => 'C’est devant le numéro 12, depuis une semaine.\nMerci de votre aide.',
}
