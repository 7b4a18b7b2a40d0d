// What the page says back: notices, errors, promises, tags, empty states.
import type { Html, HtmlValue } from '#platform/html.ts'
import { html } from '#platform/html.ts'
import { mark } from './drawings.ts'
import type { IconName } from './icon.ts'
import { icon } from './icon.ts'
import { KIT } from './words.ts'

export type Tone = 'info' | 'good' | 'warn' | 'bad'

const NOTICE_ICONS: Record<Tone, IconName> = {
  good: 'circle-check-big',
  info: 'info',
  warn: 'triangle-alert',
  bad: 'circle-alert',
}

/** A message in the page: a title, and what follows from it. */
export function notice(tone: Tone, title: string, body?: HtmlValue, options: { icon?: IconName } = {}): Html {
  return html`<div class="notice ${tone}">${icon(options.icon ?? NOTICE_ICONS[tone])}<div class="stack tight"><h2>${title}</h2>${body}</div></div>`
}

/** An error of a form: `id` of the control to go to, '' when it is of no answer (the page is old, somebody was faster), and the same sentence as beside the field. */
export interface FormError {
  id: string
  message: string
}

function wrongAnswers(errors: readonly FormError[]): string {
  const wrong = errors.filter(({ id }) => id !== '').length
  return wrong === 0 ? KIT.toRead() : KIT.wrongAnswers(wrong)
}

/** The list of errors, first in the page, linked, focused when the page opens. Empty list: nothing. */
export function errorSummary(
  errors: readonly FormError[],
  kept = KIT.othersKept(),
  title = wrongAnswers(errors),
): Html | null {
  if (errors.length === 0) return null
  const items = errors.map(
    ({ id, message }) => html`<li><a href="#${id === '' ? 'contenu' : id}">${message}</a></li>`,
  )
  return html`<error-focus><div class="error-summary" role="alert" aria-labelledby="erreurs" tabindex="-1"><h2 id="erreurs">${icon('circle-alert')}${title}</h2><ul>${items}</ul><p class="meta">${kept}</p></div></error-focus>`
}

/** One thing the authority promises: « La réparation au plus tard le », « lundi 7 décembre ». */
export interface Promised {
  term: string
  value: string
  detail?: string | undefined
}

/** The open frame: only for what the authority promises (look rule 5). `two` sets them side by side. */
export function promise(
  items: readonly Promised[],
  options: { title?: string; label?: string; two?: boolean } = {},
): Html {
  const entries = items.map(
    ({ term, value, detail }) =>
      html`<div><dt>${term}</dt><dd>${value}${detail && html`<small>${detail}</small>`}</dd></div>`,
  )
  const title = options.title ? html`<h2 class="over">${options.title}</h2>` : null
  return html`<section class="promise ${options.two && 'two'}" aria-label="${options.title ?? options.label ?? 'Date promise'}">${title}<dl>${entries}</dl></section>`
}

/** A state in a word, with its colour and, where it helps, a shape. `idle` is neutral. */
export function tag(
  tone: Tone | 'idle',
  label: string,
  options: { icon?: IconName; solid?: boolean } = {},
): Html {
  const shape = options.icon ? icon(options.icon) : null
  return html`<span class="tag ${tone === 'idle' ? '' : tone}${options.solid && ' solid'}">${shape}${label}</span>`
}

/** Nothing to show: what is empty, what comes next, and the way there. */
export function emptyState(title: string, text?: HtmlValue, action?: { href: string; label: string }): Html {
  return html`<div class="empty">${mark()}<p><b>${title}</b></p>${text && html`<p>${text}</p>`}${action && html`<p class="gap"><a class="more" href="${action.href}">${action.label}</a></p>`}</div>`
}
