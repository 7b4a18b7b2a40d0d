// Yes or no.
import { radioCards } from '#platform/ui/choices.ts'
import { asked, common, fieldKind } from './kind.ts'
import { text, yesNoIn } from './read.ts'
import { SAYS } from './words.ts'

const choices = () => [
  { value: 'oui', label: SAYS.yes() },
  { value: 'non', label: SAYS.no() },
]

export const yesNo = fieldKind<boolean>({
  type: 'yes-no',
  fact: 'yes-no',
  linkable: [''],
  category: () => 'choices',
  counted: true,
  judge(_field, raw) {
    if (text(raw) === '') return { empty: true }
    const answer = yesNoIn(raw)
    return answer === undefined ? { problem: SAYS.sayYesOrNo() } : { answer }
  },
  missing: (field) => SAYS.sayYesOrNoTo(asked(field)),
  rawOf: (answer) => ({ '': answer ? 'oui' : 'non' }),
  control: (field, raw, showing) =>
    radioCards({ ...common(field, showing), choices: choices(), across: true, value: text(raw) }),
  summary: (_field, answer) => (answer ? SAYS.yes() : SAYS.no()),
  sample: () => true,
})
