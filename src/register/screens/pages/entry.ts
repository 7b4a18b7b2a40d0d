// One entry of the register of processing: what it declares, what is being written of it, its versions.
import { bodyOf, draftPanel, type Past, versionsPanel, type Written } from '#drafting'
import { type Html, type HtmlValue, html } from '#platform/html.ts'
import { type RetentionRule, ruleLabel } from '#platform/house/retention.ts'
import { linkButton } from '#platform/ui/button.ts'
import { facts } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { mediumDate } from '#platform/ui/french.ts'
import { agentPage } from '#platform/ui/layout.ts'
import type { AgentFrame } from '#platform/ui/site.ts'
import { table } from '#platform/ui/table.ts'
import type { Territory } from '#territory'
import { CATEGORIES, type ProcessingEntry, SECTORS } from '../../entry/definition.ts'
import { controllerWords, durationWords, KINDS, legalBaseWords } from '../../entry/words.ts'
import { groupsOf } from '../parts.ts'

const CURRENT = '/administration/registre'

export interface EntryView {
  written: Written<ProcessingEntry>
  versions: readonly Past[]
  place: Territory
  rules: readonly RetentionRule[]
  mayWrite: boolean
  /** Why the draft is not published. */
  problems: readonly string[]
}

const list = (items: readonly string[]): Html =>
  html`<ul class="plain">${items.map((item) => html`<li>${item}</li>`)}</ul>`

type Facts = readonly (readonly [string, HtmlValue])[]

/** What each group says, as it is read. */
const FACTS: Readonly<Record<string, (entry: ProcessingEntry, place: Territory) => Facts>> = {
  declaration: ({ kind, controller, sector }, place) => [
    ['Pour', KINDS[kind]],
    ['Responsable', controllerWords(controller, place)],
    ['Secteur', SECTORS[sector]],
  ],
  finalite: ({ purpose, legalBase }) => [
    ['Finalité', purpose],
    ['Base légale', legalBaseWords(legalBase)],
  ],
  donnees: ({ people, categories }) => [
    ['Personnes concernées', list(people)],
    ['Données', list(categories.map((id) => CATEGORIES[id]))],
  ],
  destinataires: ({ recipients, transfers }) => [
    ['Destinataires', list(recipients)],
    ['Hors de l’Union européenne', transfers.length === 0 ? 'Aucun transfert' : list(transfers)],
  ],
  securite: ({ security }) => [['Mesures', list(security)]],
}

/** GET /administration/registre/:id */
export function entryPage(frame: AgentFrame, view: EntryView): Html {
  const { written, versions, place, rules, mayWrite, problems } = view
  const { live } = written
  const entry = mayWrite ? bodyOf(written) : (live?.body ?? bodyOf(written))
  const at = `${CURRENT}/${entry.id}`
  const change = (name: string, title: string) =>
    mayWrite && linkButton('Modifier', `${at}/${name}`, { kind: 'quiet', more: title })
  const groups = groupsOf(entry)
  const said = groups.flatMap(({ name, title }) => {
    const read = FACTS[name]
    return read === undefined ? [] : [panel(title, facts(read(entry, place)), { end: change(name, title) })]
  })
  const kept = groups.filter(({ rule }) => rule !== undefined)
  const main = html`<div class="stack"><p class="meta"><a href="${CURRENT}">Tout le registre</a></p>
    <h1>${entry.title}${live !== null && html` <span class="soft">version ${live.version}, depuis le ${mediumDate(live.publishedAt, place.zone)}</span>`}</h1>
    ${mayWrite && draftPanel(frame, { at, written, problems })}${said}
    ${panel('Conservation', retentionTable(entry, rules), { bare: true, end: html`${kept.map(({ name, title }) => change(name, title))}` })}
    ${versions.length > 0 && versionsPanel(versions, place.zone)}
    ${mayWrite && live !== null && html`<p>${linkButton('Retirer cette fiche', `${at}/retirer`, { kind: 'quiet' })}</p>`}</div>`
  return agentPage(frame, { title: entry.title, main, current: CURRENT, errorCount: problems.length })
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
