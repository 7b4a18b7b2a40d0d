// Charts drawn on the server: a sentence first, then the drawing, then its table. Two tints of the brand, yellow for what to look at; axes
// from zero. What is hidden is in neither.
import { attrs, type Html, type HtmlValue, html } from '#platform/html.ts'
import { number } from './french.ts'
import { table } from './table.ts'

export interface ChartPoint {
  /** In full, and as it stands under the drawing: « novembre 2026 », « nov. ». */
  readonly label: string
  readonly short: string
  readonly value: number
  /** What to look at. */
  readonly isNow?: boolean
}

const HEIGHT = 100

/** A nice number that all stand under: 1, 2, 2.5 or 5 times a power of ten. */
export function topOf(values: readonly number[]): number {
  const most = Math.max(1, ...values)
  const power = 10 ** Math.floor(Math.log10(most))
  return ([1, 2, 2.5, 5, 10].find((times) => times * power >= most) ?? 10) * power
}

/** « Lectures : de 120 (août 2026) à 480 (mars 2026) », for whoever hears the drawing. */
export function spokenChart(caption: string, points: readonly ChartPoint[]): string {
  const [first, ...others] = points
  if (first === undefined) return `${caption}\u00a0: rien à montrer.`
  const [least, most] = others.reduce(
    ([low, high], point) => [point.value < low.value ? point : low, point.value > high.value ? point : high],
    [first, first],
  )
  if (least.value === most.value) return `${caption}\u00a0: ${number(most.value)} partout.`
  return `${caption}\u00a0: de ${number(least.value)} (${least.label}) à ${number(most.value)} (${most.label}).`
}

function column({ value, isNow }: ChartPoint, at: number, top: number): Html {
  const height = Math.round((value / top) * HEIGHT * 10) / 10
  const given = attrs({
    x: at * 10 + 1.5,
    y: HEIGHT - height,
    width: 7,
    height,
    class: isNow ? 'now' : undefined,
  })
  return html`<rect ${given}/>`
}

/** Columns side by side, in time most often. `heads` name the two columns of its table. */
export function columnChart(chart: {
  caption: string
  sentence: HtmlValue
  points: readonly ChartPoint[]
  heads: readonly [what: string, value: string]
}): Html {
  const { caption, points, heads } = chart
  const top = topOf(points.map(({ value }) => value))
  const drawing = html`<svg viewBox="0 0 ${points.length * 10} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${spokenChart(caption, points)}"><path class="rule" d="M0 ${HEIGHT / 2}H${points.length * 10}"/>${points.map((point, at) => column(point, at, top))}</svg>`
  const rows = points.map(({ label, value }) => [label, number(value)])
  const columns = [{ label: heads[0] }, { label: heads[1], right: true }]
  return html`<div class="chart"><p class="say-first">${chart.sentence}</p>
    <div class="drawn"><p class="axis" aria-hidden="true"><span>${number(top)}</span><span>${number(top / 2)}</span><span>0</span></p>${drawing}<ol aria-hidden="true">${points.map(({ short }) => html`<li>${short}</li>`)}</ol></div>
    <details><summary>Les chiffres</summary>${table({ caption: `${caption}, en chiffres`, captionHidden: true, columns, rows, dense: true })}</details></div>`
}

/** Bars one under the other, each with its label and its figure: the drawing is its table. */
export function barChart(chart: {
  caption: string
  sentence?: HtmlValue
  heads: readonly [what: string, value: string]
  bars: readonly {
    readonly label: HtmlValue
    /** Between 0 and 1. */
    readonly share: number
    readonly text: string
  }[]
}): Html {
  const lines = chart.bars.map(
    ({ label, share, text }) =>
      html`<tr><th scope="row">${label}</th><td><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect width="${Math.round(Math.min(1, share) * 1000) / 10}" height="10"/></svg></td><td class="r">${text}</td></tr>`,
  )
  const head = html`<tr><th scope="col">${chart.heads[0]}</th><td></td><th scope="col">${chart.heads[1]}</th></tr>`
  return html`<div class="chart">${chart.sentence !== undefined && html`<p class="say-first">${chart.sentence}</p>`}<table class="bar-rows"><caption class="hidden">${chart.caption}</caption><colgroup><col><col><col></colgroup><thead class="hidden">${head}</thead><tbody>${lines}</tbody></table></div>`
}
