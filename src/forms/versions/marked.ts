// Which questions of which forms, in force or not, ask an identity document: what they hold is kept no longer than what it was asked for.
import { published } from '#definitions'
import type { Read } from '#platform/db/db.ts'
import { fieldsOf } from '../definition/definition.ts'
import { uploadRules } from '../fields/index.ts'
import { FORM } from './kind.ts'

export interface MarkedQuestions {
  formId: string
  version: number
  fields: string[]
}

export async function markedQuestions(tx: Read): Promise<MarkedQuestions[]> {
  return (await published(tx, FORM)).flatMap(({ id, version, body }) => {
    const fields = fieldsOf(body).flatMap((field) => (uploadRules(field).isMarked === true ? [field.id] : []))
    return fields.length === 0 ? [] : [{ formId: id, version, fields }]
  })
}
