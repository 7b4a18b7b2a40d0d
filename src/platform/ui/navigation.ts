// Ways through the pages: breadcrumb, steps, tabs, keyset pagination, filters, search.
import type { Html } from '#platform/html.ts'
import { attrs, html } from '#platform/html.ts'
import { langAttributes } from '../tongue/sentences.ts'
import { button } from './button.ts'
import { number, plural } from './french.ts'
import { icon } from './icon.ts'
import type { Link } from './site.ts'
import { KIT } from './words.ts'

/** Where the page stands; its own title comes last, without a link. */
export function breadcrumb(ancestors: readonly Link[], title: string): Html {
  const items = ancestors.map(({ href, label }) => html`<li><a href="${href}">${label}</a></li>`)
  return html`<nav class="crumbs" aria-label="Fil d’Ariane"><ol>${items}<li aria-current="page">${title}</li></ol></nav>`
}

export interface Step {
  label: string
  state: 'done' | 'now' | 'next'
  /** Way back to a step that is done. */
  href?: string | undefined
}

function step({ label, state, href }: Step): Html {
  if (state === 'now') return html`<li aria-current="step"><span>${label}</span></li>`
  if (state === 'next') return html`<li><span>${label}</span></li>`
  const done = html`${label} <span class="hidden">${KIT.done()}</span>`
  return html`<li class="done">${href ? html`<a href="${href}">${done}</a>` : html`<span>${done}</span>`}</li>`
}

/** Progress of a form in several pages. */
export function steps(list: readonly Step[]): Html {
  return html`<ol class="steps" ${attrs({ 'aria-label': KIT.steps(), ...langAttributes() })}>${list.map(step)}</ol>`
}

export interface Tab extends Link {
  current?: boolean
  count?: number | undefined
}

/** Views of the same things; `thin` in the head of a panel. */
export function tabs(label: string, list: readonly Tab[], options: { thin?: boolean } = {}): Html {
  const items = list.map(
    (tab) =>
      html`<a ${attrs({ href: tab.href, 'aria-current': tab.current ? 'true' : undefined })}>${tab.label}${tab.count !== undefined && html` <span class="count">${number(tab.count)}</span>`}</a>`,
  )
  return html`<nav class="${options.thin ? 'tabs thin' : 'tabs'}" aria-label="${label}">${items}</nav>`
}

export interface PageLinks {
  /** Addresses that keep the filters, or null at an end. */
  previous: string | null
  next: string | null
  /** Rows on this page, and in all when it is known. */
  shown?: number
  total?: number | undefined
  /** What the rows are: « demande », « demandes ». */
  one?: string
  several?: string
  /** Name of the navigation, when a page holds several. */
  label?: string
}

/** Previous and next pages of a keyset list; nothing when there is one page and no count to say. */
export function pagination(page: PageLinks): Html | null {
  const { previous, next, shown, total, one = 'demande', several = 'demandes', label = 'Pages' } = page
  const isWhole = !previous && !next
  if (isWhole && shown === undefined) return null
  // Alone, the number of a page would read as the number of all.
  const of = isWhole ? '' : total === undefined ? ' sur cette page' : ` sur ${number(total)}`
  const count = shown === undefined ? null : html`<p class="meta">${plural(shown, one, several)}${of}</p>`
  const back = previous && html`<a href="${previous}" rel="prev">${icon('arrow-left')} Précédente</a>`
  const forth = next && html`<a href="${next}" rel="next">Suivante ${icon('arrow-right')}</a>`
  const nav = isWhole ? null : html`<nav class="pages" aria-label="${label}">${back}${forth}</nav>`
  return html`<div class="row apart foot-row">${count}${nav}</div>`
}

/** A box to type in and its button, side by side. `id` also names the label. */
export function searchBox(options: {
  action: string
  name: string
  label: string
  value?: string | undefined
  placeholder?: string
  button?: string
  id?: string
  /** What the search keeps of the address. */
  hidden?: Readonly<Record<string, string>>
  /** Not a search but a code to type. */
  plain?: boolean
}): Html {
  const id = options.id ?? options.name
  const role = options.plain ? undefined : 'search'
  const given = attrs({
    class: 'input',
    type: options.plain ? 'text' : 'search',
    id,
    name: options.name,
    value: options.value,
    placeholder: options.placeholder,
    autocomplete: 'off',
  })
  const kept = Object.entries(options.hidden ?? {}).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return html`<form class="stack tight" ${attrs({ action: options.action, role })}>${kept}<label class="hint" for="${id}">${options.label}</label><div class="joined"><input ${given}>${button(options.button ?? 'Chercher', { kind: 'quiet' })}</div></form>`
}

/** Numbered pages of a counted list (catalogue): `href` gives the address of a page. */
export function numberedPages(current: number, last: number, href: (page: number) => string): Html | null {
  if (last < 2) return null
  const items = Array.from({ length: last }, (_, index) => index + 1).map(
    (page) =>
      html`<a ${attrs({ href: href(page), 'aria-current': page === current ? 'page' : undefined })}><span class="hidden">Page </span>${page}</a>`,
  )
  return html`<nav class="pages" aria-label="Pages">${items}${current < last && html`<a href="${href(current + 1)}" rel="next">Suivante</a>`}</nav>`
}
