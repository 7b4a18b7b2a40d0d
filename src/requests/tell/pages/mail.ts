// A mail as its resident will read it, before anybody has it.
import { html, type Html } from '#platform/html.ts'
import { facts } from '#platform/ui/content.ts'
import { WHY_RESIDENT } from '../writing.ts'
import type { Letter } from '../letter.ts'

export const mailPreview = (
  site: string,
  { subject, title, paragraphs, facts: below, action }: Letter,
): Html =>
  html`<p class="meta">De\u00a0: ${site}. Les valeurs sont inventées.</p><p><b>${subject}</b></p>
    <div class="card stack"><h3>${title}</h3>${paragraphs.map((text) => html`<p class="typed">${text}</p>`)}${facts(below)}
    <p><span class="button">${action}</span></p><p class="meta">${WHY_RESIDENT}</p></div>`
