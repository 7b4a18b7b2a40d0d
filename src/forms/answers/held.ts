// Where files are held: by a question of the form, or by one of an item of a block, which they follow when it moves.
import type { Answers, Field, FileAnswer, FormDefinition } from '../definition/definition.ts'
import { asksFiles, asksItems } from '../fields/index.ts'
import { itemPart } from '../fields/repeated/block.ts'
import { everyKey, itemsIn, questionsOf } from './items.ts'
import type { FormProblem, RawAnswers } from './validate.ts'

/** A question that files are sent to. */
export interface FilePlace {
  /** Name of its control. */
  name: string
  /** What it asks. */
  field: Field
  /** The question of the form that holds it: itself, or the block. */
  fieldId: string
  /** Where it is in what is typed there. */
  part: string
  /** Key of the item, in a block. */
  key?: string
}

/** Those of some questions, for the items that are typed. */
export const filePlaces = (fields: readonly Field[], raw: RawAnswers): FilePlace[] =>
  fields.flatMap((field): FilePlace[] => {
    if (asksFiles(field)) return [{ name: field.id, field, fieldId: field.id, part: '' }]
    if (!asksItems(field)) return []
    const asked = questionsOf(field).filter(asksFiles)
    return everyKey(field, raw[field.id] ?? {}).flatMap((key) =>
      asked.map((question) => {
        const part = itemPart(key) + question.id
        return { name: field.id + part, field: question, fieldId: field.id, part, key }
      }),
    )
  })

/** The files that are held there. */
export const heldAt = (raw: RawAnswers, { fieldId, part }: FilePlace): FileAnswer[] =>
  [raw[fieldId]?.[part] ?? []].flat().map((text) => JSON.parse(text) as FileAnswer)

/** What is typed, with those files there. */
export const withHeld = (
  raw: RawAnswers,
  { fieldId, part }: FilePlace,
  files: readonly FileAnswer[],
): RawAnswers => ({
  ...raw,
  [fieldId]: { ...raw[fieldId], [part]: files.map((file) => JSON.stringify(file)) },
})

/** Does any of these questions take files, in a block or not? */
export const takesFiles = (fields: readonly Field[]): boolean =>
  fields.some((field) => asksFiles(field) || questionsOf(field).some(asksFiles))

/** Every file of what is answered. */
export const filesAnswered = (form: FormDefinition, answers: Answers): FileAnswer[] =>
  form.pages
    .flatMap((page) => page.fields)
    .flatMap((field) => {
      const answer = answers[field.id]
      if (asksFiles(field)) return (answer ?? []) as FileAnswer[]
      const asked = questionsOf(field).filter(asksFiles)
      return itemsIn(asksItems(field) ? answer : []).flatMap((item) =>
        asked.flatMap(({ id }) => (item[id] ?? []) as FileAnswer[]),
      )
    })

/** Said beside the question; in a block, in its item. */
export function problemAtPlace({ name, field, fieldId, key }: FilePlace, message: string): FormProblem {
  const problem = { field: field.id, fieldId: field.id, message }
  return key === undefined ? problem : { field: name, fieldId, message, within: { key, problem } }
}
