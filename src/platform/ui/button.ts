// Buttons and links that look like them. One plain button a screen; the others are quiet or bare.
import type { Html } from '#platform/html.ts'
import { attrs, html } from '#platform/html.ts'
import type { IconName } from './icon.ts'
import { icon } from './icon.ts'

export type ButtonKind = 'main' | 'quiet' | 'bare' | 'danger'

interface Look {
  kind?: ButtonKind
  big?: boolean
  icon?: IconName
  /** Read after the label by assistive tools: « Retirer » + « photo.jpg ». */
  more?: string
}

export interface ButtonOptions extends Look {
  name?: string
  value?: string
  type?: 'submit' | 'button'
  formaction?: string
  /** Sends without the browser's own checks. */
  formnovalidate?: boolean
  form?: string
  id?: string
}

function inside(label: string, look: Look): Html {
  return html`${look.icon && icon(look.icon)}${label}${look.more && html`<span class="hidden"> ${look.more}</span>`}`
}

function classes({ kind = 'main', big }: Look): string {
  return ['button', kind === 'main' ? '' : kind, big ? 'big' : ''].filter(Boolean).join(' ')
}

/** A button that submits (or, with `type: 'button'`, waits for an island). */
export function button(label: string, options: ButtonOptions = {}): Html {
  const { name, value, type, formaction, formnovalidate, form, id } = options
  const given = attrs({ class: classes(options), name, value, type, formaction, formnovalidate, form, id })
  return html`<button ${given}>${inside(label, options)}</button>`
}

/** A link that looks like a button: it leads somewhere, it changes nothing. */
export function linkButton(label: string, href: string, options: Look = {}): Html {
  return html`<a class="${classes(options)}" href="${href}">${inside(label, options)}</a>`
}

/** A link that stands alone under a block. */
export function moreLink(label: string, href: string, more?: string): Html {
  return html`<a class="more" href="${href}">${inside(label, more === undefined ? {} : { more })}</a>`
}

/** Name of the hidden field that carries the CSRF token. */
const CSRF_FIELD = '_csrf'

/** The hidden field every POST form carries. */
export function csrfField(token: string): Html {
  return html`<input type="hidden" name="${CSRF_FIELD}" value="${token}">`
}

/** A POST form holding one button: an act in one click. `fields` are hidden values. */
export function buttonForm(
  label: string,
  action: string,
  csrf: string,
  options: Look & { fields?: Record<string, string> } = {},
): Html {
  const hidden = Object.entries(options.fields ?? {}).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return html`<form method="post" action="${action}">${csrfField(csrf)}${hidden}${button(label, options)}</form>`
}
