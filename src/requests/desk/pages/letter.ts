// What will reach the resident, word for word, before it leaves.
import { html, type Html } from '#platform/html.ts'
import { facts } from '#platform/ui/content.ts'
import { icon } from '#platform/ui/icon.ts'
import type { Desk } from '../desk.ts'
import type { Letter } from '../../tell/letter.ts'

type Sent = Pick<Desk, 'request'>

/** The letter as it will be sent, and by what way. */
export const letterView = (desk: Sent, letter: Letter): Html =>
  html`<section class="letter stack tight" id="apercu" aria-labelledby="titre-apercu"><h3 id="titre-apercu" tabindex="-1" autofocus>${icon('mail')} Ce qui sera envoyé</h3>${letterBody(desk, letter)}</section>`

/** The same, where a heading says it already. */
export function letterBody({ request }: Sent, letter: Letter): Html {
  const way =
    request.contactEmail === null
      ? 'Aucun courriel ne part\u00a0: ce texte s’affiche dans le suivi de la personne.'
      : `Par courriel à ${request.contactName}, et dans son suivi.`
  return html`<p class="meta">${way}</p>
    ${request.contactEmail !== null && html`<p><b>${letter.subject}</b></p>`}${letter.paragraphs.map((text) => html`<p class="typed">${text}</p>`)}${facts(letter.facts)}`
}
