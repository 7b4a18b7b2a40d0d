// Which questions of which forms, in force or not, ask an identity document: what they hold is kept no longer than what it was asked for.
import { published } from '#definitions'
import type { Read } from '#platform/db/db.ts'
import { questionsOf } from '../answers/items.ts'
import { type Field, fieldsOf } from '../definition/definition.ts'
import { uploadRules } from '../fields/index.ts'
import { FORM } from './kind.ts'

/** A question of the form; or one of the items of a block, which it is `within`. */
export interface MarkedQuestion {
  id: string
  within?: string
}

export interface MarkedQuestions {
  formId: string
  version: number
  fields: MarkedQuestion[]
}

const isMarked = (field: Field): boolean => uploadRules(field).isMarked === true

export async function markedQuestions(tx: Read): Promise<MarkedQuestions[]> {
  return (await published(tx, FORM)).flatMap(({ id, version, body }) => {
    const fields = fieldsOf(body).flatMap((field): MarkedQuestion[] => [
      ...(isMarked(field) ? [{ id: field.id }] : []),
      ...questionsOf(field)
        .filter(isMarked)
        .map(({ id: own }) => ({ id: own, within: field.id })),
    ])
    return fields.length === 0 ? [] : [{ formId: id, version, fields }]
  })
}
