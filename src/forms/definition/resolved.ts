// A form whose conditions are said whole: names put back to what they stand for. What evaluates a form reads this one; what edits it
// reads it as it was written.
import { type Condition, type Resolver, resolverOf } from '#rules'
import type { Choice, Field, FormDefinition, FormPage } from './definition.ts'

const known = new WeakMap<FormDefinition, FormDefinition>()
const resolvers = new WeakMap<FormDefinition, Resolver>()

function resolverIn(form: FormDefinition): Resolver {
  const before = resolvers.get(form)
  if (before !== undefined) return before
  const made = resolverOf(form.conditions ?? [])
  resolvers.set(form, made)
  return made
}

/** One of its conditions, said whole. */
export const wholeIn = (form: FormDefinition, condition: Condition): Condition =>
  form.conditions === undefined ? condition : resolverIn(form)(condition)

/** One of its questions, whose conditions are said whole. */
export const wholeField = (form: FormDefinition, field: Field): Field =>
  form.conditions === undefined ? field : resolvedField(field, resolverIn(form))

/** The same questions, no condition of which says a name. */
export function resolvedForm(form: FormDefinition): FormDefinition {
  if (form.conditions === undefined) return form
  const before = known.get(form)
  if (before !== undefined) return before
  const { conditions: _, ...rest } = form
  const resolve = resolverIn(form)
  const made: FormDefinition = { ...rest, pages: form.pages.map((page) => resolvedPage(page, resolve)) }
  known.set(form, made)
  return made
}

const when = <Name extends string>(name: Name, condition: Condition | undefined, resolve: Resolver) =>
  (condition === undefined ? {} : { [name]: resolve(condition) }) as Partial<Record<Name, Condition>>

const resolvedPage = (page: FormPage, resolve: Resolver): FormPage => ({
  ...page,
  ...when('showIf', page.showIf, resolve),
  ...(page.checks !== undefined && {
    checks: page.checks.map((one) => ({ ...one, when: resolve(one.when) })),
  }),
  ...(page.ends !== undefined && { ends: page.ends.map((one) => ({ ...one, when: resolve(one.when) })) }),
  fields: page.fields.map((field) => resolvedField(field, resolve)),
})

const resolvedField = (field: Field, resolve: Resolver): Field => ({
  ...field,
  ...when('showIf', field.showIf, resolve),
  ...when('requiredIf', field.requiredIf, resolve),
  ...when('profileIf', field.profileIf, resolve),
  ...(field.questions !== undefined && {
    questions: field.questions.map((question) => resolvedField(question, resolve)),
  }),
  ...(field.choices !== undefined && {
    choices: field.choices.map(
      (choice): Choice => ({ ...choice, ...when('showIf', choice.showIf, resolve) }),
    ),
  }),
})

const shownWhen = new WeakMap<FormDefinition, ReadonlyMap<string, Condition>>()

/** When a page is shown, by its own condition and by where the form stops before it; undefined: always. */
export function pageWhen(form: FormDefinition, { id }: Pick<FormPage, 'id'>): Condition | undefined {
  const before = shownWhen.get(form)
  if (before !== undefined) return before.get(id)
  const stops: Condition[] = []
  const made = new Map<string, Condition>()
  for (const page of resolvedForm(form).pages) {
    const own = page.showIf === undefined ? [] : [page.showIf]
    const [first, ...others] = [...own, ...stops]
    if (first !== undefined)
      made.set(page.id, others.length === 0 ? first : { op: 'all', conditions: [first, ...others] })
    for (const { when: stop } of page.ends ?? [])
      stops.push({
        op: 'not',
        condition: own.length === 0 ? stop : { op: 'all', conditions: [...own, stop] },
      })
  }
  shownWhen.set(form, made)
  return made.get(id)
}

/** Every condition of a page, but those of its questions. */
export const conditionsOfPage = ({ showIf, checks = [], ends = [] }: FormPage): Condition[] => [
  ...(showIf === undefined ? [] : [showIf]),
  ...[...checks, ...ends].map((one) => one.when),
]

/** Every condition of a question. */
export const conditionsOfField = ({ showIf, requiredIf, profileIf, choices = [] }: Field): Condition[] =>
  [showIf, requiredIf, profileIf, ...choices.map((choice) => choice.showIf)].filter(
    (one) => one !== undefined,
  )
