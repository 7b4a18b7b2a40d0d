// What is said where a form stops before its end.
import { type Html, html } from '#platform/html.ts'
import { notice } from '#platform/ui/feedback.ts'
import { typo } from '#platform/ui/french.ts'
import { readNotation, renderRich } from '#writing'
import type { PageEnd } from '../definition/definition.ts'

/** Pictures are those of the library: a form shows none. */
const noFile = () => null

export const endText = ({ text }: PageEnd): Html =>
  html`${renderRich(readNotation(text).doc, { file: noFile, under: 2 })}`

/** The end as a notice, among the questions of whoever fills the form on one page. */
export const endNotice = (end: PageEnd): Html =>
  notice('warn', typo(end.title), html`${endText(end)}<p>Rien n’est envoyé.</p>`)
