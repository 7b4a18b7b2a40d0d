// The first pages of a document as pictures, where it is presented.
import { type Html, html } from '#platform/html.ts'
import { number } from './french.ts'

interface Seen {
  name: string
  /** Where it is served; its pages are below. */
  href: string
}

const page = ({ href, name }: Seen, n: number): Html =>
  html`<li><a href="${href}"><img src="${href}/pages/${n}" alt="${name}, page ${n}" width="1000" loading="lazy"></a></li>`

/** Its first pages as pictures: the first at once, the others when they are asked for. `drawn`: of a document whose pages are drawn here. */
export function previewOf(
  document: Seen,
  drawn: { state: string; drawn: number; pages: number } | null,
): Html {
  if (drawn?.state === 'failed')
    return html`<p class="meta">Aperçu impossible\u00a0: téléchargez le document pour le lire.</p>`
  if (drawn?.state !== 'made')
    return html`<p class="meta">Aperçu en préparation\u00a0: revenez sur cette page dans un instant.</p>`
  const all = Array.from({ length: drawn.drawn }, (_, index) => page(document, index + 1))
  const more =
    drawn.drawn > 1 &&
    html`<details><summary>${drawn.drawn === 2 ? 'La page 2' : `Les pages 2 à ${drawn.drawn}`}${drawn.pages > drawn.drawn && `, sur ${number(drawn.pages)}`}</summary><ol class="leaves">${all.slice(1)}</ol></details>`
  return html`<ol class="leaves" aria-label="Aperçu">${all.slice(0, 1)}</ol>${more}`
}
