// The control of a field, with what was typed and what is wrong beside it.
import type { FieldProblem } from '../errors.ts'
import { attrs, type Html, html } from '../html.ts'
import { many, one, type Values } from '../http/route.ts'
import { checkboxCards, radioCards } from '../ui/choices.ts'
import { controlAttributes, field, select, textarea, textInput } from '../ui/fields.ts'
import { rowsField } from '../ui/rows.ts'
import { findOption } from '../ui/find-option.ts'
import type { Choice, Field } from './field.ts'

export interface ShownField {
  name: string
  /** Of its control; the name when absent. */
  id?: string | undefined
  /** What is typed there. */
  values: Values
  problems: readonly FieldProblem[]
  /** What its list holds, when only the screen knows. */
  choices?: readonly Choice[] | undefined
  /** Of its lines of cells, that where the person goes on. */
  row?: number | undefined
}

const asOptions = (choices: readonly Choice[]) =>
  choices.map(([value, label, hint]) => ({ value, label, hint }))

/** Options under the hint that they share; no choice is none of them. */
const groupsOf = (choices: readonly Choice[], value: string) =>
  [
    ...Map.groupBy(
      choices.filter(([typed]) => typed !== ''),
      ([, , hint]) => hint ?? '',
    ),
  ].map(([label, group]) => ({
    label,
    options: group.map(
      ([typed, said]) => html`<option ${attrs({ value: typed, selected: typed === value })}>${said}</option>`,
    ),
  }))

const KINDS = { line: 'text', day: 'date', url: 'url', email: 'email', secret: 'password' } as const

/** Its control, with what was typed and what is wrong beside it. */
export function controlOf(
  { label, hint, optional, control, rows, medium }: Field,
  { name, id, values, problems, choices, row }: ShownField,
): Html {
  if (typeof control === 'object' && 'rows' in control) {
    const wrong = problems.find(({ field: at }) => at === name || at.startsWith(`${name}-`))
    const part = wrong === undefined || wrong.field === name ? undefined : wrong.field.slice(name.length)
    const cells = many(values, name)
    const { rows: asked } = control
    return rowsField({
      ...{ name, id, label, hint, optional, error: wrong?.message },
      ...{ rows: asked, cells, part, row, changes: true },
    })
  }
  const error = problems.find((problem) => problem.field === name)?.message
  const said = { name, id, label, hint, optional, error }
  const value = one(values, name)
  if (control === 'text') return textarea({ ...said, value, ...(rows !== undefined && { rows }) })
  if (control === 'secret')
    return textInput({ ...said, medium, kind: KINDS.secret, autocomplete: 'new-password' })
  if (typeof control === 'string') return textInput({ ...said, value, medium, kind: KINDS[control] })
  if ('drawn' in control) return control.drawn({ ...said, value, rows, choices: choices ?? [] })
  if ('several' in control)
    return checkboxCards({
      ...said,
      across: true,
      choices: asOptions(choices ?? control.several),
      values: many(values, name),
    })
  if ('list' in control && control.seek !== undefined) {
    const offered = choices ?? control.list
    const blank = offered.find(([typed]) => typed === '')?.[1]
    const given = attrs(controlAttributes(said))
    return field(said, findOption(control.seek, given, groupsOf(offered, value), blank))
  }
  if ('list' in control)
    return select({ ...said, value, medium, options: asOptions(choices ?? control.list) })
  return radioCards({ ...said, across: true, choices: asOptions(control), value })
}
