// What an amendment moves on its day, said before it is written and until it holds; what a denunciation ends, said before it is noted.
import { type Html, html } from '#platform/html.ts'
import { panel } from '#platform/ui/desk.ts'
import { longDate } from '#platform/ui/french.ts'
import type { Day } from '#territory'
import { noticeDay, yearOf } from '../../life/life.ts'

const NOTHING = 'Ni demande ni poste\u00a0: seul le prix change.'

export const movesPanel = (day: Day, said: readonly string[]): Html =>
  panel(
    `Ce qui bouge le ${longDate(day)}`,
    html`<ul>${(said.length > 0 ? said : [NOTHING]).map((line) => html`<li>${line}</li>`)}</ul>`,
    { end: html`<span class="meta">comme les choses sont aujourd’hui</span>` },
  )

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
