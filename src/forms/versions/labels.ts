// How conditions of a form are read in words: what its questions and their answers are called.
import type { FactLabels } from '#rules'
import { fieldsOf, type FormDefinition } from '../definition/definition.ts'

export const labelsOf = (form: FormDefinition): FactLabels =>
  Object.fromEntries(
    fieldsOf(form).map(({ id, label, choices = [] }) => [
      id,
      { label, choices: Object.fromEntries(choices.map((choice) => [choice.value, choice.label])) },
    ]),
  )
