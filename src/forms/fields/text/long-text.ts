// Several lines of text.
import { textarea } from '#platform/ui/fields.ts'
import { asked, common, fieldKind, tooLong } from '../kind.ts'
import { text } from '../read.ts'
import { SAYS } from '../words.ts'

const MOST = 2000

export const longText = fieldKind<string>({
  type: 'long-text',
  fact: 'text',
  linkable: [''],
  roles: ['description', 'contactAddress'],
  judge(field, raw) {
    const value = text(raw)
    if (value === '') return { empty: true }
    const problem = tooLong(value, field.maxLength ?? MOST)
    return problem === null ? { answer: value } : { problem }
  },
  missing: (field) => SAYS.writeTo(asked(field)),
  // No maxlength in the browser: it would cut without a word what somebody pastes.
  control: (field, raw, showing) =>
    textarea({
      ...common(field, showing),
      hint: field.hint ?? SAYS.charactersAtMost(field.maxLength ?? MOST),
      value: text(raw),
      rows: 4,
    }),
  sample: () => 'C’est devant le numéro 12, depuis une semaine.\nMerci de votre aide.',
})
