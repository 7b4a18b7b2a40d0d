// What is said where a form stops before its end.
import { attrs, type Html, html } from '#platform/html.ts'
import { languageOf, unmarked } from '#platform/tongue/said-in.ts'
import { notice } from '#platform/ui/feedback.ts'
import { typo } from '#platform/ui/french.ts'
import { readNotation, renderRich } from '#writing'
import type { PageEnd } from '../definition/definition.ts'
import { SAYS } from './words.ts'

/** Pictures are those of the library: a form shows none. */
const noFile = () => null

export function endText({ text }: PageEnd): Html {
  const said = renderRich(readNotation(unmarked(text)).doc, { file: noFile, under: 2 })
  const language = languageOf(text)
  if (language === null) return said
  const { code, rtl = false } = language
  return html`<div ${attrs({ lang: code, dir: rtl && 'rtl' })}>${said}</div>`
}

/** The end as a notice, among the questions of whoever fills the form on one page. */
export const endNotice = (end: PageEnd): Html =>
  notice('warn', typo(end.title), html`${endText(end)}<p>${SAYS.nothingSent()}</p>`)
