// One entry of the register of processing, to read.
import { type Html, html } from '#platform/html.ts'
import { type RetentionRule, ruleLabel } from '#platform/house/retention.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import type { Territory } from '#territory'
import { CATEGORIES, type ProcessingEntry, SECTORS } from '../definition.ts'
import type { EntryRow } from '../register.ts'
import { controllerWords, durationWords, legalBaseWords } from '../words.ts'

const list = (items: readonly string[]): Html =>
  html`<ul class="plain">${items.map((item) => html`<li>${item}</li>`)}</ul>`

/** GET /administration/registre/:id */
export function entryPage(
  frame: AgentFrame,
  { row, place, rules }: { row: EntryRow; place: Territory; rules: readonly RetentionRule[] },
): Html {
  const { body: entry, version, publishedAt: since } = row
  const said = facts([
    ['Responsable', controllerWords(entry.controller, place)],
    ['Secteur', SECTORS[entry.sector]],
    ['Finalité', entry.purpose],
    ['Base légale', legalBaseWords(entry.legalBase)],
    ['Personnes concernées', list(entry.people)],
    ['Données', list(entry.categories.map((id) => CATEGORIES[id]))],
    ['Destinataires', list(entry.recipients)],
    ['Sécurité', list(entry.security)],
    ['Hors de l’Union européenne', entry.transfers.length === 0 ? 'Aucun transfert' : list(entry.transfers)],
    ['Version', `${version}, depuis le ${mediumDate(since, place.zone)}`],
  ])
  const main = html`<div class="stack"><h1>${entry.title}</h1>
    ${panel('Ce qui est déclaré', said)}
    ${panel('Conservation', retentionTable(entry, rules), { bare: true })}
    <p><a href="/administration/registre">Tout le registre</a></p></div>`
  return agentPage(frame, { title: entry.title, main, current: '/administration/registre' })
}

function retentionTable(entry: ProcessingEntry, rules: readonly RetentionRule[]): Html {
  return table({
    caption: 'Durées de conservation',
    captionHidden: true,
    columns: [
      { label: 'Données' },
      { label: 'Durée' },
      { label: 'À partir de' },
      { label: 'Ensuite' },
      { label: 'Pourquoi' },
    ],
    rows: entry.retention.map(({ rule, keep, from, action, basis }) => [
      ruleLabel(rules, rule),
      durationWords(keep),
      from,
      action,
      basis,
    ]),
    dense: true,
  })
}
