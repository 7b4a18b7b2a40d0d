// Answers that tell of a danger, as the form marks them.
import { type Answers, type Field, fieldsOf, type FormDefinition } from '../definition/definition.ts'
import { asksItems } from '../fields/index.ts'
import { itemsIn, questionsOf } from './items.ts'

/** What some questions tell of a danger. */
const dangersOf = (fields: readonly Field[], answers: Answers): string[] =>
  fields.flatMap((field) => {
    const { id, danger, choices = [] } = field
    const answer = answers[id]
    if (asksItems(field)) return itemsIn(answer).flatMap((item) => dangersOf(questionsOf(field), item))
    if (danger !== undefined && answer === true) return [danger]
    const chosen: readonly unknown[] = Array.isArray(answer) ? answer : [answer]
    return choices
      .filter((choice) => choice.danger && chosen.includes(choice.value))
      .map(({ label }) => label)
  })

/** What answers say is dangerous, in the order of the form; empty when nothing is. */
export const dangersIn = (form: FormDefinition, answers: Answers): string[] =>
  dangersOf(fieldsOf(form), answers)
