// One answer among several.
import { radioCards } from '#platform/ui/choices.ts'
import { asked, cardsOf, common, fieldKind, usualChoices } from './kind.ts'
import { text } from './read.ts'
import { SAYS } from './words.ts'

export const singleChoice = fieldKind<string>({
  type: 'single-choice',
  fact: 'choice',
  linkable: [''],
  category: () => 'choices',
  counted: true,
  roles: ['placeKind'],
  judge(field, raw) {
    const value = text(raw)
    if (value === '') return { empty: true }
    const known = field.choices?.some((choice) => choice.value === value) ?? false
    return known ? { answer: value } : { problem: SAYS.chooseKnown() }
  },
  missing: (field) => SAYS.chooseTo(asked(field)),
  control: (field, raw, showing) =>
    radioCards({
      ...common(field, showing),
      choices: cardsOf(field, showing),
      across: field.across,
      value: text(raw),
    }),
  summary: (field, answer) => {
    const choice = field.choices?.find((item) => item.value === answer)
    return choice === undefined
      ? answer
      : choice.hint === undefined
        ? choice.label
        : SAYS.labelled(choice.label, choice.hint)
  },
  sample: (field) => usualChoices(field)[0]?.value ?? '',
})
