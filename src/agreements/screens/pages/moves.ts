// What an amendment moves on its day, said before it is written and until it holds.
import { type Html, html } from '#platform/html.ts'
import { panel } from '#platform/ui/desk.ts'
import { longDate } from '#platform/ui/french.ts'
import type { Day } from '#territory'

const NOTHING = 'Ni demande ni poste\u00a0: seul le prix change.'

export const movesPanel = (day: Day, said: readonly string[]): Html =>
  panel(
    `Ce qui bouge le ${longDate(day)}`,
    html`<ul>${(said.length > 0 ? said : [NOTHING]).map((line) => html`<li>${line}</li>`)}</ul>`,
    { end: html`<span class="meta">comme les choses sont aujourd’hui</span>` },
  )
