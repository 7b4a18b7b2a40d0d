// The reachable path of a form: pages and fields that given answers show. Only these are validated and sent.
import { type Condition, type Facts, factsRead, holds } from '#rules'
import {
  type Answers,
  type Field,
  fieldsOf,
  type FormDefinition,
  type FormPage,
} from '../definition/definition.ts'
import { asksPlace, kindOf } from '../fields/index.ts'
import { factsIn } from '../fields/kind.ts'

/** Answers as conditions read them. */
function factsOf(form: FormDefinition, answers: Answers): Facts {
  const facts: Record<string, unknown> = {}
  for (const field of fieldsOf(form)) {
    const answer = answers[field.id]
    if (answer !== undefined) Object.assign(facts, factsIn(kindOf(field.type), field, answer))
  }
  return facts
}

/**
 * Ids of the fields that answers show. A condition reads only answers that are themselves shown: each field is judged
 * after those its conditions read (checkForm refuses cycles; in one, nothing would be shown).
 */
function visibleFields(form: FormDefinition, answers: Answers): Set<string> {
  const known = new Map<string, boolean>()
  const places = fieldsOf(form)
    .filter(asksPlace)
    .map((field) => field.id)
  const conditions = new Map(
    form.pages.flatMap((page) =>
      page.fields.map((field) => [field.id, [page.showIf, field.showIf].filter((one) => one !== undefined)]),
    ),
  )
  const isVisible = (id: string): boolean => {
    const before = known.get(id)
    if (before !== undefined) return before
    known.set(id, false)
    const visible = (conditions.get(id) ?? []).every((condition) => holds(condition, factsFor(condition)))
    known.set(id, visible)
    return visible
  }
  const factsFor = (condition: Condition): Facts => {
    const read = factsRead(condition).flatMap((name) => (name === 'commune' ? [name, ...places] : [name]))
    return factsOf(
      form,
      Object.fromEntries(Object.entries(answers).filter(([id]) => read.includes(id) && isVisible(id))),
    )
  }
  return new Set([...conditions.keys()].filter(isVisible))
}

/** Answers without those of hidden pages and fields: what is sent. */
export function reachableAnswers(form: FormDefinition, answers: Answers): Answers {
  const visible = visibleFields(form, answers)
  return Object.fromEntries(Object.entries(answers).filter(([id]) => visible.has(id)))
}

/** Pages that the answers show, in order. */
export function reachablePages(form: FormDefinition, answers: Answers): FormPage[] {
  const visible = visibleFields(form, answers)
  return form.pages.filter((page) => page.fields.some((field) => visible.has(field.id)))
}

/** Fields of a page that the answers show. */
export function shownFields(form: FormDefinition, page: FormPage, answers: Answers): Field[] {
  const visible = visibleFields(form, answers)
  return page.fields.filter((field) => visible.has(field.id))
}

/** Must this field be answered, given the others? */
export function isRequired(form: FormDefinition, field: Field, answers: Answers): boolean {
  if (kindOf(field.type).asksNothing) return false
  if (field.requiredIf !== undefined)
    return holds(field.requiredIf, factsOf(form, reachableAnswers(form, answers)))
  return field.optional !== true
}
