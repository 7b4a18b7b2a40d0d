// Yes or no.
import { radioCards } from '#platform/ui/choices.ts'
import { asked, common, fieldKind } from './kind.ts'
import { text, yesNoIn } from './read.ts'

const CHOICES = [
  { value: 'oui', label: 'Oui' },
  { value: 'non', label: 'Non' },
]

export const yesNo = fieldKind<boolean>({
  type: 'yes-no',
  fact: 'yes-no',
  category: () => 'choices',
  counted: true,
  judge(_field, raw) {
    if (text(raw) === '') return { empty: true }
    const answer = yesNoIn(raw)
    return answer === undefined ? { problem: 'Répondez par oui ou par non.' } : { answer }
  },
  missing: (field) => `Répondez par oui ou par non à ${asked(field)}.`,
  rawOf: (answer) => ({ '': answer ? 'oui' : 'non' }),
  control: (field, raw, showing) =>
    radioCards({ ...common(field, showing), choices: CHOICES, across: true, value: text(raw) }),
  summary: (_field, answer) => (answer ? 'Oui' : 'Non'),
  sample: () => true,
})
