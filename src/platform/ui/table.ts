// Tables: a caption, heads with a scope, sorting by links.
import type { Html, HtmlValue } from '#platform/html.ts'
import { attrs, html } from '#platform/html.ts'
import { icon } from './icon.ts'

export interface Column {
  label: string
  /** Only for assistive tools. */
  hidden?: boolean
  /** Figures: at the end of the line. */
  right?: boolean
  /** Address that sorts by this column, and how it is sorted now. */
  sort?: { href: string; now?: 'ascending' | 'descending' | undefined } | undefined
}

function head(column: Column): Html {
  const { label, hidden, right, sort } = column
  const arrow = sort?.now && icon(sort.now === 'ascending' ? 'arrow-up' : 'arrow-down')
  const text = sort ? html`<a href="${sort.href}">${label} ${arrow}</a>` : html`${label}`
  const given = attrs({ scope: 'col', class: right ? 'r' : undefined, 'aria-sort': sort?.now })
  return html`<th ${given}>${hidden ? html`<span class="hidden">${label}</span>` : text}</th>`
}

/** The head of a table. `select` adds the box that chooses every row (island inbox-keys). */
export function tableHead(columns: readonly Column[], options: { select?: boolean } = {}): Html {
  const box =
    options.select &&
    html`<th scope="col"><span class="hidden">Choisir</span><input class="tick" type="checkbox" data-select-all hidden aria-label="Choisir toutes les demandes de la page"></th>`
  return html`<thead><tr>${box}${columns.map(head)}</tr></thead>`
}

/** A small table: the first cell of a row is its head. */
export function table(options: {
  caption: string
  captionHidden?: boolean
  columns: readonly Column[]
  rows: readonly (readonly HtmlValue[])[]
  dense?: boolean
}): Html {
  const rows = options.rows.map((cells) => {
    const line = cells.map((cell, index) => {
      if (index === 0) return html`<th scope="row">${cell}</th>`
      return html`<td ${attrs({ class: options.columns[index]?.right ? 'r' : undefined })}>${cell}</td>`
    })
    return html`<tr>${line}</tr>`
  })
  const caption = html`<caption class="${options.captionHidden && 'hidden'}">${options.caption}</caption>`
  return html`<div class="scroll" role="region" aria-label="${options.caption}" tabindex="0"><table class="${options.dense && 'dense'}">${caption}${tableHead(options.columns)}<tbody>${rows}</tbody></table></div>`
}
