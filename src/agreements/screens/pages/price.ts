// What an agreement costs: the bracket that applies in its grid, a line for each year, the price of the year as an addition.
import { type Html, html } from '#platform/html.ts'
import { panel } from '#platform/ui/desk.ts'
import { capital, mediumDate, percent } from '#platform/ui/french.ts'
import { table } from '#platform/ui/table.ts'
import { bracketOf, bracketWords, type Grid, type Offer, OFFERS } from '../../price/grid.ts'
import { euros, rateWords, wholeEuros } from '../../price/money.ts'
import type { Line } from '../../life/line.ts'
import type { AgreementRow, Population } from '../../record/queries.ts'
import { BUDGET_LINE, actDate, populationWords } from '../../record/words.ts'
import { HERE, inhabitants } from '../words.ts'

/** « 2027, remise de 50 % » */
const yearWords = ({ year, discount }: Line): string =>
  discount === null ? String(year) : `${year}, remise de ${percent(discount.percent / 100)}`

export interface Priced {
  row: AgreementRow
  name: string
  /** « la Ville de Bron » */
  called: string
  lines: readonly Line[]
  /** The line that is shown first: of the year that runs, or of the first. */
  now: Line
  /** Today’s, or the nearest of that year; its grid. */
  offer: Offer
  grid: Grid
  population: Population
}

/** The grid, and where the commune stands in it. */
export function bracketsPanel({ name, called, offer, grid, population }: Priced): Html {
  const own = bracketOf(grid, population.figure)
  const rows = grid.brackets.map((bracket) => {
    const isOwn = bracket.from === own.from
    const cell = (of: 'full' | 'restricted') =>
      html`<td class="${isOwn && of === offer ? 'r chosen' : 'r'}">${wholeEuros(bracket[of])}</td>`
    const head = html`<th scope="row">${bracketWords(grid, bracket)} ${isOwn && html`<span class="tag">${name}</span>`}</th>`
    return isOwn
      ? html`<tr aria-current="true">${head}${cell('full')}${cell('restricted')}</tr>`
      : html`<tr>${head}${cell('full')}${cell('restricted')}</tr>`
  })
  return panel(
    'Prix, selon la population',
    html`<div class="scroll"><table class="dense brackets"><caption class="hidden">Prix annuel TTC par tranche de population&nbsp;; ${name} est dans la tranche ${bracketWords(grid, own)}</caption><thead><tr><th scope="col">Habitants</th><th scope="col" class="r">${OFFERS.full}</th><th scope="col" class="r">${OFFERS.restricted}</th></tr></thead><tbody>${rows}</tbody></table></div>
    <div class="inside"><p><b>${capital(called)} compte ${inhabitants(population.figure)}</b> <span class="meta">${populationWords(population)}&nbsp;; relue au renouvellement seulement. La borne basse d’une tranche en fait partie.</span></p></div>`,
    { bare: true, end: html`<a href="${HERE}/grilles">Grille votée le ${actDate(grid.votedOn)}</a>` },
  )
}

/** One line a year. */
export function duesPanel({ lines, grid }: Priced, titleOf: (line: Line) => string): Html {
  return panel(
    'Échéances',
    table({
      caption: 'Une ligne par année',
      captionHidden: true,
      dense: true,
      columns: [
        { label: 'Année' },
        { label: 'HT', right: true },
        { label: `TVA ${rateWords(grid.rate)}`, right: true },
        { label: 'TTC', right: true },
        { label: 'Titre' },
      ],
      rows: lines.map((line) => [
        html`${yearWords(line)}${partsOf(line)}`,
        euros(line.net),
        euros(line.tax),
        html`<b>${euros(line.gross)}</b>`,
        titleOf(line),
      ]),
    }),
    { bare: true, end: html`<span class="meta">${BUDGET_LINE}</span>` },
  )
}

/** The pieces of a year that is not whole, or not of one offer. */
function partsOf({ pieces, year }: Line): Html | false {
  const isWhole =
    pieces.length === 1 && pieces[0]?.from === `${year}-01-01` && pieces[0].to === `${year}-12-31`
  if (isWhole) return false
  const parts = pieces.map(
    ({ from, to, days, offer, cents }) =>
      html`<br><span class="meta">${OFFERS[offer]}, du ${mediumDate(from)} au ${mediumDate(to)}, ${days} jours&nbsp;: ${euros(cents)}</span>`,
  )
  return html`${parts}`
}

/** The price of the year, as an addition that one can redo. */
export function billPanel({ now, grid, population }: Priced): Html {
  const words = bracketWords(grid, bracketOf(grid, population.figure))
  const parts = now.pieces.map(({ offer, cents, days }) => {
    const share = now.pieces.length > 1 ? `, ${days} jours` : ''
    return html`<div><dt>${OFFERS[offer]}, ${words}${share}</dt><dd>${euros(cents)}</dd></div>`
  })
  const less =
    now.discount !== null &&
    html`<div><dt>Remise des partenaires initiaux, ${percent(now.discount.percent / 100)}, une seule année</dt><dd>−&nbsp;${euros(now.discount.cents)}</dd></div>`
  return panel(
    `Prix de ${now.year}`,
    html`<dl class="bill">${parts}${less}<div class="total"><dt>À payer, TTC</dt><dd>${euros(now.gross)}</dd></div></dl>`,
  )
}
