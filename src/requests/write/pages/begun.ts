// What an agent has begun, said where they would begin it again.
import { html, type Html } from '#platform/html.ts'
import type { BegunLine } from '../begun.ts'

/** « Saisie commencée à 10 h 12 : reprendre », a line for each; null when nothing is begun. */
export function begunList(lines: readonly BegunLine[]): Html | null {
  if (lines.length === 0) return null
  const items = lines.map(
    ({ href, what, since }) =>
      html`<li><b>${what}</b>, ${since}&nbsp;: <a href="${href}">reprendre<span class="hidden"> ${what}</span></a></li>`,
  )
  return html`<section class="panel" aria-label="Commencé, pas encore envoyé"><header><h2>Commencé, pas encore envoyé</h2></header><div class="inside"><ul class="plain">${items}</ul></div></section>`
}
