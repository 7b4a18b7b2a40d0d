// How conditions of a form are read in words: what its questions, their answers and its named conditions are called.
import { type FactLabel, type FactLabels, namedLabel } from '#rules'
import { everyFieldOf, type Field, type FormDefinition } from '../definition/definition.ts'
import { kindOf } from '../fields/index.ts'

const labelOf = ({ label, type, choices = [] }: Field): FactLabel => ({
  label,
  choices: Object.fromEntries(choices.map((choice) => [choice.value, choice.label])),
  ...(kindOf(type).fact === 'date' && { isDay: true as const }),
})

export const labelsOf = (form: FormDefinition): FactLabels => ({
  ...Object.fromEntries(everyFieldOf(form).map((field) => [field.id, labelOf(field)])),
  ...Object.fromEntries((form.conditions ?? []).map(({ id, name }) => [namedLabel(id), { label: name }])),
})
