// Text fields, lists and hidden frames of a form: label above, hint, error, then the control (look rule 10).
import type { Html, HtmlValue } from '#platform/html.ts'
import { attrs, html } from '#platform/html.ts'
import { languageOf, unmarked } from '../tongue/said-in.ts'
import { icon } from './icon.ts'
import { KIT } from './words.ts'

/** What every question of a form has. `id` defaults to `name`; errors link to it. */
export interface FieldOptions {
  name: string
  id?: string | undefined
  label: string
  /** Written « (facultatif) » beside the label. */
  optional?: boolean | undefined
  hint?: HtmlValue
  /** Where the value already there comes from, when the person did not type it. */
  origin?: string | undefined
  /** What is wrong, a sentence each. */
  error?: string | readonly string[] | undefined
  /** A condition of #rules: the island conditional-fields shows the field only when it holds. */
  condition?: object | undefined
  /** What conditions read of the answer (src/forms/fields/read.ts): absent, a text. */
  reads?: string | undefined
  /** Has the focus as the page opens: one field of a page, where nothing comes before it. */
  autofocus?: boolean | undefined
  /** Starts hidden (its condition does not hold yet); the answers stay in the form. */
  hidden?: boolean | undefined
}

/** Id of the control of a field, to which errors link. */
export const fieldId = (field: { id?: string | undefined; name: string }): string => field.id ?? field.name

/** Value of aria-describedby: the hint then the error, those that exist. */
function describedBy(field: FieldOptions): string | undefined {
  const id = fieldId(field)
  const ids = [
    field.hint && `${id}-aide`,
    field.origin && `${id}-origine`,
    field.error && `${id}-erreur`,
  ].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}

/** Attributes of a control that says its errors and hints aloud. */
export function controlAttributes(field: FieldOptions) {
  return {
    id: fieldId(field),
    name: field.name,
    'aria-describedby': describedBy(field),
    'aria-invalid': field.error ? 'true' : undefined,
  }
}

function optionalMark(field: FieldOptions): Html | null {
  return field.optional ? html` <span class="optional">${KIT.optional()}</span>` : null
}

/** The message of a field, red and with a shape. */
export function fieldError(field: FieldOptions): Html | null {
  if (!field.error) return null
  const [first, ...others] = [field.error].flat()
  if (others.length === 0)
    return html`<p class="error" id="${fieldId(field)}-erreur">${icon('circle-alert')}<span>${first}</span></p>`
  const lines = [first, ...others].map(
    (line) => html`<li class="error">${icon('circle-alert')}<span>${line}</span></li>`,
  )
  return html`<ul class="errors" id="${fieldId(field)}-erreur">${lines}</ul>`
}

function fieldHint(field: FieldOptions): Html | null {
  const hint = field.hint ? html`<p class="hint" id="${fieldId(field)}-aide">${field.hint}</p>` : null
  const origin = field.origin
    ? html`<p class="hint" id="${fieldId(field)}-origine">${icon('user-round')}${field.origin}</p>`
    : null
  return hint || origin ? html`${hint}${origin}` : null
}

function frame(field: FieldOptions, className: string) {
  return {
    class: [className, field.error ? 'is-wrong' : ''].filter(Boolean).join(' ') || undefined,
    hidden: field.hidden,
    'data-field': field.name,
    'data-reads': field.reads === 'text' ? undefined : field.reads,
    'data-condition': field.condition ? JSON.stringify(field.condition) : undefined,
  }
}

/** One control with its label. */
export function field(options: FieldOptions, control: Html): Html {
  return html`<div ${attrs(frame(options, 'field'))}><label for="${fieldId(options)}">${options.label}${optionalMark(options)}</label>${fieldHint(options)}${fieldError(options)}${control}</div>`
}

/** Several controls under one question (choices, date, place). */
export function fieldGroup(options: FieldOptions, controls: Html): Html {
  const described = attrs({ ...frame(options, ''), 'aria-describedby': describedBy(options) })
  return html`<fieldset ${described}><legend>${options.label}${optionalMark(options)}</legend>${fieldHint(options)}${fieldError(options)}${controls}</fieldset>`
}

export interface TextInputOptions extends FieldOptions {
  value?: string | undefined
  kind?: 'text' | 'email' | 'tel' | 'search' | 'password' | 'url' | 'date'
  autocomplete?: string | undefined
  inputmode?: 'numeric' | 'decimal' | 'email' | 'tel' | undefined
  maxlength?: number | undefined
  placeholder?: string | undefined
  /** Half width: names, e-mail addresses, telephone numbers. */
  medium?: boolean | undefined
  spellcheck?: false | undefined
}

/** A line of text. */
export function textInput(options: TextInputOptions): Html {
  const given = attrs({
    class: options.medium ? 'input medium' : 'input',
    type: options.kind ?? 'text',
    ...controlAttributes(options),
    autofocus: options.autofocus,
    value: options.value,
    autocomplete: options.autocomplete,
    inputmode: options.inputmode,
    maxlength: options.maxlength,
    placeholder: options.placeholder,
    spellcheck: options.spellcheck === false ? 'false' : undefined,
  })
  return field(options, html`<input ${given}>`)
}

export interface TextareaOptions extends FieldOptions {
  value?: string | undefined
  rows?: number
  maxlength?: number | undefined
}

/** Several lines of text. */
export function textarea(options: TextareaOptions): Html {
  const given = attrs({
    class: 'input',
    ...controlAttributes(options),
    rows: options.rows ?? 4,
    maxlength: options.maxlength,
  })
  // The line feed after the tag is dropped by browsers, and keeps the one that a value may start with.
  return field(options, html`<textarea ${given}>\n${options.value}</textarea>`)
}

export interface Option {
  value: string
  label: string
}

export interface SelectOptions extends FieldOptions {
  value?: string | undefined
  options: readonly Option[]
  /** First line with an empty value (« Choisissez »). */
  blank?: string | undefined
  medium?: boolean | undefined
  autocomplete?: string | undefined
  /** Condition fact that the value is (`commune`). */
  fact?: string | undefined
}

/** One line of a list: it holds a text and nothing else, so that it bears its own language. */
export function optionLine(value: string, label: string, selected: boolean): Html {
  const language = languageOf(label)
  const given = attrs({ value, selected, lang: language?.code, dir: language?.rtl && 'rtl' })
  return html`<option ${given}>${unmarked(label)}</option>`
}

/** The lines of a list. */
export function optionList(options: readonly Option[], chosen: string | undefined, blank?: string): Html {
  const first = blank === undefined ? null : optionLine('', blank, false)
  return html`${first}${options.map(({ value, label }) => optionLine(value, label, value === chosen))}`
}

/** A closed list. */
export function select(options: SelectOptions): Html {
  const given = attrs({
    class: options.medium ? 'medium' : undefined,
    ...controlAttributes(options),
    autocomplete: options.autocomplete,
    'data-fact': options.fact,
  })
  return field(
    options,
    html`<select ${given}>${optionList(options.options, options.value, options.blank)}</select>`,
  )
}
