// A text between questions, with links, lists and words that matter (#writing): nothing is asked. Its label names it to whoever edits the form.
import { z } from 'zod'
import { attrs, html } from '#platform/html.ts'
import { languageOf, unmarked } from '#platform/tongue/said-in.ts'
import { quoted } from '#platform/ui/french.ts'
import { readNotation, renderRich, type RichText, stumbles } from '#writing'
import type { Field } from '../../definition/definition.ts'
import { fieldKind } from '../kind.ts'
import { shownFrame, NOTHING } from './nothing.ts'

const LONGEST = 2000

interface Options {
  /** In the notation of rich texts. */
  text?: string
}

/** Pictures are those of the library: a form shows none. */
const noFile = () => null

const textOf = ({ text = '' }: Options): RichText => readNotation(unmarked(text)).doc

function faults(field: Field & Options): string[] {
  const question = `L’explication ${quoted(field.id)}`
  const { doc, problems } = readNotation(field.text ?? '')
  if (doc.content.length === 0) return [`${question} ne dit rien.`]
  return [
    ...problems.map(({ line, message }) => `${question}, ligne ${line}\u00a0: ${message}`),
    ...(doc.content.some(({ type }) => type === 'image')
      ? [`${question} montre une image\u00a0: retirez-la.`]
      : []),
    ...stumbles(doc)
      .filter(({ refuses }) => refuses)
      .map(({ said, mend }) => `${question}\u00a0: ${said} ${mend}`),
  ]
}

export const explanation = fieldKind<never, Options>({
  ...NOTHING,
  type: 'explanation',
  hasOwnWords: true,
  options: { text: { shape: z.string().min(1).max(LONGEST), one: 'le texte', isNeeded: true, texts: [''] } },
  faults,
  control(field, _raw, showing) {
    const language = languageOf(field.text ?? '')
    const said = { lang: language?.code, dir: language?.rtl && 'rtl' }
    return html`<div ${attrs({ ...shownFrame(field, showing), ...said })} id="${field.id}">${renderRich(textOf(field), { file: noFile, under: 2 })}</div>`
  },
})
