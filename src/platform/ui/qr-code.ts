// A link as a square that a telephone reads, drawn on the server: no script, nothing asked of anybody else.
import { encode } from 'uqr'
import { html, type Html } from '#platform/html.ts'

/** What stays white around it, in modules: readers need it (ISO/IEC 18004). */
const QUIET = 4

/** The dark runs of a row, as parts of a path: a line of modules is drawn once. */
function runsOf(row: readonly boolean[], y: number): string {
  let runs = ''
  for (let x = 0; x < row.length; x += 1) {
    const from = x
    while (row[x] === true) x += 1
    if (x > from) runs += `M${from} ${y}h${x - from}v1h${from - x}z`
  }
  return runs
}

/** @param label what it is, for whoever does not see it */
export function qrCode(text: string, label: string): Html {
  const { size, data } = encode(text, { border: QUIET })
  return html`<svg class="qr-code" viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}"><path d="${data.map(runsOf).join('')}"/></svg>`
}
