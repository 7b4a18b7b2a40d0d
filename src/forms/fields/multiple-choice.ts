// Several answers among several.
import { checkboxCards } from '#platform/ui/choices.ts'
import { asked, cardsOf, common, fieldKind, usualChoices } from './kind.ts'
import { texts } from './read.ts'
import { SAYS } from './words.ts'

export const multipleChoice = fieldKind<string[]>({
  type: 'multiple-choice',
  fact: 'choices',
  linkable: [''],
  category: () => 'choices',
  counted: true,
  judge(field, raw) {
    const chosen = [...new Set(texts(raw))]
    if (chosen.length === 0) return { empty: true }
    const known = new Set(field.choices?.map((choice) => choice.value))
    return chosen.every((value) => known.has(value)) ? { answer: chosen } : { problem: SAYS.chooseAmong() }
  },
  missing: (field) => SAYS.tickTo(asked(field)),
  rawOf: (answer) => ({ '': answer }),
  control: (field, raw, showing) =>
    checkboxCards({
      ...common(field, showing),
      choices: cardsOf(field, showing),
      across: field.across,
      values: texts(raw),
    }),
  summary: (field, answer) =>
    answer.map((value) => field.choices?.find((choice) => choice.value === value)?.label ?? value),
  sample: (field) =>
    usualChoices(field)
      .slice(0, 1)
      .map((choice) => choice.value),
})
