// A code as readers want it: dark on white, with its quiet zone, and words for whoever does not see it.
import { encode } from 'uqr'

const SVG = 'http://www.w3.org/2000/svg'
/** What stays white around it, in modules: readers need it. */
const QUIET = 4

function runsOf(row: readonly boolean[], y: number): string {
  let runs = ''
  for (let x = 0; x < row.length; x += 1) {
    const from = x
    while (row[x] === true) x += 1
    if (x > from) runs += `M${from} ${y}h${x - from}v1h${from - x}z`
  }
  return runs
}

/** @param label what it is */
export function drawn(text: string, label: string): SVGElement {
  const { size, data } = encode(text, { border: QUIET })
  const picture = document.createElementNS(SVG, 'svg')
  const given = { class: 'qr-code', viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-label': label }
  for (const [name, value] of Object.entries(given)) picture.setAttribute(name, value)
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', data.map(runsOf).join(''))
  picture.append(path)
  return picture
}
