// Choices as cards (the whole card is the target), and a day in three boxes.
import type { Html } from '#platform/html.ts'
import { attrs, html } from '#platform/html.ts'
import { drawing } from './drawings.ts'
import type { FieldOptions } from './fields.ts'
import { controlAttributes, fieldError, fieldGroup, fieldId } from './fields.ts'
import { KIT } from './words.ts'

export interface CardChoice {
  value: string
  label: string
  hint?: string | undefined
  /** Name of a drawing (see drawings.ts). */
  drawing?: string | undefined
  /** Offered only when it holds (conditional-fields). */
  condition?: object | undefined
  /** Not offered as the page opens: then it is not chosen either. */
  hidden?: boolean | undefined
}

interface CardsOptions extends FieldOptions {
  choices: readonly CardChoice[]
  /** Several cards a line. Drawings are always across. */
  across?: boolean | undefined
  /** Marks of a scale, which stand on one line: labels of a few digits, without hints. */
  isScale?: boolean | undefined
}

type Kind = { type: 'radio' | 'checkbox'; chosen: (value: string) => boolean }

function card(options: CardsOptions, kind: Kind, choice: CardChoice, index: number): Html {
  const picture = choice.drawing ? drawing(choice.drawing) : null
  const id = index === 0 ? fieldId(options) : `${fieldId(options)}-${index + 1}`
  const { type, chosen } = kind
  const given = attrs({
    type,
    id,
    name: options.name,
    value: choice.value,
    checked: !choice.hidden && chosen(choice.value),
  })
  const label = choice.hint
    ? html`<b>${choice.label}</b><small>${choice.hint}</small>`
    : html`${choice.label}`
  const frame = attrs({
    class: picture ? 'choice pictured' : 'choice',
    hidden: choice.hidden,
    'data-condition': choice.condition === undefined ? undefined : JSON.stringify(choice.condition),
  })
  return html`<label ${frame}><input ${given}>${picture}<span>${label}</span></label>`
}

/** Past so many boxes, a phone shows them as one list. */
const MANY = 8

function cards(options: CardsOptions, kind: Kind): Html {
  const across = options.across || options.choices.some((choice) => choice.drawing)
  const laid = options.isScale ? 'choices scale' : across ? 'choices across' : 'choices'
  const isMany = kind.type === 'checkbox' && options.choices.length > MANY
  const list = options.choices.map((choice, index) => card(options, kind, choice, index))
  return fieldGroup(options, html`<div class="${laid}${isMany ? ' many' : ''}">${list}</div>`)
}

/** One answer among several. */
export function radioCards(options: CardsOptions & { value?: string | undefined }): Html {
  return cards(options, { type: 'radio', chosen: (value) => value === options.value })
}

/** Several answers among several. */
export function checkboxCards(options: CardsOptions & { values?: readonly string[] | undefined }): Html {
  return cards(
    { reads: 'choices', ...options },
    { type: 'checkbox', chosen: (value) => options.values?.includes(value) ?? false },
  )
}

/** One box to tick, with its own sentence (consent, confirmation). */
export function checkboxCard(options: FieldOptions & { value?: string; checked?: boolean }): Html {
  const given = attrs({
    type: 'checkbox',
    ...controlAttributes(options),
    value: options.value ?? 'oui',
    checked: options.checked,
  })
  return html`<div class="${options.error ? 'field is-wrong' : 'field'}">${fieldError(options)}<label class="choice"><input ${given}><span>${options.label}</span></label></div>`
}

/** Values of the three boxes as typed, to give back what was wrong. */
export interface DateParts {
  day: string
  month: string
  year: string
}

/** Names of the three boxes of a date: `<name>-jour`, `-mois`, `-annee`. */
const DATE_SUFFIXES = { day: 'jour', month: 'mois', year: 'annee' } as const

/** The three boxes for a day `YYYY-MM-DD` (empty for anything else). */
export function dateParts(day: string | undefined): DateParts {
  const [, year = '', month = '', date = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '') ?? []
  return { day: date.replace(/^0/, ''), month: month.replace(/^0/, ''), year }
}

interface DateOptions extends FieldOptions {
  value?: DateParts | undefined
  /** Boxes that are wrong; all three when the field has an error and this is absent. */
  wrong?: readonly (keyof DateParts)[]
  /** `bday` gives the three autofill tokens. */
  autocomplete?: 'bday' | undefined
  /** Id of the field that says the error, when these boxes are a part of it. */
  errorOf?: string | undefined
}

function dateBox(options: DateOptions, part: keyof DateParts): Html {
  const isField = part === 'day' && options.errorOf === undefined
  const id = isField ? fieldId(options) : `${fieldId(options)}-${DATE_SUFFIXES[part]}`
  const says = `${options.errorOf ?? fieldId(options)}-erreur`
  const isWrong = options.error && (options.wrong?.includes(part) ?? true)
  const given = attrs({
    class: part === 'year' ? 'input year' : 'input',
    id,
    name: `${options.name}-${DATE_SUFFIXES[part]}`,
    inputmode: 'numeric',
    maxlength: part === 'year' ? 4 : 2,
    value: options.value?.[part],
    autocomplete: options.autocomplete ? `${options.autocomplete}-${part}` : 'off',
    'aria-invalid': isWrong ? 'true' : undefined,
    'aria-describedby': isWrong ? says : undefined,
  })
  return html`<label for="${id}">${KIT[part]()}<input ${given}></label>`
}

/** The three boxes alone, for a question that asks something else too; `more`: what follows them on their line. */
export function dateBoxes(options: DateOptions, more: Html | null = null): Html {
  const boxes = (['day', 'month', 'year'] as const).map((part) => dateBox(options, part))
  return html`<div class="dates">${boxes}${more}</div>`
}

/** A day in three boxes: easier than a calendar for a day one knows. */
export const dateFields = (options: DateOptions): Html =>
  fieldGroup({ reads: 'date', ...options }, dateBoxes(options))
