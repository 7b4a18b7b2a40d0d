// Controls of a question that has several: each has its label and its name, and is no question of its own.
import { attrs, type Html, html } from '../html.ts'
import { type FieldOptions, fieldId, type Option, optionList } from './fields.ts'
import { KIT } from './words.ts'

interface PartOptions {
  /** The question, whose id is that of its first control, and whose error is said once. */
  of: FieldOptions
  /** What follows the name of the question in that of the control: « -rue ». */
  part: string
  /** The control to which the question itself leads. */
  isFirst?: boolean
  label: string
  hint?: string | undefined
  optional?: boolean
  value: string
  isWrong: boolean
  autocomplete?: string | undefined
  inputmode?: 'numeric' | undefined
  medium?: boolean
}

function framed(options: PartOptions, control: (id: string, given: ReturnType<typeof attrs>) => Html): Html {
  const { of, part, isFirst = false, label, hint, optional = false, isWrong, autocomplete } = options
  const id = isFirst ? fieldId(of) : of.name + part
  const described = [hint !== undefined && `${id}-aide`, isWrong && `${fieldId(of)}-erreur`].filter(Boolean)
  const given = attrs({
    ...{ id, name: of.name + part, autocomplete },
    'aria-invalid': isWrong ? 'true' : undefined,
    'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
  })
  const mark = optional && html` <span class="optional">${KIT.optional()}</span>`
  // A first part has the id of the question: its own hint must not take the id of that of the question.
  const help = hint !== undefined && html`<p class="hint" id="${id}-aide">${hint}</p>`
  return html`<div class="field"><label for="${id}">${label}${mark}</label>${help}${control(id, given)}</div>`
}

/** A line of text. */
export const partInput = (options: PartOptions & { maxlength?: number }): Html =>
  framed(options, (_id, given) => {
    const { value, inputmode, medium = false, maxlength } = options
    const more = attrs({
      class: medium ? 'input medium' : 'input',
      type: 'text',
      value,
      inputmode,
      maxlength,
    })
    return html`<input ${more} ${given}>`
  })

/** A box to tick, with its sentence. */
export function checkPart(
  options: Pick<PartOptions, 'of' | 'part' | 'label' | 'isWrong'> & { checked: boolean },
): Html {
  const { of, part, label, isWrong, checked } = options
  const id = of.name + part
  const given = attrs({
    ...{ type: 'checkbox', id, name: id, value: 'oui', checked },
    'aria-invalid': isWrong ? 'true' : undefined,
    'aria-describedby': isWrong ? `${fieldId(of)}-erreur` : undefined,
  })
  return html`<div class="choices"><label class="choice"><input ${given}><span>${label}</span></label></div>`
}

/** A closed list. */
export const partSelect = (options: PartOptions & { options: readonly Option[]; blank?: string }): Html =>
  framed(
    options,
    (_id, given) =>
      html`<select class="medium" ${given}>${optionList(options.options, options.value, options.blank)}</select>`,
  )
