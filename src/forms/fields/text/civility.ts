// How somebody is called in a letter: « Madame », « Monsieur ».
import { radioCards } from '#platform/ui/choices.ts'
import { asked, common, fieldKind } from '../kind.ts'
import { text } from '../read.ts'
import { SAYS } from '../words.ts'

const civilities = () => [
  { value: 'madame', label: SAYS.madam() },
  { value: 'monsieur', label: SAYS.sir() },
]

export const civility = fieldKind<string>({
  type: 'civility',
  fact: 'text',
  category: () => 'identity',
  judge(_field, raw) {
    const value = text(raw)
    if (value === '') return { empty: true }
    return civilities().some((one) => one.value === value)
      ? { answer: value }
      : { problem: SAYS.chooseCivility() }
  },
  missing: (field) => SAYS.chooseCivilityTo(asked(field)),
  control: (field, raw, showing) =>
    radioCards({ ...common(field, showing), choices: civilities(), across: true, value: text(raw) }),
  summary: (_field, answer) => civilities().find(({ value }) => value === answer)?.label ?? answer,
  sample: () => 'madame',
})
