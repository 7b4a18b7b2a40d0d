// A title between questions of a page: nothing is asked.
import { attrs, html } from '#platform/html.ts'
import { typo } from '#platform/ui/french.ts'
import { fieldKind } from '../kind.ts'
import { shownFrame, NOTHING } from './nothing.ts'

export const heading = fieldKind<never>({
  ...NOTHING,
  type: 'heading',
  control: (field, _raw, showing) =>
    html`<div ${attrs(shownFrame(field, showing))}><h2 id="${field.id}">${typo(field.label)}</h2>${
      field.hint !== undefined && html`<p class="hint">${typo(field.hint)}</p>`
    }</div>`,
})
