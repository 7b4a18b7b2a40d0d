// What is owed for a year, agreement by agreement, and the sums.
import { type Html, html } from '#platform/html.ts'
import { linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { percent, plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { tabs } from '#platform/ui/navigation.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import type { Territory } from '#territory'
import type { Asked, Due } from '../../dues/titles.ts'
import { euros } from '../../price/money.ts'
import { BUDGET_LINE } from '../../record/words.ts'
import { byCommune, DUES, HERE } from '../words.ts'

export interface DuesView {
  year: number
  years: readonly number[]
  place: Territory
  dues: readonly Due[]
  mayIssue: boolean
}

const titled = ({ titles }: Due): string => titles.map(({ number }) => `n° ${number}`).join(', ')

const inOrder = <D extends Due>(dues: readonly D[], place: Territory) =>
  dues
    .map((due) => ({ due, authority: place.authority(due.row.authorityId) }))
    .toSorted((one, other) => byCommune(one.authority, other.authority))
    .map(({ due, authority: { name } }) => ({ due, name }))

function rowsOf({ dues, place }: DuesView) {
  const rows = inOrder(dues, place).map(({ due, name }) => [
    html`<a href="${HERE}/${due.row.id}">${name}</a>${due.line.discount !== null && html` <span class="meta">remise de ${percent(due.line.discount.percent / 100)}</span>`}`,
    euros(due.line.net),
    euros(due.line.tax),
    euros(due.line.gross),
    titled(due),
    due.left === null ? '' : euros(due.left.gross),
  ])
  const sum = (of: (due: Due) => number) => euros(dues.reduce((total, due) => total + of(due), 0))
  const total = [
    html`<b>Total</b>`,
    sum(({ line }) => line.net),
    sum(({ line }) => line.tax),
    html`<b>${sum(({ line }) => line.gross)}</b>`,
    '',
    html`<b>${sum(({ left }) => left?.gross ?? 0)}</b>`,
  ]
  return [...rows, total]
}

/** GET /administration/conventions/echeances */
export function duesPage(frame: AgentFrame, view: DuesView): Html {
  const { year, years, dues, mayIssue } = view
  const left = dues.filter((due) => due.left !== null).length
  const title = `Échéances de ${year}`
  const list =
    dues.length === 0
      ? emptyState('Rien n’est dû', 'Aucune convention ne couvre cette année.')
      : table({
          caption: title,
          captionHidden: true,
          dense: true,
          columns: [
            { label: 'Commune' },
            { label: 'HT', right: true },
            { label: 'TVA', right: true },
            { label: 'TTC', right: true },
            { label: 'Titres' },
            { label: 'À émettre', right: true },
          ],
          rows: rowsOf(view),
        })
  const act =
    mayIssue &&
    left > 0 &&
    linkButton(`Émettre ${plural(left, 'titre', 'titres')}…`, `${DUES}/${year}/emettre`)
  const main = html`<div class="stack"><div class="row apart"><h1>${title} <span class="soft">${BUDGET_LINE}</span></h1><div class="row">${linkButton('Titres émis', `${HERE}/titres`, { kind: 'quiet' })}${act}</div></div>
    ${tabs(
      'Années',
      years.map((one) => ({ href: `${DUES}?annee=${one}`, label: String(one), current: one === year })),
    )}
    <div class="panel">${list}</div><p><a href="${HERE}">Revenir aux conventions</a></p></div>`
  return agentPage(frame, { title, main, current: HERE })
}

/** The titles that would be issued, and their sum. */
export function askedPanel(year: number, asked: readonly Asked[], place: Territory): Html {
  const sum = (of: (due: Asked) => number) =>
    html`<b>${euros(asked.reduce((total, due) => total + of(due), 0))}</b>`
  const rows = inOrder(asked, place).map(({ due: { row, line, left }, name }) => [
    html`${name} <span class="meta">n° ${row.number}</span>`,
    euros(line.gross),
    euros(line.gross - left.gross),
    euros(left.net),
    euros(left.tax),
    html`<b>${euros(left.gross)}</b>`,
  ])
  const total = [
    html`<b>Total</b>`,
    sum(({ line }) => line.gross),
    sum(({ line, left }) => line.gross - left.gross),
    sum(({ left }) => left.net),
    sum(({ left }) => left.tax),
    sum(({ left }) => left.gross),
  ]
  return panel(
    plural(asked.length, 'titre à émettre', 'titres à émettre'),
    table({
      caption: `Titres de ${year} à émettre`,
      captionHidden: true,
      dense: true,
      columns: [
        { label: 'Commune' },
        { label: `Dû pour ${year}, TTC`, right: true },
        { label: 'Déjà émis', right: true },
        { label: 'Titre, HT', right: true },
        { label: 'TVA', right: true },
        { label: 'Titre, TTC', right: true },
      ],
      rows: [...rows, total],
    }),
    { bare: true, end: html`<span class="meta">année ${year}, ${BUDGET_LINE}</span>` },
  )
}
