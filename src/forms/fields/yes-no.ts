// Yes or no.
import { radioCards } from '#platform/ui/choices.ts'
import { asked, common, type FieldKind, text } from './kind.ts'

const CHOICES = [
  { value: 'oui', label: 'Oui' },
  { value: 'non', label: 'Non' },
]

export const yesNo: FieldKind = {
  type: 'yes-no',
  fact: 'yes-no',
  parts: [''],
  judge(_field, raw) {
    const value = text(raw)
    if (value === '') return { empty: true }
    return value === 'oui' || value === 'non'
      ? { answer: value === 'oui' }
      : { problem: 'Répondez par oui ou par non.' }
  },
  missing: (field) => `Répondez par oui ou par non à ${asked(field)}.`,
  rawOf: (answer) => ({ '': answer === true ? 'oui' : 'non' }),
  control: (field, raw, showing) =>
    radioCards({ ...common(field, showing), choices: CHOICES, across: true, value: text(raw) }),
  summary: (_field, answer) => (answer === true ? 'Oui' : 'Non'),
  sample: () => true,
}
