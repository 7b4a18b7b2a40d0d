// The parts of the page that change: found once, filled with words, shown one at a time.
import { encode } from 'uqr'
import type { Left } from './said.ts'

export type State = 'install' | 'refused' | 'unable' | 'working'
export type Face = 'ready' | 'wallet' | 'good' | 'bad'

export interface Answered {
  word: string
  class: string
  left: Left | null
  why: string
  isAlone: boolean
}

export const all = (root: ParentNode, selector: string): HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>(selector),
]

export function words(root: ParentNode, name: string, text: string): void {
  for (const part of all(root, `[data-${name}]`)) part.textContent = text
}

export function one(root: ParentNode, name: 'state' | 'face' | 'net', shown: string): void {
  for (const part of all(root, `[data-${name}]`)) part.hidden = part.dataset[name] !== shown
}

/** What was decided, within the region that says it. */
export function fill(root: ParentNode, face: 'good' | 'bad', answered: Answered): void {
  const region = root.querySelector<HTMLElement>(`[data-face="${face}"] [data-answer]`)
  if (region === null) return
  const { word, class: held, left, why, isAlone } = answered
  region.classList.toggle('alone', isAlone)
  const said = { word, class: held, why, before: left?.before, figure: left?.figure, after: left?.after }
  for (const [name, text] of Object.entries(said)) words(region, name, text ?? '')
  for (const part of all(region, '[data-left]')) part.hidden = left === null
}

const SVG = 'http://www.w3.org/2000/svg'
/** What stays white around it, in modules: readers need it. */
const QUIET = 4

/** A square that phones read. @param label what it is, for whoever does not see it */
export function drawn(text: string, label: string): SVGElement {
  const { size, data } = encode(text, { border: QUIET })
  const picture = document.createElementNS(SVG, 'svg')
  picture.setAttribute('viewBox', `0 0 ${size} ${size}`)
  picture.setAttribute('role', 'img')
  picture.setAttribute('aria-label', label)
  picture.setAttribute('class', 'qr-code')
  const path = document.createElementNS(SVG, 'path')
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  path.setAttribute('d', dark.join(''))
  picture.append(path)
  return picture
}
