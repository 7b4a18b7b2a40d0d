// A sheet for the notice board: what it is in large, three lines, and a square that a telephone reads, which opens the thing itself.
import { type Html, html } from '#platform/html.ts'
import { linkButton } from './button.ts'
import { qrCode } from './qr-code.ts'

export interface Poster {
  /** « Offre d’emploi » */
  kind: string
  title: string
  /** Three at most. */
  lines: readonly string[]
  /** Who says it. */
  author: string
  /** Of the thing itself, whole. */
  address: string
  back: { href: string; label: string }
}

/** What is left of a long line. */
const MOST = 160
const cut = (line: string): string =>
  line.length <= MOST ? line : `${line.slice(0, line.lastIndexOf(' ', MOST))}…`

/** The main of its page, of which the sheet alone is printed. */
export function poster({ kind, title, lines, author, address, back }: Poster): Html {
  const shown = lines.filter((line) => line !== '').slice(0, 3)
  return html`<div class="stack"><div class="row no-print">${linkButton(back.label, back.href, { kind: 'quiet', icon: 'arrow-left' })}<print-page><button type="button" class="button" hidden>Imprimer l’affichette</button><noscript><p class="meta">Pour imprimer&nbsp;: Ctrl et P.</p></noscript></print-page></div>
    <article class="poster" aria-labelledby="affichette"><p class="over">${kind}</p><h1 id="affichette">${title}</h1>${shown.map((line) => html`<p>${cut(line)}</p>`)}
    <div class="poster-code">${qrCode(address, `Carré à lire avec un téléphone\u00a0: il ouvre « ${title} »`)}<p>Visez ce carré avec l’appareil photo de votre téléphone.<br><span class="address">${address.replace(/^https?:\/\//, '')}</span></p></div>
    <p class="meta">${author}</p></article></div>`
}
