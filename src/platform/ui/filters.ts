// Filters of a list: a GET form, so that the address says everything and can be shared.
import type { Html } from '#platform/html.ts'
import { attrs, html } from '#platform/html.ts'
import { button } from './button.ts'
import type { Option } from './fields.ts'
import { optionList } from './fields.ts'
import { icon } from './icon.ts'

export type Filter =
  | { kind: 'text'; name: string; label: string; value?: string | undefined; placeholder?: string }
  | {
      kind: 'list'
      name: string
      label: string
      value?: string | undefined
      all: string
      options: readonly Option[]
    }

function filter(one: Filter): Html {
  if (one.kind === 'list') {
    return html`<label>${one.label}<select name="${one.name}">${optionList(one.options, one.value, one.all)}</select></label>`
  }
  const given = attrs({
    class: 'input',
    type: 'search',
    name: one.name,
    value: one.value,
    placeholder: one.placeholder,
  })
  return html`<label class="grow">${one.label}<input ${given}></label>`
}

/** The bar of filters. `keep` are hidden values that stay in the address (view, sort). */
export function filters(options: {
  action: string
  label: string
  filters: readonly Filter[]
  keep?: Record<string, string | undefined>
  /** What the button says; « Filtrer » when absent. */
  button?: string
}): Html {
  const kept = Object.entries(options.keep ?? {})
    .filter(([, value]) => value)
    .map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
  // On a phone the lists are folded, without a script: what is opened stands beside what is shown (see desk/panel.css). One filter
  // at least is shown, and nothing opens on nothing.
  const words = options.filters.filter(({ kind }) => kind === 'text')
  const first = words.length > 0 ? words : options.filters.slice(0, 1)
  const rest = options.filters.filter((one) => !first.includes(one))
  const folded =
    rest.length > 0 &&
    html`<details class="more-filters"><summary>Plus de filtres</summary></details><div class="rest">${rest.map(filter)}</div>`
  return html`<form class="filters inside" role="search" aria-label="${options.label}" action="${options.action}">${kept}${first.map(filter)}${folded}${button(options.button ?? 'Filtrer', { kind: 'quiet' })}</form>`
}

/** What the list is limited to, each with the address that takes it away. Nothing when there is none. */
export function appliedFilters(
  applied: readonly { label: string; without: string }[],
  clear: string,
): Html | null {
  if (applied.length === 0) return null
  const items = applied.map(
    ({ label, without }) =>
      html`<a href="${without}">${label} ${icon('x')}<span class="hidden">retirer ce filtre</span></a>`,
  )
  return html`<p class="applied"><span>Filtres&nbsp;:</span>${items}<a href="${clear}">Tout effacer</a></p>`
}
