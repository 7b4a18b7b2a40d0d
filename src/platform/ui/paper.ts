// A paper as a page to read and print: the parts of the PDF, in the same order.
import { type Html, html } from '../html.ts'
import type { Paper, PaperBranch, Part } from '../pdf/document.ts'
import { linkButton } from './button.ts'
import { barChart, columnChart } from './charts.ts'
import { facts } from './content.ts'
import { number } from './french.ts'
import { agentPage } from './layout.ts'
import { qrCode } from './qr-code.ts'
import type { AgentFrame } from './site.ts'

const lines = (text: string): Html =>
  html`${text.split('\n').map((line, index) => html`${index > 0 && html`<br>`}${line}`)}`

const tree = (branches: readonly PaperBranch[]): Html =>
  html`<ul>${branches.map(({ text, detail, below }) => html`<li>${text} <span class="meta">${detail}</span>${below.length > 0 && tree(below)}</li>`)}</ul>`

function chart({ isTime, points, ...said }: Extract<Part, { kind: 'chart' }>): Html {
  if (isTime === true) return columnChart({ ...said, points })
  const most = Math.max(1, ...points.map(({ value }) => value))
  const bars = points.map(({ label, value }) => ({ label, share: value / most, text: number(value) }))
  return barChart({ ...said, bars })
}

function partHtml(part: Part): Html {
  switch (part.kind) {
    case 'heading':
      return html`<h2 class="small">${part.text}</h2>`
    case 'text':
      return html`<p>${part.text}</p>`
    case 'facts':
    case 'codes':
      return facts(('rows' in part ? part.rows : part.items).map(([term, value]) => [term, lines(value)]))
    case 'chart':
      return chart(part)
    case 'letter':
      return html`<h2 class="small">${part.title}</h2><p>${lines(part.to.join('\n'))}</p>`
    case 'promise':
      return facts(part.items.map(({ term, value }) => [term, value]))
    case 'square':
      return qrCode(part.text, part.alternative)
    // Its tree follows.
    case 'boxes':
      return html``
    case 'tree':
      return tree(part.branches)
  }
}

/** The page of a paper. `pdf` and `back` are addresses. */
export function paperPage(
  frame: AgentFrame,
  { title, author, foot, parts }: Paper,
  { pdf, back, current }: { pdf: string; back: { href: string; label: string }; current: string },
): Html {
  const main = html`<article class="stack reading panel"><div class="inside stack"><p class="meta">${author}</p><h1>${title}</h1>${parts.map(partHtml)}<p class="meta">${foot}</p></div></article>
    <div class="row">${linkButton('Télécharger en PDF', pdf, { kind: 'quiet', icon: 'file-text' })}<a href="${back.href}">${back.label}</a></div>`
  return agentPage(frame, { title, main, current })
}
