// What a reader would stumble on, beside the text: drawn by the server, and by the editor as one writes.
import { type Html, html } from '#platform/html.ts'
import type { Stumble } from '../../text/stumbles.ts'

const counted = (count: number, one: string, several: string): string =>
  `${count} ${count > 1 ? several : one}`

/** « 1 à corriger, 2 conseils ». */
export function adviceSaid(found: readonly Stumble[]): string {
  const refusing = found.filter(({ refuses }) => refuses).length
  const advising = found.length - refusing
  const parts = [
    ...(refusing > 0 ? [`${refusing} à corriger avant de publier`] : []),
    ...(advising > 0 ? [counted(advising, 'conseil', 'conseils')] : []),
  ]
  return parts.join(', ') || 'Rien à corriger'
}

/** Each with how to mend it; `leads`: a button goes to it. */
export function adviceList(found: readonly Stumble[], leads: boolean): Html | null {
  if (found.length === 0) return null
  const lines = found.map(({ said, mend, refuses, path }, at) => {
    const go =
      leads &&
      path.length > 0 &&
      html` <button type="button" data-stumble="${at}">Aller au passage<span class="hidden"> ${at + 1}</span></button>`
    return html`<li class="${refuses ? 'warn' : 'info'}"><b>${said}</b><span>${mend}${go}</span></li>`
  })
  return html`<ol class="advice">${lines}</ol>`
}
