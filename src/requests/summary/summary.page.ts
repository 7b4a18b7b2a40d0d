// The summary of a request as a page that prints well: its sections, one under the other.
import { type Html, html } from '#platform/html.ts'
import { facts, prose, section } from '#platform/ui/content.ts'
import { dateTime } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import type { Section, Summary } from './summary.ts'

/** Lines as they were typed. */
const lines = (value: string): Html => {
  const all = value.split('\n')
  return html`${all.map((line, at) => html`${at > 0 && html`<br>`}${line}`)}`
}

const shown = ({ title, text, rows }: Section, at: number): Html =>
  section(
    title,
    html`${text !== undefined && prose(text)}${rows.length > 0 && facts(rows.map(([term, value]) => [term, lines(value)]))}`,
    { id: `partie-${at + 1}` },
  )

/** GET /agents/demandes/:ref/resume */
export function summaryPage(frame: AgentFrame, summary: Summary, zone: string): Html {
  const { ref, title, authority, at, sections } = summary
  const back = `/agents/demandes/${ref}`
  const main = html`<article class="stack wide reading">
    <header class="stack"><p class="no-print"><a href="${back}">Revenir à la demande</a></p><p class="over">${authority}, ${ref}</p><h1>${title}</h1>
    <p class="meta">Résumé pour le service, le ${dateTime(at, zone)}.</p>
    <div class="row no-print"><a class="button quiet" href="${back}/resume/papier" download>Télécharger (PDF)</a><print-page><button type="button" class="button quiet" hidden>Imprimer</button></print-page></div></header>
    ${sections.map(shown)}</article>`
  return agentPage(frame, { title: `${ref} résumé, ${title}`, main, current: '/agents' })
}
