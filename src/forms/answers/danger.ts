// Answers that tell of a danger, as the form marks them.
import { type Answers, fieldsOf, type FormDefinition } from '../definition/definition.ts'

/** What answers say is dangerous, in the order of the form; empty when nothing is. */
export function dangersIn(form: FormDefinition, answers: Answers): string[] {
  return fieldsOf(form).flatMap(({ id, danger, choices = [] }) => {
    const answer = answers[id]
    if (danger !== undefined && answer === true) return [danger]
    const chosen: readonly unknown[] = Array.isArray(answer) ? answer : [answer]
    return choices
      .filter((choice) => choice.danger && chosen.includes(choice.value))
      .map(({ label }) => label)
  })
}
