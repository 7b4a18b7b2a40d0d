// How somebody is called in a letter: « Madame », « Monsieur ».
import { radioCards } from '#platform/ui/choices.ts'
import { asked, common, fieldKind } from '../kind.ts'
import { text } from '../read.ts'

const CIVILITIES = [
  { value: 'madame', label: 'Madame' },
  { value: 'monsieur', label: 'Monsieur' },
]

export const civility = fieldKind<string>({
  type: 'civility',
  fact: 'text',
  category: () => 'identity',
  judge(_field, raw) {
    const value = text(raw)
    if (value === '') return { empty: true }
    return CIVILITIES.some((one) => one.value === value)
      ? { answer: value }
      : { problem: 'Choisissez Madame ou Monsieur.' }
  },
  missing: (field) => `Choisissez Madame ou Monsieur, à ${asked(field)}.`,
  control: (field, raw, showing) =>
    radioCards({ ...common(field, showing), choices: CIVILITIES, across: true, value: text(raw) }),
  summary: (_field, answer) => CIVILITIES.find(({ value }) => value === answer)?.label ?? answer,
  sample: () => 'madame',
})
