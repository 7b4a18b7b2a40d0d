// What two forms ask alike.
import { isDeepStrictEqual } from 'node:util'
import { type Field, fieldsOf, type FormDefinition } from '../definition/definition.ts'

const question = ({ id, type, choices, questions }: Field) => ({ id, type, choices, questions })

/** Ids of the questions of a form that another asks too, with the same answers to choose from. */
export const askedByBoth = (form: FormDefinition, other: FormDefinition): ReadonlySet<string> =>
  new Set(
    fieldsOf(form)
      .filter((field) => fieldsOf(other).some((same) => isDeepStrictEqual(question(field), question(same))))
      .map(({ id }) => id),
  )
