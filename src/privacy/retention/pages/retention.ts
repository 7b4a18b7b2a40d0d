// What retention did at its last runs, rule by rule, and the button that says what it would do today.
import { type Html, html } from '#platform/html.ts'
import { buttonForm } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { tag } from '#platform/ui/feedback.ts'
import { number, plural, shortDateTime } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import { type RetentionRule, ruleLabel } from '#platform/house/retention.ts'
import { durationHref } from '../address.ts'
import { durationWords, type ProcessingEntry, type RunRow } from '#register'

export interface RetentionView {
  entries: readonly ProcessingEntry[]
  /** The latest runs, newest first, each with all its lines. */
  runs: readonly RunRow[]
  /** Those that the modules bring. */
  rules: readonly RetentionRule[]
  zone: string
  /** Durations lead to the form that changes them. */
  mayChange: boolean
}

/** GET /administration/conservation */
export function retentionPage(frame: AgentFrame, view: RetentionView): Html {
  const ids = [...new Set(view.runs.map(({ runId }) => runId))]
  const runs = ids.map((id) => view.runs.filter(({ runId }) => runId === id))
  const main = html`<div class="stack"><div class="row apart"><h1>Conservation</h1>${buttonForm('Simuler', '/administration/conservation/simulation', frame.csrf)}</div>
    <p class="reading">Chaque jour, ce qui a fait son temps est effacé ou rendu anonyme. Les durées viennent du <a href="/administration/registre">registre des traitements</a>, et de lui seul. Une simulation fait le même travail, compte, puis défait tout.</p>
    ${panel('Derniers passages', runs.length === 0 ? html`<p>Aucun passage pour l’instant.</p>` : html`${runs.map((rows) => runTable(rows, view))}`)}
    ${panel('Durées', durationsTable(view), { bare: true })}</div>`
  return agentPage(frame, { title: 'Conservation', main, current: '/administration/conservation' })
}

function runTable(rows: readonly RunRow[], { entries, rules, zone }: RetentionView): Html {
  const [first] = rows
  const shown = rows.filter(({ count, failed }) => count > 0 || failed !== null)
  const total = rows.reduce((sum, { count }) => sum + count, 0)
  const what = first?.isDry === true ? 'Simulation' : 'Passage'
  const caption = `${what} du ${first === undefined ? '' : shortDateTime(first.at, zone)}\u00a0: ${plural(total, 'élément', 'éléments')}, ${plural(rows.length, 'règle', 'règles')}`
  if (shown.length === 0) return html`<p>${caption}.</p>`
  return table({
    caption,
    columns: [
      { label: 'Données' },
      { label: 'Traitement' },
      { label: 'Nombre', right: true },
      { label: 'État' },
    ],
    rows: shown.map(({ rule, entryId, count, failed, isDry }) => [
      ruleLabel(rules, rule),
      entries.find(({ id }) => id === entryId)?.title ?? entryId,
      number(count),
      failed === null ? tag('good', isDry ? 'Simulé' : 'Fait') : tag('bad', `Échec (${failed})`),
    ]),
    dense: true,
  })
}

function durationsTable({ entries, rules, mayChange }: RetentionView): Html {
  return table({
    caption: 'Durées en vigueur',
    captionHidden: true,
    columns: [{ label: 'Données' }, { label: 'Traitement' }, { label: 'Durée' }, { label: 'À partir de' }],
    rows: entries.flatMap((entry) =>
      entry.retention.map(({ rule, keep, from }) => [
        ruleLabel(rules, rule),
        html`<a href="/administration/registre/${entry.id}">${entry.title}</a>`,
        mayChange
          ? html`<a href="${durationHref(entry.id, rule)}">${durationWords(keep)}<span class="hidden">&nbsp;: changer</span></a>`
          : durationWords(keep),
        from,
      ]),
    ),
    dense: true,
  })
}
