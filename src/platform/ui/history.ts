// What was done to a thing on screen, by whom and when: told the same way wherever it is.
import { type Html, type HtmlValue, html } from '#platform/html.ts'
import { panel } from './desk.ts'
import { capital, dateTime } from './french.ts'
import { table } from './table.ts'

export interface Told {
  readonly at: Date
  readonly by: string
  readonly said: HtmlValue
}

const COLUMNS = [{ label: 'Quand' }, { label: 'Par' }, { label: 'Ce qui a changé' }]

/** The panel of what was told, in the order given; nothing while there is none. */
export function historyPanel(told: readonly Told[], zone: string): Html | null {
  if (told.length === 0) return null
  const rows = told.map(({ at, by, said }) => [
    html`<span class="nowrap">${dateTime(at, zone)}</span>`,
    capital(by),
    said,
  ])
  const shown = table({
    caption: 'Ce qui a changé',
    captionHidden: true,
    columns: COLUMNS,
    rows,
    dense: true,
  })
  return panel('Histoire', shown, { bare: true })
}

/** Several lines of one change. */
export const linesSaid = (lines: readonly string[]): HtmlValue =>
  html`${lines.map((line, index) => html`${index > 0 && html`<br>`}${line}`)}`
