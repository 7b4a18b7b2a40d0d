// The reachable path of a form: pages and fields that given answers show. Only these are validated and sent.
import { type Facts, holds } from '#rules'
import type { Answers, Field, FormDefinition, FormPage, LocationAnswer } from './definition.ts'

/** Answers as conditions read them: a location counts as its commune, also under the name `commune`. */
export function factsOf(form: FormDefinition, answers: Answers): Facts {
  const facts: Record<string, unknown> = {}
  for (const field of fieldsOf(form)) {
    const answer = answers[field.id]
    if (answer === undefined) continue
    if (field.type !== 'location') facts[field.id] = answer
    else facts[field.id] = facts.commune = (answer as LocationAnswer).commune
  }
  return facts
}

export const fieldsOf = (form: FormDefinition): Field[] => form.pages.flatMap((page) => page.fields)

const shown = (item: { showIf?: Field['showIf'] }, facts: Facts): boolean => item.showIf === undefined || holds(item.showIf, facts)

/**
 * Answers without those of hidden pages and fields. A hidden answer may hide others: repeated until nothing changes,
 * which ends because each turn removes one at least.
 */
export function reachableAnswers(form: FormDefinition, answers: Answers): Answers {
  const facts = factsOf(form, answers)
  const visible = new Set(form.pages.filter((page) => shown(page, facts)).flatMap((page) => page.fields).filter((field) => shown(field, facts)).map((field) => field.id))
  const kept = Object.fromEntries(Object.entries(answers).filter(([id]) => visible.has(id)))
  return Object.keys(kept).length === Object.keys(answers).length ? kept : reachableAnswers(form, kept)
}

/** Pages that the answers show, in order. */
export function reachablePages(form: FormDefinition, answers: Answers): FormPage[] {
  const facts = factsOf(form, reachableAnswers(form, answers))
  return form.pages.filter((page) => shown(page, facts) && page.fields.some((field) => shown(field, facts)))
}

/** Fields of a page that the answers show. */
export function shownFields(form: FormDefinition, page: FormPage, answers: Answers): Field[] {
  const facts = factsOf(form, reachableAnswers(form, answers))
  return page.fields.filter((field) => shown(field, facts))
}

/** Must this field be answered, given the others? */
export function isRequired(form: FormDefinition, field: Field, answers: Answers): boolean {
  if (field.requiredIf !== undefined) return holds(field.requiredIf, factsOf(form, answers))
  return field.optional !== true
}
