// A commune of France, whatever the territory: typed, and found in the official list.
import { textInput } from '#platform/ui/fields.ts'
import { writtenCommune } from '#territory'
import { asked, common, fieldKind } from '../kind.ts'
import { text } from '../read.ts'
import { type CommuneAnswer, readCommune } from './communes.ts'
import { SAYS } from '../words.ts'

export const commune = fieldKind<CommuneAnswer>({
  type: 'commune',
  fact: 'other',
  linkable: [''],
  category: () => 'place',
  judge(_field, raw) {
    const typed = text(raw)
    return typed === '' ? { empty: true } : readCommune(typed)
  },
  missing: (field) => SAYS.communeTo(asked(field)),
  rawOf: (answer) => ({ '': writtenCommune(answer) }),
  control(field, raw, showing) {
    const said = common(field, showing)
    return textInput({
      ...said,
      hint: said.hint ?? SAYS.communeHint(),
      value: text(raw),
      medium: true,
      autocomplete: field.autocomplete ?? 'off',
      maxlength: 100,
    })
  },
  summary: (_field, answer) => writtenCommune(answer),
  sample: () => ({ code: '44109', name: 'Nantes', department: '44' }),
})
