// Tables: a caption, heads with a scope, sorting by links. Where there is no room, each row becomes a card.
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

function head(column: Column, role: string | undefined): Html {
  const { label, hidden, right, sort } = column
  const arrow = sort?.now && icon(sort.now === 'ascending' ? 'arrow-up' : 'arrow-down')
  const text = sort ? html`<a href="${sort.href}">${label} ${arrow}</a>` : html`${label}`
  const given = attrs({ scope: 'col', role, class: right ? 'r' : undefined, 'aria-sort': sort?.now })
  return html`<th ${given}>${hidden ? html`<span class="hidden">${label}</span>` : text}</th>`
}

/**
 * The head of a table. `select` adds the box that chooses every row (island inbox-keys); `roles` says in words what the
 * elements are, for a table whose display changes.
 */
export function tableHead(
  columns: readonly Column[],
  { select, roles }: { select?: boolean; roles?: boolean } = {},
): Html {
  const box =
    select &&
    html`<th scope="col"><span class="hidden">Choisir</span><input class="tick" type="checkbox" data-select-all hidden aria-label="Choisir toutes les demandes de la page"></th>`
  const role = (name: string) => (roles ? name : undefined)
  const heads = columns.map((column) => head(column, role('columnheader')))
  return html`<thead ${attrs({ role: role('rowgroup') })}><tr ${attrs({ role: role('row') })}>${box}${heads}</tr></thead>`
}

/** What each cell is, said in the card that its row becomes; and how it stands in a line. */
function cellAttributes({ label, hidden, right }: Column) {
  return attrs({ class: right ? 'r' : undefined, role: 'cell', 'data-label': hidden ? undefined : label })
}

/**
 * A small table: the first cell of a row is its head. In a narrow place its rows are stacked (assets/kit/tables.css, « stacked »): the
 * roles keep it a table for assistive tools, which forget it when the display of a row changes.
 */
export function table(options: {
  caption: string
  captionHidden?: boolean
  columns: readonly Column[]
  rows: readonly (readonly HtmlValue[])[]
  dense?: boolean
  /** Its cells say by themselves what they are: stacked, a row is a few lines, with its acts beside them. */
  brief?: boolean
}): Html {
  const rows = options.rows.map((cells) => {
    const line = cells.map((cell, index) => {
      if (index === 0) return html`<th scope="row" role="rowheader">${cell}</th>`
      return html`<td ${cellAttributes(options.columns[index] ?? { label: '' })}>${cell}</td>`
    })
    return html`<tr role="row">${line}</tr>`
  })
  const caption = html`<caption class="${options.captionHidden && 'hidden'}">${options.caption}</caption>`
  return html`<div class="scroll stacked${options.brief && ' brief'}" role="region" aria-label="${options.caption}" tabindex="0"><table role="table" class="${options.dense && 'dense'}">${caption}${tableHead(options.columns, { roles: true })}<tbody role="rowgroup">${rows}</tbody></table></div>`
}
