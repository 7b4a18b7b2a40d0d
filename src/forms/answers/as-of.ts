// The day on which answers are given, where conditions read how long ago something was: kept with them, so that what they opened
// then is what they open for ever.
import { type Condition, partsOfFormula, readsToday, TODAY } from '#rules'
import type { Day } from '#territory'
import { type Answers, everyFieldOf, type Field, type FormDefinition } from '../definition/definition.ts'
import { conditionsOfField, conditionsOfPage, resolvedForm } from '../definition/resolved.ts'
import { kindOf } from '../fields/index.ts'

const known = new WeakMap<FormDefinition, boolean>()

const conditionsIn = (form: FormDefinition): Condition[] => [
  ...form.pages.flatMap(conditionsOfPage),
  // Items read the day of the form.
  ...everyFieldOf(form).flatMap(conditionsOfField),
]

const countsYears = (field: Field): boolean => {
  const formula = kindOf(field.type).computes?.(field)
  return formula !== undefined && partsOfFormula(formula).some(({ op }) => op === 'age')
}

function readsDay(form: FormDefinition): boolean {
  const before = known.get(form)
  if (before !== undefined) return before
  const reads = conditionsIn(resolvedForm(form)).some(readsToday) || everyFieldOf(form).some(countsYears)
  known.set(form, reads)
  return reads
}

/** The answers, with the day where the form reads it. */
export const asOf = (form: FormDefinition, answers: Answers, today: Day): Answers =>
  readsDay(form) ? { ...answers, [TODAY]: today } : answers
