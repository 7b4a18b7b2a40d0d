// What is owed for a year, agreement by agreement, and the sums.
import { type Html, html } from '#platform/html.ts'
import { buttonForm, linkButton } from '#platform/ui/button.ts'
import { emptyState } from '#platform/ui/feedback.ts'
import { percent, plural } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import { tabs } from '#platform/ui/navigation.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import type { Territory } from '#territory'
import type { Due } from '../../dues/titles.ts'
import { euros } from '../../price/money.ts'
import { byCommune, DUES, HERE } from '../words.ts'

export interface DuesView {
  year: number
  years: readonly number[]
  place: Territory
  dues: readonly Due[]
  mayIssue: boolean
}

const titled = ({ titles }: Due): string => titles.map(({ number }) => `n° ${number}`).join(', ')

function rowsOf({ dues, place }: DuesView) {
  const rows = dues
    .map((due) => ({ due, authority: place.authority(due.row.authorityId) }))
    .toSorted((one, other) => byCommune(one.authority, other.authority))
    .map(({ due, authority: { name } }) => [
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
    buttonForm(`Émettre ${plural(left, 'titre', 'titres')}`, DUES, frame.csrf, {
      fields: { annee: String(year) },
    })
  const main = html`<div class="stack"><div class="row apart"><h1>${title} <span class="soft">nature 62878, fonction 020</span></h1><div class="row">${linkButton('Titres émis', `${HERE}/titres`, { kind: 'quiet' })}${act}</div></div>
    ${tabs(
      'Années',
      years.map((one) => ({ href: `${DUES}?annee=${one}`, label: String(one), current: one === year })),
    )}
    <div class="panel">${list}</div><p><a href="${HERE}">Revenir aux conventions</a></p></div>`
  return agentPage(frame, { title, main, current: HERE })
}
