// What an amendment moves on its day, said before it is written and until it holds; what a denunciation ends, said before it is noted.
import { type Html, html } from '#platform/html.ts'
import { panel } from '#platform/ui/desk.ts'
import { longDate } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import type { Day } from '#territory'
import { noticeDay, yearOf } from '../../life/life.ts'
import type { Line } from '../../life/line.ts'
import { euros } from '../../price/money.ts'

const NOTHING = 'Ni demande ni poste\u00a0: seul le prix change.'

export const movesPanel = (day: Day, said: readonly string[]): Html =>
  panel(
    `Ce qui bouge le ${longDate(day)}`,
    html`<ul>${(said.length > 0 ? said : [NOTHING]).map((line) => html`<li>${line}</li>`)}</ul>`,
    { end: html`<span class="meta">comme les choses sont aujourd’hui</span>` },
  )

/** The years that would cost something else. */
export function pricesPanel(before: readonly Line[], after: readonly Line[]): Html | false {
  const owed = new Map(before.map(({ year, gross }) => [year, gross]))
  const changed = after.filter(({ year, gross }) => owed.get(year) !== gross)
  if (changed.length === 0) return false
  const rows = changed.map(({ year, gross }) => [
    String(year),
    euros(owed.get(year) ?? 0),
    html`<b>${euros(gross)}</b>`,
  ])
  return panel(
    'Ce que les années coûteraient',
    table({
      caption: 'Prix des années qui changent',
      captionHidden: true,
      dense: true,
      columns: [
        { label: 'Année' },
        { label: 'Sans cet avenant, TTC', right: true },
        { label: 'Avec lui, TTC', right: true },
      ],
      rows,
    }),
    { bare: true, end: html`<span class="meta">à la population connue aujourd’hui</span>` },
  )
}

/** A letter that comes after the notice counts for the year that follows. */
const lateWords = (onDay: Day, last: Day, noticeMonths: number): string | false =>
  yearOf(last) > yearOf(onDay) &&
  `Reçue après le ${longDate(noticeDay(yearOf(onDay), noticeMonths))}, dernier jour du préavis, la lettre vaut pour la fin de l’année suivante.`

export function endPanel(last: Day, { onDay, noticeMonths }: { onDay: Day; noticeMonths: number }): Html {
  const late = lateWords(onDay, last, noticeMonths)
  return panel(
    `Ce qui finit le ${longDate(last)}`,
    html`<ul>${late !== false && html`<li>${late}</li>`}
      <li>Jusqu’à ce jour, rien ne change&nbsp;: la commune garde ce que la convention ouvre.</li>
      <li>Pendant les trente jours qui suivent, ses agents lisent tout et ne changent rien&nbsp;; ce qui arrive va au centre de contact.</li>
      <li>Puis ses données lui sont remises et sont effacées, sauf si une autre convention a pris la suite.</li></ul>
    <p>Une dénonciation notée ne se retire pas&nbsp;: pour continuer, il faudra une nouvelle convention.</p>`,
  )
}
