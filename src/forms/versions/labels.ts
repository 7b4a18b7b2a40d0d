// How conditions of a form are read in words: what its questions, their answers and its named conditions are called.
import type { Offered } from '#lists'
import { type FactLabel, type FactLabels, namedLabel } from '#rules'
import { everyFieldOf, type Field, type FormDefinition } from '../definition/definition.ts'
import { type Fed, OFFERED } from '../fields/fed/feed.ts'
import { kindOf } from '../fields/index.ts'

const named = new WeakMap<Offered, Record<string, string>>()

/** Rows of a list by value: made once for all the conditions of a page. */
function rowsOf(offered: Offered): Record<string, string> {
  const known = named.get(offered)
  if (known !== undefined) return known
  const rows = Object.fromEntries(offered.entries.map(({ value, label }) => [value, label]))
  named.set(offered, rows)
  return rows
}

function answersOf({ choices = [], ...field }: Field & Fed): Record<string, string> {
  const offered = field[OFFERED]
  return offered === undefined
    ? Object.fromEntries(choices.map((choice) => [choice.value, choice.label]))
    : rowsOf(offered)
}

const labelOf = (field: Field): FactLabel => ({
  label: field.label,
  choices: answersOf(field),
  ...(kindOf(field.type).fact === 'date' && { isDay: true as const }),
})

const known = new WeakMap<FormDefinition, FactLabels>()

/** Found once a form: a page says hundreds of conditions. */
export function labelsOf(form: FormDefinition): FactLabels {
  const before = known.get(form)
  if (before !== undefined) return before
  const made: FactLabels = {
    ...Object.fromEntries(everyFieldOf(form).map((field) => [field.id, labelOf(field)])),
    ...Object.fromEntries((form.conditions ?? []).map(({ id, name }) => [namedLabel(id), { label: name }])),
  }
  known.set(form, made)
  return made
}
