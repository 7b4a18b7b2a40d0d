// Forms that islands improve: each works the same without JavaScript.
import type { Html, HtmlValue } from '#platform/html.ts'
import { attrs, html } from '#platform/html.ts'
import { unmarked } from '../tongue/said-in.ts'
import { langAttributes, spoken } from '../tongue/sentences.ts'
import { csrfField } from './button.ts'
import { KIT } from './words.ts'

/** A POST form that cannot be sent twice by accident. */
export function form(options: {
  action: string
  csrf: string
  body: HtmlValue
  id?: string
  /** Carries files. */
  files?: boolean
  className?: string
  /** Where a script saves it as one types. */
  autosave?: string
  /** Nothing of it stays in the browser: several people use that machine. */
  keep?: 'server'
  /** Where what is saved is found again: the address of the page, once something is. */
  resume?: string
}): Html {
  const given = attrs({
    method: 'post',
    action: options.action,
    id: options.id,
    class: options.className ?? 'stack',
    enctype: options.files ? 'multipart/form-data' : undefined,
    novalidate: true,
    'data-autosave': options.autosave,
    'data-keep': options.keep,
    'data-resume': options.resume,
  })
  const whole = html`<form ${given}>${csrfField(options.csrf)}${options.body}</form>`
  return html`<submit-once>${options.autosave === undefined ? whole : html`<autosave-form>${whole}</autosave-form>`}</submit-once>`
}

/** The form of a service: buttons beside it name it, so that what is typed goes along. */
export const DRAFT_FORM = 'brouillon'

/** What islands/autosave-form.ts says, in another language. */
const draftWords = () => ({
  ...langAttributes(),
  saved: unmarked(KIT.draftSaved()),
  offline: unmarked(KIT.draftOffline()),
  keptAway: unmarked(KIT.keptAway('{hour}')),
  keptRefused: unmarked(KIT.keptRefused('{hour}')),
  notKeptAway: unmarked(KIT.notKeptAway()),
  notKeptRefused: unmarked(KIT.notKeptRefused()),
  putBack: unmarked(KIT.putBack()),
})

/**
 * The form of a service: saved as one goes (POST of the fields, without files, to `autosave`), fields shown by their
 * conditions. `facts` are known beside the fields of this page (answers of the pages before, `commune`).
 */
export function draftForm(options: {
  action: string
  csrf: string
  body: HtmlValue
  autosave: string
  /** When the server had the last of it; null: nothing yet. Absent: what is kept on the device only fills what is empty. */
  saved?: Date | null
  facts?: Record<string, unknown>
}): Html {
  const given = attrs({
    method: 'post',
    action: options.action,
    enctype: 'multipart/form-data',
    novalidate: true,
    'data-autosave': options.autosave,
    'data-saved': options.saved === undefined ? undefined : (options.saved?.toISOString() ?? ''),
    dir: spoken()?.rtl && 'rtl',
    'data-words': spoken() === null ? undefined : JSON.stringify(draftWords()),
    id: DRAFT_FORM,
  })
  const facts = attrs({ 'data-facts': JSON.stringify(options.facts ?? {}) })
  // First in the form: the Enter key continues, and never presses « Retirer » beside a file.
  const enter = html`<button class="hidden" tabindex="-1" aria-hidden="true">${KIT.continue()}</button>`
  return html`<submit-once><autosave-form><form ${given}>${enter}${csrfField(options.csrf)}<conditional-fields class="stack wide" ${facts}>${options.body}</conditional-fields></form></autosave-form></submit-once>`
}

/** A search: answers of `url` (JSON: href, title, kind) are proposed as one types. */
export function suggestingSearch(options: {
  url: string
  name: string
  label: string
  value?: string
  placeholder?: string
}): Html {
  const { url, name, label, value, placeholder } = options
  const given = attrs({ class: 'input', id: name, name, type: 'search', value, placeholder, maxlength: 200 })
  return html`<search-suggestions data-url="${url}"><label for="${name}"><span class="label">${label}</span><input ${given}></label></search-suggestions>`
}

/** A value of a technical screen that a button copies when scripts run. */
export function copyableValue(value: string): Html {
  return html`<copy-code data-text="${value}"><code>${value}</code></copy-code>`
}

/** A code that a button copies when scripts run. */
export function copyable(code: string): Html {
  return html`<copy-code data-text="${code}"><span class="code">${code}</span></copy-code>`
}
