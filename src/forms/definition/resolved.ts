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
  fields: page.fields.map((field) => resolvedField(field, resolve)),
})

const resolvedField = (field: Field, resolve: Resolver): Field => ({
  ...field,
  ...when('showIf', field.showIf, resolve),
  ...when('requiredIf', field.requiredIf, resolve),
  ...when('profileIf', field.profileIf, resolve),
  ...(field.choices !== undefined && {
    choices: field.choices.map(
      (choice): Choice => ({ ...choice, ...when('showIf', choice.showIf, resolve) }),
    ),
  }),
})
